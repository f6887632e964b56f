import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ComposedApi, composeApi } from "../api/testing/compose-api.ts";

const UUID = "bc3ce893-59cf-4a56-b334-f6837bd559b4";
const names = ["player.js", "assets/player-dash.js", "nanoplayer.js", "flowplayer.js"];
const files = new Map(names.map(name => [name, Buffer.from(`/* ${name} */`)]));

let composed: ComposedApi;

beforeAll(async () => {
  composed = await composeApi({ assets: { files } });
});

afterAll(() => composed.server.close());

const get = (url: string, headers: Record<string, string> = {}) => composed.api.inject({ url, headers });

describe("the scripts of the player", () => {
  test.each([
    ["/player.js", "player.js"],
    ["/assets/player-dash.js", "assets/player-dash.js"],
    ["/nanoplayer/api/release/nanoplayer.5.min.js", "nanoplayer.js"],
    ["/nanoplayer/api/release/nanoplayer.4.min.js?20200302", "nanoplayer.js"],
    ["/nanoplayer/api/nanoplayer.3.min.js", "nanoplayer.js"],
    ["/nanoplayer/api/release/nanoplayer.4.22.1.min.js", "nanoplayer.js"],
    [`/${UUID}/${UUID}.js`, "flowplayer.js"],
    [`/${UUID.toUpperCase()}/${UUID}.js`, "flowplayer.js"],
  ])("%s is %s, for pages of any origin", async (url, name) => {
    const reply = await get(url);
    expect([reply.statusCode, reply.body]).toEqual([200, `/* ${name} */`]);
    expect(reply.headers).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
    });
    const again = await get(url, { "if-none-match": String(reply.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
  });

  test.each([
    "/nanoplayer.js",
    "/flowplayer.js",
    "/nanoplayer/api/release/other.min.js",
    "/nanoplayer/api/release/nanoplayer.5.min.js.map",
    `/${UUID}/clip.js`,
    `/${UUID}/${UUID}.css`,
    "/assets/none.js",
  ])("%s is none", async url => {
    expect((await get(url)).statusCode).toBe(404);
  });
});
