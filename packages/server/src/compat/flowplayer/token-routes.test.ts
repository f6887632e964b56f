import { describeToken } from "@sluice/token";
import { describe, expect, test } from "vitest";
import { askFlowplayer } from "./testing/ask-flowplayer.ts";

const VIDEO = "2e8cba53-d03e-4616-a060-f70b114d291e";
const TOKENS = "playback_tokens";
const vod = { kind: "vod", origin: { url: "https://origin.example/vod" } };

/** A server with a key, and a video that has a UUID besides its name. */
async function withKey() {
  const asked = await askFlowplayer();
  const key = (await asked.call("POST", `${TOKENS}/keys`, { name: "player" })).body;
  await asked.admin("POST", "applications", { ...vod, name: "vod" });
  const made = await asked.admin("POST", "streams", { application: "vod", id: "film", aliases: [VIDEO] });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const mint = (order: object) => asked.call("POST", TOKENS, { key_id: key.id, ...order });
  const tokens = async () => (await asked.admin("GET", "tokens")).body.items;
  return { ...asked, key, mint, tokens };
}

const claimsOf = (token: string) => describeToken(token).claims;

describe("a playback token", () => {
  test("of the guide's call opens the one video, for the default lifetime, listed and revocable as every other", async () => {
    const { mint, tokens, key, admin } = await withKey();
    const { status, body, headers } = await mint({ catu: { "3": [3, VIDEO] } });
    expect([status, Object.keys(body), headers["sluice-warning"]]).toEqual([201, ["token"], undefined]);
    const [listed] = await tokens();
    expect(listed).toMatchObject({ kind: "cat", status: "active", target: { streams: ["vod/film"] } });
    expect(listed.expires_at - listed.created_at).toBe(24 * 3600);
    expect(claimsOf(body.token)).toEqual({
      exp: listed.expires_at,
      cti: expect.stringMatching(/^[\w-]{22}$/),
      catu: { path: { contains: VIDEO } },
    });
    expect(describeToken(body.token).header).toMatchObject({ message: "COSE_Mac0", alg: 5, kid: key.id });
    const ask = async (stream: string, url?: string) => {
      const question = { action: "play", stream, token: body.token, url, ip: "192.0.2.1" };
      return (await admin("POST", "check", question)).body.reason;
    };
    expect(await ask("vod/film", `http://localhost:8080/vod/${VIDEO}/index.m3u8`)).toBeNull();
    expect([await ask(VIDEO), await ask(`vod/${VIDEO}`)], "by the name that was asked for").toEqual([
      null,
      null,
    ]);
    expect(await ask("vod/film"), "whose own address has no such text").toBe("uri-not-allowed");
    expect(await ask("demo/clip", "http://localhost:8080/demo/clip/index.m3u8")).toBe("uri-not-allowed");
    expect(await ask("demo/clip", `http://localhost:8080/demo/clip/${VIDEO}`)).toBe("wrong-stream");
    await admin("DELETE", `tokens/${listed.id}`);
    expect(await ask("vod/film", `http://localhost:8080/vod/${VIDEO}/index.m3u8`)).toBe("token-revoked");
  });

  test("says every claim that it was asked for, and no other", async () => {
    const { mint, tokens } = await withKey();
    const exp = Math.floor(Date.now() / 1000) + 600;
    const order = {
      exp,
      nbf: "1759183200",
      iat: "1759183200",
      iss: "my-issuer",
      sub: "subscriber1234",
      aud: "my-audience",
      cti: "0x-unique-token-id",
      catv: 1,
      catu: {
        "1": [0, "cdn.example.com"],
        "3": [3, VIDEO],
        "4": [0, ""],
        "7": [1, "a"],
        "8": [2, "8"],
      },
      catnip: [
        { tag: 52, value: [24, { "0": 188, "1": 4, "2": 23 }] },
        { tag: 54, value: [48, { "0": 42, "1": 2, "2": 33, "3": 73, "4": 135, "5": 128 }] },
      ],
      catgeoiso3166: ["US", "CA-ON"],
    };
    const { body } = await mint(order);
    expect(claimsOf(body.token)).toEqual({
      exp,
      nbf: 1759183200,
      iat: 1759183200,
      iss: "my-issuer",
      sub: "subscriber1234",
      aud: "my-audience",
      // Bytes that would read as hexadecimal in JSON.
      cti: `0x${Buffer.from("0x-unique-token-id").toString("hex")}`,
      catv: 1,
      catu: {
        host: { exact: "cdn.example.com" },
        path: { contains: VIDEO },
        query: { exact: "" },
        stem: { prefix: "a" },
        extension: { suffix: "8" },
      },
      catnip: ["188.4.23.0/24", "2a02:2149:8780::/48"],
      catgeoiso3166: ["US", "CA-ON"],
    });
    expect((await tokens())[0]).toMatchObject({ user: "subscriber1234", not_before: 1759183200 });
  });

  test("may be meant for any audience, and is refused by what it says", async () => {
    const { mint, admin } = await withKey();
    const reason = async (order: object, ip = "192.0.2.1") => {
      const { token } = (await mint(order)).body;
      const url = `http://localhost:8080/vod/${VIDEO}/index.m3u8`;
      return (await admin("POST", "check", { action: "play", stream: "vod/film", token, url, ip })).body
        .reason;
    };
    const network = [{ tag: 52, value: [24, { "0": 188, "1": 4, "2": 23 }] }];
    expect(await reason({ aud: "my-audience", iss: "my-issuer", catv: 1 })).toBeNull();
    expect(await reason({ catnip: network }, "188.4.23.9")).toBeNull();
    expect(await reason({ catnip: network }, "188.4.24.9")).toBe("ip-not-allowed");
    expect(await reason({ catu: { "3": [3, "another"] } })).toBe("uri-not-allowed");
    expect(await reason({ exp: 1679816499 })).toBe("token-expired");
  });

  test("with a cti that another token of its key has is refused, also of two that come at once", async () => {
    const { mint, tokens } = await withKey();
    const both = await Promise.all([mint({ cti: "a" }), mint({ cti: "a", exp: 2_000_000_000 })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 422]);
    expect(both.find(({ status }) => status === 422)?.body.meta.message).toContain("cti");
    expect((await mint({ cti: "b" })).status).toBe(201);
    expect(await tokens()).toHaveLength(2);
  });

  test.for([
    [{ key_id: undefined }, "key_id: can't be blank"],
    [{ key_id: 7 }, "key_id: must be a text"],
    [{ exp: 2_000_000_000_000 }, "exp"],
    [{ exp: "soon" }, "exp"],
    [{ exp: 1_700_000_000, nbf: 1_800_000_000 }, "not_before"],
    [{ catv: 2 }, "catv"],
    [{ catu: {} }, "catu"],
    [{ catu: { "9": [3, "a"] } }, "catu"],
    [{ catu: { "3": [4, "a"] } }, "catu.3"],
    [{ catu: { "3": [3, ""] } }, "catu.3"],
    [{ catu: { "3": [3] } }, "catu.3"],
    [{ catu: Object.fromEntries([0, 1, 2, 3, 4, 5].map(part => [part, [3, "a"]])) }, "catu"],
    [{ catu: [[3, "a"]] }, "catu"],
    [{ catnip: [] }, "catnip"],
    [{ catnip: [{ tag: 53, value: [24, { "0": 1 }] }] }, "catnip.0.tag"],
    [{ catnip: [{ tag: 52, value: [25, { "0": 1, "1": 2, "2": 3, "3": 128 }] }] }, "catnip.0"],
    [{ catnip: [{ tag: 54, value: [64, { "0": 42 }] }] }, "catnip.0"],
    [{ catnip: [{ tag: 52, value: [8, { "0": 1, "1": 2 }] }] }, "catnip.0"],
    [{ catnip: [{ tag: 52, value: [24, { "0": 1, "2": 2 }] }] }, "catnip.0"],
    [{ catnip: [{ tag: 52, value: [24, { "0": 256 }] }] }, "catnip.0"],
    [{ catnip: Array(6).fill({ tag: 52, value: [8, { "0": 1 }] }) }, "catnip"],
    [{ catgeoiso3166: [] }, "catgeoiso3166"],
    [{ catgeoiso3166: ["Sweden"] }, "catgeoiso3166.0"],
    [{ catgeoiso3166: ["SE", "NO", "DK", "FI", "IS", "DE"] }, "catgeoiso3166"],
    [{ catm: ["GET"] }, "catm"],
  ] as const)("is not made of %j", async ([order, message]) => {
    const { mint, tokens } = await withKey();
    const { status, body } = await mint(order);
    expect([status, body.meta?.status]).toEqual([422, 422]);
    expect(body.meta.message).toContain(message);
    expect(await tokens()).toEqual([]);
  });

  test("warns of streams whose addresses have the text, too, as far as the API key may see them", async () => {
    const { mint, tokens, admin, callAs, key } = await withKey();
    await admin("POST", "streams", { application: "vod", id: "film-2" });
    await admin("POST", "applications", { ...vod, name: "archive" });
    await admin("POST", "streams", { application: "archive", id: "film" });
    await admin("POST", "streams", { application: "archive", id: "old", aliases: ["my-film-2"] });
    const narrow = await mint({ catu: { "3": [3, "vod/film"] } });
    expect(narrow.headers["sluice-warning"]).toContain("vod/film-2: here this token opens vod/film alone");
    const wide = await mint({ catu: { "3": [3, "film-"] } });
    expect(wide.headers["sluice-warning"]).toMatch(
      /archive\/old, vod\/film-2: this token opens all of them$/,
    );
    expect((await mint({ catu: { "3": [3, "nothing"] } })).headers["sluice-warning"]).toMatch(
      /^no registered/,
    );
    const targets = (await tokens()).map(({ target }: { target: unknown }) => target);
    expect(targets).toEqual([{ organization: true }, { organization: true }, { streams: ["vod/film"] }]);
    const scopes = ["tokens:create", "tokens:create-organization"] as const;
    const limited = await callAs({ id: "sk_limited0", scopes, applications: ["vod"] });
    const hidden = await limited("POST", TOKENS, { key_id: key.id, catu: { "3": [3, "film"] } });
    expect([hidden.status, hidden.headers["sluice-warning"]]).toEqual([404, undefined]);
  });

  test("opens no more than its API key may hand out, and lives no longer", async () => {
    const { callAs, key } = await withKey();
    const catu = { "3": [3, VIDEO] };
    const ordinary = await callAs({ id: "sk_ordinar0", scopes: ["tokens:create"] });
    const reply = await ordinary("POST", TOKENS, { key_id: key.id, catu });
    expect([reply.status, reply.body.meta.code]).toEqual([403, "ERR-403-RecordUnaccessible"]);
    expect(reply.body.meta.description).toContain("catu");
    expect((await ordinary("POST", TOKENS, { key_id: key.id })).status).toBe(403);
    const short = await callAs({ id: "sk_short000", scopes: ["admin"], longestTtlSeconds: 60 });
    expect((await short("POST", TOKENS, { key_id: key.id, exp: 2_000_000_000, catu })).status).toBe(403);
    expect((await short("POST", TOKENS, { key_id: key.id, catu })).status).toBe(201);
    const reader = await callAs({ id: "sk_reader00", scopes: ["tokens:read"] });
    expect((await reader("POST", TOKENS, { key_id: key.id, catu })).status).toBe(403);
  });

  test("is signed by an active key alone", async () => {
    const { mint, admin } = await withKey();
    const [{ id }] = (await admin("GET", "keys")).body.items;
    await admin("PATCH", `keys/${id}`, { state: "verify-only" });
    const reply = await mint({});
    expect([reply.status, reply.body.meta.code]).toEqual([422, "ERR-422-InvalidStateChange"]);
    expect((await mint({ key_id: "unknown" })).body.meta.code).toBe("ERR-404-RecordNotFound");
  });

  test("is made under Wowza's addresses with the same call", async () => {
    const { call, key } = await withKey();
    for (const base of ["/api/v2.0", "/api/beta"]) {
      const { status, body } = await call("POST", `${base}/playback_tokens`, {
        key_id: key.id,
        catu: { "3": [3, VIDEO] },
      });
      expect([status, Object.keys(body)]).toEqual([200, ["token"]]);
      const order = { key_id: key.id, catu: { "3": [3, VIDEO] }, cti: base };
      const wrapped = await call("POST", `${base}/playback_tokens`, { playback_token: order });
      expect([wrapped.status, claimsOf(wrapped.body.token)]).toMatchObject([
        200,
        { catu: expect.anything() },
      ]);
      const beside = await call("POST", `${base}/playback_tokens`, { playback_token: order, key_id: key.id });
      expect(beside.status, "a limit beside others is not passed over").toBe(422);
    }
  });
});
