import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { ADMIN_KEY, type ComposedApi, composeApi } from "../../api/testing/compose-api.ts";

let composed: ComposedApi;
beforeEach(async () => {
  composed = await composeApi();
  return () => composed.server.close();
});

const SECRET = "0123456789abcdef0123456789abcdef";
const now = (): number => Math.floor(Date.now() / 1000);

interface Sent {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly ip?: string;
}

async function call(method: "GET" | "POST" | "PUT" | "DELETE", url: string, sent: Sent = {}) {
  const { body, headers = { authorization: `Bearer ${ADMIN_KEY}` }, ip = "127.0.0.1" } = sent;
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const reply = await composed.server.compat.inject({
    method,
    url,
    headers,
    remoteAddress: ip,
    ...(payload === undefined ? {} : { payload }),
  });
  const isJson = String(reply.headers["content-type"]).startsWith("application/json");
  return { status: reply.statusCode, body: isJson ? reply.json() : reply.body };
}

const mint = async (id: string, query = `expireDate=${now() + 600}&type=play`) =>
  call("GET", `/live/rest/v2/broadcasts/${id}/token?${query}`);
const validate = async (body: object, query = "") =>
  call("POST", `/live/rest/v2/broadcasts/validate-token${query}`, { body });
const set = async (body: object) => call("POST", "/rest/v2/applications/settings/live", { body });
const ok = (success: boolean) => ({
  status: 200,
  body: { success, message: "", dataId: "", errorId: 0 },
});

describe("validate-token", () => {
  test("lets one of fifty calls at once succeed, by text and by id", async () => {
    const first = (await mint("cam")).body;
    const second = (await mint("cam")).body;
    const [listed] = (await call("GET", "/live/rest/v2/broadcasts/cam/tokens/list/0/1")).body;
    expect(second.tokenId.startsWith(listed.tokenId)).toBe(true);
    for (const tokenId of [first.tokenId, listed.tokenId]) {
      const body = { tokenId, streamId: "cam", type: "play" };
      const answers = await Promise.all(Array.from({ length: 50 }, () => validate(body)));
      expect(answers.filter(({ body: { success } }) => success)).toHaveLength(1);
    }
    expect((await call("GET", "/live/rest/v2/broadcasts/cam/tokens/list/0/9")).body).toEqual([]);
  });

  test("takes a public id from nobody who may not list tokens: it is in logs and in links that were cut off", async () => {
    const limited = { name: "gate", scopes: ["check"] };
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" };
    const made = { method: "POST", url: "/v1/api-keys", headers, payload: JSON.stringify(limited) } as const;
    const { key } = (await composed.server.api.inject(made)).json();
    const { tokenId } = (await mint("cam")).body;
    const [{ tokenId: id }] = (await call("GET", "/live/rest/v2/broadcasts/cam/tokens/list/0/1")).body;
    const ask = (text: string) =>
      call("POST", "/live/rest/v2/broadcasts/validate-token", {
        body: { tokenId: text, streamId: "cam", type: "play" },
        headers: { authorization: `Bearer ${key}` },
      });
    expect(await ask(id)).toEqual(ok(false));
    expect(await ask(tokenId)).toEqual(ok(true));
  });

  test("takes the id of what a subscriber's codes have opened for no code", async () => {
    await set({ enableTimeTokenForPlay: true, playTokenControlEnabled: null });
    const path = "/live/rest/v2/broadcasts/cam/subscribers";
    const body = { subscriberId: "alice", b32Secret: "ABCDABCF", concurrentConnectionsLimit: 9 };
    await call("POST", path, { body });
    const { dataId: code } = (await call("GET", `${path}/alice/totp?type=play`)).body;
    const token = `totp:alice:${code}`;
    expect(await validate({ tokenId: token, streamId: "cam", type: "play" }, "?consume=false")).toEqual(
      ok(false),
    );
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" };
    const payload = JSON.stringify({ action: "play", stream: "live/cam", token, consume: true });
    await composed.server.api.inject({ method: "POST", url: "/v1/check", headers, payload });
    const { items } = await composed.store.listTokens({ organization: "demo", kind: "totp", limit: 1 });
    expect(items).toHaveLength(1);
    expect(await validate({ tokenId: items[0]?.id, streamId: "cam", type: "play" })).toEqual(ok(false));
  });

  test("spends nothing in the form that only looks, nor for another stream or direction", async () => {
    const { tokenId } = (await mint("cam")).body;
    const body = { tokenId, streamId: "cam", type: "play" };
    for (let look = 0; look < 3; look += 1) expect(await validate(body, "?consume=false")).toEqual(ok(true));
    expect(await validate({ ...body, streamId: "other" })).toEqual(ok(false));
    expect(await validate({ ...body, type: "publish" })).toEqual(ok(false));
    expect(await validate({ ...body, type: "Play" })).toEqual(ok(false));
    expect(await validate(body)).toEqual(ok(true));
    expect(await validate(body)).toEqual(ok(false));
  });

  test("asks for a good token also where playing is open", async () => {
    await set({ playTokenControlEnabled: false });
    const { tokenId } = (await mint("cam")).body;
    const body = { tokenId, streamId: "cam", type: "play" };
    expect(await validate({ ...body, tokenId: `${tokenId.slice(0, -1)}!` })).toEqual(ok(false));
    expect(await validate(body)).toEqual(ok(true));
    expect(await validate(body)).toEqual(ok(false));
  });

  test("takes a room for none but its own, and then keeps the use", async () => {
    const { body: token } = await mint("cam", `expireDate=${now() + 600}&type=publish&roomId=r1`);
    expect(token.roomId).toBe("r1");
    const body = { tokenId: token.tokenId, streamId: "cam", type: "publish" };
    expect(await validate({ ...body, roomId: "r2" })).toEqual(ok(false));
    expect(await validate({ ...body, roomId: "r1", streamId: "other" })).toEqual(ok(false));
    for (let turn = 0; turn < 2; turn += 1)
      expect(await validate({ ...body, roomId: "r1" })).toEqual(ok(true));
    expect(await validate(body)).toEqual(ok(true));
    expect(await validate({ ...body, roomId: "r1" })).toEqual(ok(false));
    const plain = (await mint("cam")).body;
    expect(await validate({ tokenId: plain.tokenId, streamId: "cam", type: "play", roomId: "r1" })).toEqual(
      ok(false),
    );
  });
});

