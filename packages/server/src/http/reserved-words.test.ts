import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN_KEY, type ComposedApi, composeApi } from "../api/testing/compose-api.ts";
import {
  isPlayerModule,
  isReservedApplicationName,
  isReservedOrganizationCode,
  isReservedStreamId,
  placeOfCompat,
  RESERVED_FIRST_SEGMENTS,
  RESERVED_IN_APPLICATION,
  reservedFirstSegments,
} from "./reserved-words.ts";

const UUID = "bc3ce893-59cf-4a56-b334-f6837bd559b4";
const files = new Map(["player.js", "assets/player-dash.js"].map(name => [name, Buffer.from("")]));

let composed: ComposedApi;

beforeAll(async () => {
  composed = await composeApi({ assets: { files } });
});

afterAll(() => composed.server.close());

/** The first path segments of every route of the API's server. */
function routedWords(): ReadonlySet<string> {
  const lines = composed.api.printRoutes({ commonPrefix: false }).split("\n");
  const children = lines.flatMap(line => /^ {4}[├└]── ([^/ ]+)/.exec(line)?.[1] ?? []);
  return new Set(children);
}

async function create(kind: string, body: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const reply = await composed.api.inject({ method: "POST", url: `/v1/${kind}`, headers, payload: body });
  return { status: reply.statusCode, reason: reply.json().reason };
}

describe("reserved words and the router", () => {
  test("every route has a first segment that is reserved, or is a module with a form of its own", () => {
    const words = [...routedWords()].filter(word => !RESERVED_FIRST_SEGMENTS.has(word));
    expect(words).toEqual([":folder"]);
  });

  test("every word that is said to be routed is, and none that is said not to be", () => {
    const routed = routedWords();
    for (const [word, { answerer }] of Object.entries(reservedFirstSegments)) {
      if (answerer === "api") expect(routed, word).toContain(word);
      if (answerer === "compat") expect(routed, word).not.toContain(word);
      if (answerer === "nobody" || answerer === "door") expect(routed, word).not.toContain(word);
    }
  });

  test.each([...RESERVED_FIRST_SEGMENTS].filter(word => /^\w+$/.test(word)))(
    "an application is not called %s",
    async name => {
      const expected = { status: 409, reason: "name-reserved" };
      expect(await create("applications", { name, kind: "live" })).toEqual(expected);
    },
  );

  test.each([...RESERVED_IN_APPLICATION, `${UUID}.js`])("a stream is not called %s", async id => {
    const expected = { status: 409, reason: "name-reserved" };
    expect(await create("streams", { application: "live", id })).toEqual(expected);
  });
});

describe("reserved words", () => {
  test("the first segment of every route of Sluice is no application's name", () => {
    for (const word of RESERVED_FIRST_SEGMENTS) expect(isReservedApplicationName(word)).toBe(true);
    for (const name of ["live", "vod", "demo", "LiveApp", "constructor"])
      expect(isReservedApplicationName(name)).toBe(false);
  });

  test("no stream's id begins with a word that is a route inside its application", () => {
    for (const word of RESERVED_IN_APPLICATION) {
      expect(isReservedStreamId(word)).toBe(true);
      expect(isReservedStreamId(`${word}/clip`)).toBe(true);
    }
    expect(isReservedStreamId("clip")).toBe(false);
    expect(isReservedStreamId("2026/previews")).toBe(false);
  });

  test("a longer id never takes the WHIP or WHEP door of a shorter one", () => {
    expect(isReservedStreamId("cam/whip")).toBe(true);
    expect(isReservedStreamId("cam/whep/x")).toBe(true);
  });

  test("a stream may be called by a UUID, and not as the module of a player is", () => {
    expect(isReservedStreamId(UUID)).toBe(false);
    expect(isReservedStreamId(`${UUID}.js`)).toBe(true);
    expect(isPlayerModule(`/${UUID}/${UUID}.js`)).toBe(true);
    expect(isPlayerModule(`/${UUID}/clip.js`)).toBe(false);
    expect(isPlayerModule(`/a/${UUID}/${UUID}.js`)).toBe(false);
  });

  test("what players ask of an asset is served everywhere; whatever takes an API key is not", () => {
    for (const path of ["/api/v1/o/assets/a", "/api/v1/o/assets/a/", "/api/v1/o/assets/a/aes_key/"])
      expect(placeOfCompat(path), path).toBe("both");
    for (const path of [
      "/api/v1/o/assets/a/access_tokens/",
      "/api/v1/o/assets/a/access_tokens/c/",
      "/api/v1/o/assets/a/aes_key/x",
      "/api/v1/o/assets/",
      "/api/auth/login/",
    ])
      expect(placeOfCompat(path), path).toBe("admin");
  });

  test("organization codes that are routes are reserved", () => {
    expect(isReservedOrganizationCode("splay")).toBe(true);
    expect(isReservedOrganizationCode("demo")).toBe(false);
  });
});
