import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AttackedServer, OUTSIDE_TEXT, startAttackedServer } from "./bad-input/attacked-server.ts";
import { expectCors, expectJsonRefusal } from "./bad-input/expect-refusal.ts";
import { fillIn, mintNamedCredentials, type NamedCredentials } from "./bad-input/named-credentials.ts";
import { exchangeBytes, parseAnswer, type RawAnswer, rawRequest } from "./bad-input/raw-request.ts";

let server: AttackedServer;
let credentials: NamedCredentials;

beforeAll(async () => {
  server = await startAttackedServer();
  credentials = await mintNamedCredentials(server);
});
afterAll(() => server.stop());

function ask(target: string): Promise<RawAnswer> {
  return rawRequest(server.url, { target: fillIn(target, credentials) });
}

/** Sends a target that may hold anything, line breaks too; answers the first answer. */
async function askBytes(target: string): Promise<RawAnswer> {
  const head = `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
  return parseAnswer(await exchangeBytes(server.url, Buffer.from(head, "utf8")));
}

interface PathVector {
  readonly path: string;
  readonly why: string;
}

function pathVectors(name: string): readonly PathVector[] {
  return JSON.parse(
    readFileSync(new URL(`../vectors/paths/${name}.json`, import.meta.url), "utf8"),
  ) as PathVector[];
}

/** Without those that are another target once they stand in a request line. */
const refusedPaths = pathVectors("refuse").filter(({ path }) => path.trim() === path && !path.includes("?"));

describe("a path that may be read in two ways", () => {
  test.each(refusedPaths)("is refused at the listener: $path ($why)", async ({ path }) => {
    const answer = await askBytes(`${path}?token=${credentials.good}`);
    expect(answer.status).toBe(400);
    const reason = answer.json.reason === "request-malformed" ? "request-malformed" : "path-ambiguous";
    expectJsonRefusal(answer, { status: 400, reason });
  });

  test.each(refusedPaths.filter(({ path }) => path.startsWith("/")))(
    "is refused behind a good handle: $path ($why)",
    async ({ path }) => {
      const answer = await askBytes(`/s/${credentials.handle}/files/clip${path}`);
      expect(answer.status).toBe(400);
      expectCors(answer);
    },
  );

  test.each(pathVectors("allow"))("is not what $path is ($why)", async ({ path }) => {
    const { status, json } = await askBytes(`/files/clip${path}`);
    expect({ status, reason: json.reason }).toEqual({ status: 401, reason: "token-missing" });
  });
});

describe("a folder origin", () => {
  const inside = "/files/traps/inside-link.m3u8?token={good}";

  test("follows a link that stays inside, so that the refusals below are about leaving", async () => {
    expect((await ask(inside)).status).toBe(200);
  });

  test.each([
    ["relative-link.m3u8", 404],
    ["absolute-link.m3u8", 404],
    ["folder-link/index.m3u8", 404],
    ["passwd.m3u8", 404],
    ["zero.mp4", 404],
    ["loop.m3u8", 404],
    [".dot.m3u8", 404],
    [".hidden/index.m3u8", 404],
    ["folder.m3u8", 404],
    ["pipe.m3u8", 404],
    ["pipe.mp4", 404],
    ["notes.txt", 404],
    ["index.m3u8.bak", 404],
    ["inside-link.m3u8/x.m3u8", 404],
    ["{5000 x a}.m4s", 404],
  ])("does not give out %s under a session of that very stream", async (name, status) => {
    const handle = /\/s\/([\w-]{62})\//.exec((await ask(inside)).body)?.[1];
    const started = Date.now();
    const answer = await ask(`/s/${handle}/files/traps/${name}`);
    expect(Date.now() - started).toBeLessThan(2_000);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain("outside of the folder");
    expect(answer.body).not.toContain("root:");
  });

  test("never sent what lies outside, in any answer of this file", () => {
    expect(OUTSIDE_TEXT).toContain("outside of the folder");
    expect(server.output()).not.toContain("outside of the folder");
  });
});

describe("a query", () => {
  test.each([
    ["a path parameter is no query", "/files/clip/index.m3u8;token={good}", 401, "token-missing"],
    [
      "a second question mark belongs to the token",
      "/files/clip/index.m3u8?token={good}?x=1",
      403,
      "token-malformed",
    ],
    ["a semicolon separates nothing", "/files/clip/index.m3u8?x=1;token={good}", 401, "token-missing"],
    [
      "an encoded ampersand separates nothing",
      "/files/clip/index.m3u8?x=1%26token={good}",
      401,
      "token-missing",
    ],
    [
      "an encoded equals sign separates nothing",
      "/files/clip/index.m3u8?token%3D{good}",
      401,
      "token-missing",
    ],
    ["brackets make no list", "/files/clip/index.m3u8?token[]={good}", 401, "token-missing"],
    ["a line break ends nothing", "/files/clip/index.m3u8?token={good}%0d%0aX: 1", 400, "request-malformed"],
    ["a handle in a query opens nothing", "/files/clip/v0/seg-1.m4s?handle={handle}", 401, "token-missing"],
    ["a handle as a token opens nothing", "/files/clip/index.m3u8?token={handle}", 403, "token-malformed"],
    [
      "a token does not widen a handle",
      "/s/{handle}/files/other/index.m3u8?token={good}",
      403,
      "handle-wrong-stream",
    ],
  ])("smuggles no token: %s", async (_, target, status, reason) => {
    expectJsonRefusal(await ask(target), { status, reason });
  });

  test("may hold anything else", async () => {
    expect((await ask("/files/clip/index.m3u8?../../x=%00&token={good}&%zz&=&&__proto__=1")).status).toBe(
      200,
    );
  });
});

describe("the gateway's own prefix", () => {
  test("opens the same streams under the same rules", async () => {
    expect((await ask("/a/files/clip/index.m3u8?token={good}")).status).toBe(200);
    expectJsonRefusal(await ask("/a/files/clip/index.m3u8"), { status: 401, reason: "token-missing" });
  });

  test.each(["v1/tokens", "metrics", "hooks/x", "docs", "player.js", "s/x"])(
    "does not lead to /%s",
    async path => {
      expectJsonRefusal(await ask(`/a/${path}`), { status: 401, reason: "token-missing" });
    },
  );
});