describe("who calls without an API key", () => {
  const noKey = { headers: {} };
  const path = () => `/live/rest/v2/broadcasts/cam/token?expireDate=${now() + 60}&type=play`;

  test("is nobody by default, from whatever address", async () => {
    const refused = await call("GET", path(), noKey);
    expect(refused.status).toBe(403);
    expect(refused.body).toContain("Not allowed IP");
  });

  test("comes from an address of the list, is not forwarded and no page's, and touches nothing but its application", async () => {
    await set({ remoteAllowedCIDR: "192.0.2.0/24,127.0.0.1" });
    expect((await call("GET", path(), { ...noKey, ip: "192.0.2.9" })).status).toBe(200);
    expect((await call("GET", path(), { ...noKey, ip: "198.51.100.9" })).status).toBe(403);
    for (const name of ["forwarded", "via", "x-forwarded-for", "x-real-ip"]) {
      expect((await call("GET", path(), { headers: { [name]: "127.0.0.1" } })).status).toBe(403);
    }
    for (const headers of [
      ...[{ origin: "https://site.example" }, { "sec-fetch-site": "cross-site" }],
      ...[{ "x-forwarded-proto": "https" }, { "user-agent": "Mozilla/5.0" }, { host: "site.example" }],
    ]) {
      expect((await call("GET", path(), { headers })).status).toBe(403);
    }
    expect((await call("GET", path(), { headers: { "sec-fetch-site": "none" } })).status).toBe(200);
    expect((await call("GET", path().replace("/live/", "/demo/"), noKey)).status).toBe(403);
    expect((await call("GET", "/rest/v2/applications/settings/live", noKey)).status).toBe(403);
    expect((await call("POST", "/rest/v2/applications/settings/live", { ...noKey, body: {} })).status).toBe(
      403,
    );
    // A wrong key is no leave to be taken for somebody without one.
    expect((await call("GET", path(), { headers: { authorization: "Bearer wrong-key" } })).status).toBe(403);
  });

  test("has a REST JWT where that is on: raw or behind Bearer, in time, and no stream's", async () => {
    await set({ jwtControlEnabled: true, jwtSecretKey: SECRET, ipFilterEnabled: false });
    const from = (authorization: string) => call("GET", path(), { headers: { authorization } });
    const good = jwt({});
    for (const text of [good, `Bearer ${good}`, `bearer ${good}`, jwt({ exp: now() + 60 })]) {
      expect((await from(text)).status).toBe(200);
    }
    const wrong = [
      jwt({}, "another secret of 32 characters!"),
      jwt({ exp: now() - 1 }),
      jwt({ nbf: now() + 60 }),
      jwt({ streamId: "cam", type: "play" }),
      jwt({}, SECRET, { alg: "none" }),
      jwt({ exp: "never" }),
    ];
    for (const text of wrong) {
      const refused = await from(text);
      expect(refused.status).toBe(403);
      expect(refused.body).toContain("Invalid App JWT Token");
    }
    expect((await call("GET", path(), noKey)).body).toContain("Invalid App JWT Token");
    expect(
      (await call("GET", path().replace("/live/", "/demo/"), { headers: { authorization: good } })).status,
    ).toBe(403);
  });

  test("needs both where both are on", async () => {
    await set({ jwtControlEnabled: true, jwtSecretKey: SECRET, remoteAllowedCIDR: "127.0.0.1" });
    const authorization = jwt({});
    expect((await call("GET", path(), { headers: { authorization } })).status).toBe(200);
    const elsewhere = await call("GET", path(), { headers: { authorization }, ip: "192.0.2.1" });
    expect(elsewhere.body).toContain("Not allowed IP");
  });

  test("is told to wait after thirty wrong JWTs, and API keys go on", async () => {
    await set({ jwtControlEnabled: true, jwtSecretKey: SECRET, ipFilterEnabled: false });
    const headers = { authorization: jwt({}, "another secret of 32 characters!") };
    let last = 0;
    for (let turn = 0; turn < 31; turn += 1) last = (await call("GET", path(), { headers })).status;
    expect(last).toBe(429);
    expect((await call("GET", path())).status).toBe(200);
    expect((await call("GET", path(), { headers: { authorization: jwt({}) } })).status).toBe(200);
  });

  test("is told apart in the audit log from API keys", async () => {
    await set({ remoteAllowedCIDR: "127.0.0.1" });
    await call("GET", path(), noKey);
    const { items } = await composed.store.listAudit({ organization: "demo", limit: 1 });
    expect(JSON.stringify(items)).toContain("rest-address.live");
  });
});

