import { describe, expect, test } from "vitest";
import { totpAt } from "../../lib/totp.ts";
import { type Json, startApi } from "../testing/ask-api.ts";

const grant = { kind: "access", action: "play", target: { streams: ["demo/clip"] } };

/** A server, a token that may be handed on, and what whoever has a token can ask. */
async function startWithParent(changes: Json = {}) {
  const started = await startApi();
  const { admin, api } = started;
  const handOn = async (token: string | undefined, body: Json = {}) => {
    const reply = await api.inject({
      method: "POST",
      url: "/v1/delegations",
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      payload: body,
    });
    return { status: reply.statusCode, headers: reply.headers, body: reply.json() };
  };
  const made = await admin("POST", "tokens", { ...grant, delegation: { depth: 2 }, ...changes });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const check = async (token: string, more: Json = {}) =>
    (await admin("POST", "explain", { action: "play", stream: "demo/clip", token, ...more })).body;
  return { ...started, handOn, check, parent: made.body };
}

describe("a token that may be handed on", () => {
  test("makes a token that opens the same, and is listed below it", async () => {
    const { handOn, check, admin, parent } = await startWithParent({ user: "partner" });
    const { status, headers, body } = await handOn(parent.token, { ttl_seconds: 60, tag: "viewer" });
    expect(status).toBe(201);
    expect(headers["cache-control"]).toBe("no-store");
    expect(body).toMatchObject({
      kind: "access",
      action: "play",
      target: { streams: ["demo/clip"] },
      parent: parent.id,
      created_by: parent.id,
      delegation: null,
      user: "partner",
      tag: "viewer",
    });
    expect(body.urls.hls).toContain(body.token);
    expect(await check(body.token)).toMatchObject({ allowed: true, token: body.id });
    const { items } = (await admin("GET", `tokens?parent=${parent.id}`)).body;
    expect(items.map(({ id }: Json) => id)).toEqual([body.id]);
  });

  test("writes who handed it on into the audit log, without a text", async () => {
    const { handOn, audit, parent } = await startWithParent();
    const { body } = await handOn(parent.token);
    const [entry] = await audit();
    const { token, playback_url, urls, ...view } = body;
    expect(entry).toMatchObject({ action: "token.delegate", actor: parent.id, after: view });
    expect(JSON.stringify(entry)).not.toContain(token);
  });

  test("is looked at again with each use of what was made from it, and named when it is the cause", async () => {
    const { handOn, check, admin, parent } = await startWithParent();
    const child = (await handOn(parent.token, { delegation: { depth: 1 } })).body;
    const grandchild = (await handOn(child.token)).body;
    await admin("PATCH", `tokens/${parent.id}`, { ip: ["192.0.2.0/24"] });
    const refused = await check(grandchild.token, { ip: "198.51.100.1" });
    expect(refused).toMatchObject({ allowed: false, reason: "ip-not-allowed" });
    const failed = refused.rules.filter(({ outcome }: Json) => outcome === "fail");
    expect(failed.map(({ rule }: Json) => rule)).toEqual([`parent ${parent.id}: ip`]);
    expect(await check(grandchild.token, { ip: "192.0.2.9" })).toMatchObject({ allowed: true });
    await admin("POST", `tokens/${child.id}/suspend`, {});
    expect(await check(grandchild.token, { ip: "192.0.2.9" })).toMatchObject({ reason: "token-suspended" });
    await admin("DELETE", `tokens/${parent.id}`);
    expect(await check(child.token, { ip: "192.0.2.9" })).toMatchObject({ allowed: false });
    expect(await check(grandchild.token, { ip: "192.0.2.9" })).toMatchObject({ reason: "token-revoked" });
  });

  test("may be a JWT or a CAT that was made here; the end of its key is the end of what was made from it", async () => {
    for (const kind of ["jwt", "cat"]) {
      const { handOn, check, admin, parent } = await startWithParent({ kind, ttl_seconds: 600 });
      const target = { streams: ["demo/clip"] };
      const { status, body } = await handOn(parent.token, { target, ttl_seconds: 60 });
      expect(status, JSON.stringify(body)).toBe(201);
      expect(await check(body.token)).toMatchObject({ allowed: true });
      expect((await admin("DELETE", `keys/${parent.key}`)).status).toBe(204);
      expect(await check(body.token)).toMatchObject({ allowed: false });
    }
  });

  test("with claims of its own is not made: they would not hold below it", async () => {
    const { admin } = await startApi();
    const claims = { catm: ["GET"] };
    const body = { ...grant, kind: "cat", claims, delegation: { depth: 1 } };
    const reply = await admin("POST", "tokens", body);
    expect(reply.body).toMatchObject({ status: 422, errors: [{ field: "delegation" }] });
  });
});

