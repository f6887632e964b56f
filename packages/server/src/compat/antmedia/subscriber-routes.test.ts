import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bearer, type ComposedApi, composeApi, testHasher } from "../../api/testing/compose-api.ts";
import { sampleApiKey } from "../../store/conformance/samples.ts";

const SECRET = "ABCDABCFABCDABCF";
const AUDITED = [
  "subscriber.create",
  "subscriber.update",
  "subscriber.code",
  "subscriber.block",
  "subscriber.delete",
];

let composed: ComposedApi;
beforeAll(async () => {
  composed = await composeApi();
  await composed.declare(
    "applications: {live: {kind: live, antmedia: {enableTimeTokenForPlay: true, enableTimeTokenForPublish: true}}}",
  );
});
afterAll(() => composed.server.close());

async function call(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  json?: unknown,
  headers = bearer,
) {
  const url = `/live/rest/v2/broadcasts/cam1${path}`;
  const body = json === undefined ? {} : { payload: JSON.stringify(json) };
  const reply = await composed.server.compat.inject({ method, url, headers, ...body });
  return { status: reply.statusCode, body: reply.body, json: () => JSON.parse(reply.body) };
}

async function check(token: string, action = "play", more: object = {}) {
  const payload = { action, stream: "live/cam1", token, ...more };
  const reply = await composed.api.inject({ method: "POST", url: "/v1/check", headers: bearer, payload });
  return reply.json();
}

async function sessionEnd(id: string): Promise<unknown> {
  const reply = await composed.api.inject({ url: `/v1/sessions/${id}`, headers: bearer });
  return reply.json().ended_at;
}

const codeOf = async (id: string, type = "play"): Promise<string> =>
  (await call("GET", `/subscribers/${id}/totp?type=${type}`)).json().dataId;

async function limitedKey(grant: object): Promise<{ authorization: string }> {
  const payload = { name: "limited", ...grant };
  const reply = await composed.api.inject({ method: "POST", url: "/v1/api-keys", headers: bearer, payload });
  return { authorization: `Bearer ${reply.json().key}` };
}