describe("settings", () => {
  test("change at once and alone, and no secret is ever shown", async () => {
    const key = { jwtStreamSecretKey: SECRET };
    const none = await call(
      "GET",
      `/live/rest/v2/broadcasts/cam/jwt-token?expireDate=${now() + 9}&type=play`,
    );
    expect([none.status, none.body.success]).toEqual([400, false]);
    expect(await set({ ...key, playTokenControlEnabled: false, playJwtControlEnabled: true })).toEqual({
      status: 200,
      body: { success: true, errorId: 0 },
    });
    const shown = (await call("GET", "/rest/v2/applications/settings/live")).body;
    expect(shown).toMatchObject({
      jwtStreamSecretKey: "[set]",
      playJwtControlEnabled: true,
      timeTokenPeriod: 60,
    });
    expect((await set({ ...shown, timeTokenPeriod: 30 })).body.success).toBe(true);
    const made = await call(
      "GET",
      `/live/rest/v2/broadcasts/cam/jwt-token?expireDate=${now() + 9}&type=play`,
    );
    expect(made.status).toBe(200);
    const [, claims = ""] = made.body.tokenId.split(".");
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
      streamId: "cam",
      type: "play",
    });
    // Made elsewhere, with the same secret.
    const body = { tokenId: jwt({ streamId: "cam", type: "play" }), streamId: "cam", type: "play" };
    expect(await validate(body)).toEqual(ok(true));
    expect(await validate({ ...body, streamId: "other" })).toEqual(ok(false));
    await set({ playJwtControlEnabled: false, jwtStreamSecretKey: null });
    expect(await validate(body)).toEqual(ok(false));
    const kept = JSON.stringify([
      await composed.store.objects(),
      (await composed.store.listAudit({ organization: "demo", limit: 50 })).items,
    ]);
    expect(kept).not.toContain(SECRET);
  });

  test("say where publishers may be, and nothing of players", async () => {
    await set({ allowedPublisherCIDR: "203.0.113.0/24" });
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" };
    const ask = async (action: string, ip: string) => {
      const { tokenId: token } = (await mint("cam", `expireDate=${now() + 600}&type=${action}`)).body;
      const payload = JSON.stringify({ action, stream: "live/cam", token, ip });
      const reply = await composed.server.api.inject({ method: "POST", url: "/v1/check", headers, payload });
      return reply.json().reason;
    };
    expect(await ask("publish", "203.0.113.9")).toBeNull();
    expect(await ask("publish", "198.51.100.9")).toBe("ip-not-allowed");
    expect(await ask("play", "198.51.100.9")).toBeNull();
  });

  test("are refused as theirs are, and for what would be left open here", async () => {
    for (const body of [
      { playTokenControlEnabled: true, enableTimeTokenForPlay: true },
      { playTokenControlEnabled: true, hashControlPlayEnabled: true, tokenHashSecret: "x" },
      { playJwtControlEnabled: true },
      { webhookAuthenticateURL: "https://hook.example" },
      { "settings.playTokenControlEnabled": true },
      { playTokenControlEnabled: "yes" },
      { remoteAllowedCIDR: "0.0.0.0/0" },
    ]) {
      const refused = (await set(body)).body;
      expect(refused.success).toBe(false);
      expect(refused.message).toEqual(expect.any(String));
    }
    expect((await set({ webhookAuthenticateURL: "", h264Enabled: true })).body.success).toBe(true);
  });
});

function jwt(claims: object, secret = SECRET, header: object = { alg: "HS256", typ: "JWT" }): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}