describe("what is wider than a token above is told:", () => {
  const cases: readonly (readonly [field: string, parent: Json, child: Json])[] = [
    ["expires_at", { ttl_seconds: 100 }, { ttl_seconds: 200 }],
    ["expires_at", { ttl_seconds: 100 }, { expires_at: null }],
    ["not_before", { not_before: 1_000 }, { not_before: 999 }],
    ["action", {}, { action: "publish" }],
    ["target.streams.0", {}, { target: { streams: ["demo/nothing"] } }],
    ["target.group", {}, { target: { group: "news" } }],
    ["target.organization", {}, { target: { organization: true } }],
    ["max_uses", { max_uses: 2 }, { max_uses: 3 }],
    ["max_sessions", { max_sessions: 1 }, { max_sessions: 2 }],
    ["ip.1", { ip: ["192.0.2.0/24"] }, { ip: ["192.0.2.128/25", "192.0.0.0/16"] }],
    ["domains.0", { domains: ["*.example.com"] }, { domains: ["example.org", "a.example.com"] }],
    ["domains.0", { domains: ["example.com"] }, { domains: ["*.example.com"] }],
    ["delegation.depth", { delegation: { depth: 2 } }, { delegation: { depth: 2 } }],
  ];
  test.for(cases)("%s", async ([field, parentChanges, child]) => {
    const { handOn, parent } = await startWithParent(parentChanges);
    const { status, body } = await handOn(parent.token, child);
    expect(status, JSON.stringify(body)).toBe(422);
    expect(body.errors.map((error: Readonly<{ field: string }>) => error.field)).toEqual([field]);
  });

  test("a stream that is not there is refused in the words of one that the token does not open", async () => {
    const { handOn, parent, admin } = await startWithParent();
    await admin("POST", "applications", { id: "other", origin: "http://127.0.0.1:9" });
    await admin("POST", "applications/other/streams", { id: "secret" });
    const told = async (name: string) =>
      (await handOn(parent.token, { target: { streams: [name] } })).body.errors;
    const [there] = await told("other/secret");
    expect(there).toMatchObject({ field: "target.streams.0" });
    expect(await told("other/nothing")).toEqual([there]);
  });
});

describe("a token is not handed on", () => {
  test("without one, with a wrong one, or with an API key", async () => {
    const { handOn } = await startWithParent();
    expect(await handOn(undefined)).toMatchObject({ status: 401, body: { reason: "token-missing" } });
    expect(await handOn("st_000000000000AAAA")).toMatchObject({ status: 403 });
    expect((await handOn("sk_wrong")).body.reason).not.toBe("token-missing");
  });

  test("that does not say so, is not good, or has no room", async () => {
    const { handOn, admin, parent, wait } = await startWithParent({
      delegation: { depth: 1, max_children: 1 },
    });
    const plain = (await admin("POST", "tokens", grant)).body;
    expect(await handOn(plain.token)).toMatchObject({ body: { reason: "delegation-not-allowed" } });
    const child = await handOn(parent.token, { ttl_seconds: 30 });
    expect(await handOn(parent.token)).toMatchObject({ status: 403, body: { reason: "delegation-full" } });
    expect(await handOn(child.body.token)).toMatchObject({ body: { reason: "delegation-not-allowed" } });
    wait(31);
    expect((await handOn(parent.token)).status).toBe(201);
    await admin("PATCH", `tokens/${parent.id}`, { delegation: null });
    expect(await handOn(parent.token)).toMatchObject({ body: { reason: "delegation-not-allowed" } });
    await admin("POST", `tokens/${parent.id}/suspend`, {});
    expect(await handOn(parent.token)).toMatchObject({ body: { reason: "token-suspended" } });
    await admin("DELETE", `tokens/${parent.id}`);
    expect(await handOn(parent.token)).toMatchObject({ status: 403, body: { reason: "token-revoked" } });
  });

  test("as a subscriber's code, and nobody learns here which code is right", async () => {
    const { handOn, admin, nowSeconds } = await startWithParent();
    const antmedia = { enableTimeTokenForPlay: true, timeTokenSecretForPlay: "secret" };
    expect((await admin("POST", "applications", { name: "coded", kind: "live", antmedia })).status).toBe(201);
    const key = { secret: Buffer.from("secretbobcamplay"), periodSeconds: 60 };
    const code = totpAt(key, nowSeconds());
    const good = await admin("POST", "explain", {
      ...{ action: "play", stream: "coded/cam", token: `totp:bob:${code}` },
    });
    expect(good.body).toMatchObject({ allowed: true });
    const wrong = code === "123456" ? "654321" : "123456";
    for (const each of [code, wrong]) {
      const answer = await handOn(`totp:bob:${each}`, { target: { streams: ["coded/cam"] } });
      expect(answer).toMatchObject({ status: 403, body: { reason: "delegation-not-allowed" } });
    }
  });

  test("deeper than any token above it allows, whatever a child was given", async () => {
    const { handOn, admin, parent } = await startWithParent({ delegation: { depth: 2 } });
    const child = (await handOn(parent.token, { delegation: { depth: 1 } })).body;
    await admin("PATCH", `tokens/${parent.id}`, { delegation: { depth: 1 } });
    expect(await handOn(child.token)).toMatchObject({ body: { reason: "delegation-not-allowed" } });
    const grown = await admin("PATCH", `tokens/${child.id}`, { delegation: { depth: 3 } });
    expect(grown.body).toMatchObject({ status: 422, errors: [{ field: "delegation" }] });
  });

  test("by somebody who guesses: after 30 wrong tokens an address is told to wait, and the refusal is explained", async () => {
    const { handOn, admin } = await startWithParent();
    for (let index = 0; index < 30; index += 1) {
      expect((await handOn("st_000000000000AAAAAAAAAAAAAAAAAAAAAAAAAA")).status).toBe(403);
    }
    const { status, body } = await handOn("st_000000000000AAAAAAAAAAAAAAAAAAAAAAAAAA");
    expect([status, body.reason, body.retry_after]).toEqual([429, "too-many-guesses", 60]);
    expect((await admin("GET", "whoami")).status).toBe(200);
  });
});