describe("subscribers of a stream", () => {
  test("are never shown with their secret: not in lists, in the audit log, in the store, or in what is printed", async () => {
    await call("POST", "/subscribers", { subscriberId: "secretive", b32Secret: SECRET });
    const code = await codeOf("secretive");
    await check(`totp:secretive:${code}`, "play", { consume: true });
    const audit = await composed.api.inject({ url: "/v1/audit?limit=100", headers: bearer });
    const kept = await composed.store.subscriber({
      ...{ organization: "demo", stream: "live/cam1", subscriberId: "secretive" },
    });
    const shown = [
      (await call("GET", "/subscribers/list/0/250")).body,
      audit.body,
      JSON.stringify(kept),
      JSON.stringify(composed.lines),
    ];
    for (const text of shown) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(`secretive:${code}`);
    }
    expect(kept?.sealedSecret).toMatch(/^v1\./);
  });

  test("leave an entry in the audit log for each change, and for each code that was shown", async () => {
    const subscriber = { subscriberId: "audited", type: "play", b32Secret: SECRET };
    await call("POST", "/subscribers", subscriber);
    await call("POST", "/subscribers", { ...subscriber, concurrentConnectionsLimit: 4 });
    await codeOf("audited");
    await call("PUT", "/subscribers/audited/block/60/play");
    await call("DELETE", "/subscribers/audited");
    const url = "/v1/audit?subject=live%2Fcam1%2Faudited&limit=100";
    const { items: entries } = (await composed.api.inject({ url, headers: bearer })).json();
    const actions = entries.map((entry: { action: string }) => entry.action).toReversed();
    expect(actions).toEqual(AUDITED);
    expect(entries.map((entry: { user: string }) => entry.user)).toEqual(AUDITED.map(() => "audited"));
  });

  test("have their running sessions end as soon as they are blocked", async () => {
    await call("POST", "/subscribers", { subscriberId: "running", type: "publish", b32Secret: SECRET });
    const code = await codeOf("running");
    for (const action of ["play", "publish"]) await check(`totp:running:${code}`, action, { consume: true });
    const live = () => composed.api.inject({ url: "/v1/sessions?user=running&status=live", headers: bearer });
    const runningNow = async () =>
      (await live())
        .json()
        .items.map((session: { action: string }) => session.action)
        .toSorted();
    expect(await runningNow()).toEqual(["play", "publish"]);
    await call("PUT", "/subscribers/running/block/60/publish");
    expect(await runningNow()).toEqual(["play"]);
    await call("PUT", "/subscribers/running/block/60/publish_play");
    expect(await runningNow()).toEqual([]);
  });

  test("have what they published end when they may only play, and may at once be publishers again", async () => {
    const subscriber = { subscriberId: "demoted", type: "publish", b32Secret: SECRET };
    await call("POST", "/subscribers", subscriber);
    const token = `totp:demoted:${await codeOf("demoted")}`;
    for (const action of ["play", "publish"]) await check(token, action, { consume: true });
    await call("POST", "/subscribers", { ...subscriber, type: "play" });
    const url = "/v1/sessions?user=demoted&status=live";
    const { items } = (await composed.api.inject({ url, headers: bearer })).json();
    expect(items).toMatchObject([{ action: "play" }]);
    expect((await check(token, "publish")).reason).toBe("subscriber-code-invalid");
    await call("POST", "/subscribers", subscriber);
    expect((await check(token, "publish")).allowed).toBe(true);
  });

  test("have what runs by the former secret end when it is taken away, and that one opens nothing more", async () => {
    const subscriber = { subscriberId: "stripped", type: "play", b32Secret: SECRET };
    await call("POST", "/subscribers", subscriber);
    const token = `totp:stripped:${await codeOf("stripped")}`;
    await check(token, "play", { consume: true });
    await call("POST", "/subscribers", { ...subscriber, b32Secret: undefined });
    const url = "/v1/sessions?user=stripped&status=live";
    expect((await composed.api.inject({ url, headers: bearer })).json().items).toEqual([]);
    expect((await check(token)).reason).toBe("subscriber-code-invalid");
    await call("POST", "/subscribers", subscriber);
    expect((await check(token)).allowed).toBe(true);
  });

  test("have what runs by the former secret end when another takes its place, and go on when the same is sent again", async () => {
    const body = { subscriberId: "leaky", b32Secret: SECRET };
    await call("POST", "/subscribers", body);
    const { session } = await check(`totp:leaky:${await codeOf("leaky")}`, "play", { consume: true });
    await call("POST", "/subscribers", { ...body, b32Secret: SECRET.toLowerCase() });
    expect(await sessionEnd(session)).toBeNull();
    await call("POST", "/subscribers", { ...body, b32Secret: "GBCDABCFABCDABCF" });
    expect(await sessionEnd(session)).toEqual(expect.any(Number));
    expect(await check(`totp:leaky:${await codeOf("leaky")}`)).toMatchObject({ allowed: true });
  });

  test("have their running sessions obey a lower limit at once", async () => {
    const subscriber = { subscriberId: "limited", type: "play", b32Secret: SECRET };
    await call("POST", "/subscribers", { ...subscriber, concurrentConnectionsLimit: 2 });
    const token = `totp:limited:${await codeOf("limited")}`;
    const at = (user_agent: string) => check(token, "play", { user_agent, consume: true });
    expect((await at("one")).allowed).toBe(true);
    await call("POST", "/subscribers", { ...subscriber, concurrentConnectionsLimit: 1 });
    expect((await at("two")).reason).toBe("too-many-sessions");
    await call("POST", "/subscribers", { ...subscriber, concurrentConnectionsLimit: 3 });
    expect((await at("two")).allowed).toBe(true);
  });

  test("are tokens in API v1: found by id, limited, suspended and resumed", async () => {
    await call("POST", "/subscribers", {
      subscriberId: "managed",
      type: "play",
      b32Secret: SECRET,
      concurrentConnectionsLimit: 5,
    });
    const token = `totp:managed:${await codeOf("managed")}`;
    const enter = (user_agent: string) => check(token, "play", { user_agent, consume: true });
    const { token: made } = await enter("one");
    const { items } = (await composed.api.inject({ url: "/v1/tokens?user=managed", headers: bearer })).json();
    expect(items).toMatchObject([
      { kind: "totp", action: "play", max_sessions: 5, uses: 1, expires_at: null },
    ]);
    const url = `/v1/tokens/${items[0].id}`;
    const ask = async (method: "PATCH" | "POST", path: string, payload = {}) =>
      (await composed.api.inject({ method, url: url + path, headers: bearer, payload })).statusCode;
    expect(await ask("PATCH", "", { max_sessions: 1 })).toBe(200);
    expect((await enter("two")).reason).toBe("too-many-sessions");
    expect(await ask("POST", "/suspend")).toBe(200);
    expect((await enter("one")).reason).toBe("token-suspended");
    expect(await ask("POST", "/resume")).toBe(200);
    expect((await enter("one")).allowed).toBe(true);
    expect(made).not.toContain("totp:");
  });

  test("are not for keys of other applications, of other actions, or for a while only", async () => {
    const scopes = ["tokens:create", "tokens:read", "tokens:revoke"];
    const subscriber = { subscriberId: "notyours", type: "publish", b32Secret: SECRET };
    const elsewhere = await limitedKey({ scopes, applications: ["demo"] });
    const player = await limitedKey({ scopes, actions: ["play"] });
    const brief = await limitedKey({ scopes, max_token_ttl: 30 });
    expect((await call("POST", "/subscribers", subscriber, elsewhere)).status).toBe(404);
    expect((await call("GET", "/subscribers/list/0/9", undefined, elsewhere)).status).toBe(404);
    for (const key of [player, brief])
      expect((await call("POST", "/subscribers", subscriber, key)).status).toBe(403);
    await call("POST", "/subscribers", subscriber);
    for (const key of [player, brief]) {
      expect((await call("GET", "/subscribers/notyours/totp", undefined, key)).status).toBe(403);
    }
    const reader = await limitedKey({ scopes: ["tokens:read"] });
    expect((await call("DELETE", "/subscribers/notyours", undefined, reader)).status).toBe(403);
    expect((await call("PUT", "/subscribers/notyours/block/9/play", undefined, reader)).status).toBe(403);
  });

  test("are another organization's alone, whatever key asks", async () => {
    await call("POST", "/subscribers", { subscriberId: "ours", type: "play", b32Secret: SECRET });
    const key = { id: "sk_other000", organization: "other", hash: testHasher.hash("another-admin-key") };
    await composed.store.putApiKey(sampleApiKey(key));
    const theirs = { authorization: "Bearer another-admin-key" };
    const calls = [
      ["POST", "/subscribers", { subscriberId: "ours" }],
      ["GET", "/subscribers/list/0/9"],
      ["GET", "/connection-events/0/9"],
      ["GET", "/subscribers/ours/totp?type=play"],
      ["PUT", "/subscribers/ours/block/9/play"],
      ["DELETE", "/subscribers/ours"],
      ["DELETE", "/subscribers"],
    ] as const;
    for (const [method, path, json] of calls) {
      const reply = await call(method, path, json, theirs);
      expect(`${method} ${path} ${reply.status}`).toBe(`${method} ${path} 404`);
      expect(reply.body).not.toContain("ours");
    }
    expect((await call("GET", "/subscribers/list/0/250")).body).toContain('"ours"');
  });

  test("go with their viewer when that one is erased", async () => {
    await call("POST", "/subscribers", { subscriberId: "erased", type: "play", b32Secret: SECRET });
    const token = `totp:erased:${await codeOf("erased")}`;
    await check(token, "play", { consume: true });
    await call("PUT", "/subscribers/erased/block/60/play");
    const erased = await composed.api.inject({
      method: "DELETE",
      url: "/v1/users/erased/data",
      headers: bearer,
    });
    expect(erased.statusCode).toBe(200);
    expect((await call("GET", "/subscribers/list/0/250")).body).not.toContain("erased");
    expect((await check(token)).reason).toBe("subscriber-code-invalid");
  });

  test("are taken as they are written, whatever is in their names", async () => {
    for (const subscriberId of ["a/b c", "ä😀xx", "totp:x:1", "a?b=c&d#", "../..", "' OR 1=1"]) {
      const path = `/subscribers/${encodeURIComponent(subscriberId)}`;
      await call("POST", "/subscribers", { subscriberId, type: "play", b32Secret: SECRET });
      const code = (await call("GET", `${path}/totp?type=play`)).json().dataId;
      expect((await check(`totp:${subscriberId}:${code}`)).allowed).toBe(true);
      expect((await call("PUT", `${path}/block/60/play`)).json().success).toBe(true);
      expect((await check(`totp:${subscriberId}:${code}`)).reason).toBe("subscriber-blocked");
      expect((await call("DELETE", path)).json().success).toBe(true);
    }
    const token = `st_0123456789aB${"ZyXwVuTsRqPoNmLkJiHgFeDcBa"}`;
    const refused = await call("POST", "/subscribers", { subscriberId: token, b32Secret: SECRET });
    expect(refused.json().success).toBe(false);
    expect(refused.body).not.toContain(token);
  });
});
