import { describe, expect, test } from "vitest";
import { type Ask, startApi } from "../testing/ask-api.ts";

const tokenScopes = ["tokens:read", "tokens:create", "tokens:update", "tokens:revoke"];

/** A key that may do everything with tokens, sessions and decisions, inside of `demo` alone. */
async function started() {
  const world = await startApi();
  const scopes = [...tokenScopes, "tokens:create-organization", "sessions:read", "sessions:end"];
  const limited = await world.withKey({
    scopes: [...scopes, "decisions:read", "check"],
    applications: ["demo"],
  });
  const grant = { kind: "access", action: "play" };
  const inside = await world.mint({ user: "in" });
  const outside = await world.mint({ user: "out", target: { streams: ["live/cam"] } });
  const both = await world.mint({ user: "both", target: { streams: ["demo/clip", "live/cam"] } });
  const group = await world.mint({ user: "group", target: { group: "news" } });
  return { ...world, limited, grant, inside, outside, both, group };
}

async function expectRefused(ask: Ask, ...[method, path, body]: Parameters<Ask>): Promise<void> {
  const answer = await ask(method, path, body);
  expect([answer.status, answer.body.reason], `${method} ${path}`).toEqual([403, "not-permitted"]);
}

describe("a key limited to applications", () => {
  test.for([
    { streams: ["live/cam"] },
    { streams: ["demo/clip", "live/cam"] },
    { group: "news" },
    { organization: true },
  ])("makes no token for %j", async target => {
    const { limited, grant, admin } = await started();
    const before = (await admin("GET", "tokens")).body.items.length;
    await expectRefused(limited, "POST", "tokens", { ...grant, target });
    const tokens = [
      { ...grant, target: { streams: ["demo/clip"] } },
      { ...grant, target },
    ];
    await expectRefused(limited, "POST", "tokens/batch", { tokens });
    expect((await admin("GET", "tokens")).body.items).toHaveLength(before);
  });

  test("writes no claims into a text that open more, or for longer, than it may hand out", async () => {
    const { withKey, grant, admin } = await started();
    await admin("POST", "keys", { name: "wide", algorithm: "ES256" });
    const cat = { ...grant, kind: "cat", target: { streams: ["demo/clip"] } };
    const everything = { ...cat, claims: { catu: { path: { prefix: "/" } } } };
    const link = { urlPrefix: "https://x.example/?CAT=", claims: [[4, Math.floor(Date.now() / 1000) + 600]] };
    const carrier = { ...cat, claims: { catif: [{ claims: [313], status: 401, headers: { link } }] } };
    const endless = { ...cat, ttl_seconds: 60, claims: { catr: { type: "automatic", expadd: 86_400 } } };
    const limited = await withKey({ scopes: tokenScopes, applications: ["demo"] });
    await expectRefused(limited, "POST", "tokens", everything);
    await expectRefused(limited, "POST", "tokens", carrier);
    await expectRefused(await withKey({ scopes: tokenScopes }), "POST", "tokens", everything);
    await expectRefused(
      await withKey({ scopes: tokenScopes, longestTtlSeconds: 60 }),
      "POST",
      "tokens",
      endless,
    );
    expect((await limited("POST", "tokens", { ...cat, claims: { catm: ["GET"] } })).status).toBe(201);
    expect((await limited("POST", "tokens", endless)).status).toBe(201);
    expect((await admin("POST", "tokens", everything)).status).toBe(201);
    expect((await admin("POST", "tokens", carrier)).status).toBe(201);
    expect((await admin("POST", "tokens", { ...cat, action: "publish" })).status).toBe(422);
  });

  test("writes no text for a group in words that only know addresses", async () => {
    const { withKey, grant, admin } = await started();
    const ofGroup = { ...grant, target: { group: "news" } };
    const key = await withKey({ scopes: tokenScopes });
    await expectRefused(key, "POST", "tokens", { ...ofGroup, kind: "cat" });
    await expectRefused(key, "POST", "tokens", { ...ofGroup, kind: "jwt", profile: "rfc9246" });
    expect((await admin("POST", "tokens", { ...ofGroup, kind: "cat" })).status).toBe(201);
    expect((await key("POST", "tokens", { ...ofGroup, kind: "jwt" })).status).toBe(201);
  });

  test("has nobody evicted whose session may be in another application", async () => {
    const { withKey, grant, mint, admin } = await started();
    const scopes = [...tokenScopes, "streams:read", "streams:write"];
    const limited = await withKey({ scopes, applications: ["demo"] });
    const wide = { count: 1, per: "user", when_full: "evict-oldest" };
    const token = { ...grant, target: { streams: ["demo/clip"] }, user: "in" };
    await expectRefused(limited, "POST", "tokens", { ...token, max_sessions: wide });
    const own = await mint({ user: "in", max_sessions: { ...wide, over: "application" } }, limited);
    await expectRefused(limited, "PATCH", `tokens/${own.id}`, { max_sessions: wide });
    const given = await mint({ user: "in", max_sessions: wide }, admin);
    expect((await limited("PATCH", `tokens/${given.id}`, { tag: "mine" })).status).toBe(200);
    const limits = { max_sessions: { ...wide, over: "organization" } };
    await expectRefused(limited, "POST", "streams", { application: "demo", id: "wide", limits });
    const stream = { application: "demo", id: "wide", limits: { max_sessions: wide } };
    expect((await limited("POST", "streams", stream)).status).toBe(201);
    await expectRefused(limited, "PATCH", "streams/demo%2Fwide", { limits });
    expect((await admin("PATCH", "streams/demo%2Fwide", { limits })).status).toBe(200);
    expect((await limited("PATCH", "streams/demo%2Fwide", { kind: "vod" })).status).toBe(200);
  });

  test("makes tokens for its own streams, under any name of theirs", async () => {
    const { limited, mint } = await started();
    expect((await mint({ target: { streams: ["clip"] } }, limited)).target).toEqual({
      streams: ["demo/clip"],
    });
  });

  test("sees, changes, suspends, resumes and revokes tokens inside of them, and knows of no other", async () => {
    const { limited, inside, outside, both, group } = await started();
    const { body } = await limited("GET", "tokens");
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([inside.id]);
    for (const { id } of [outside, both, group]) {
      for (const [method, path] of [
        ["GET", `tokens/${id}`],
        ["PATCH", `tokens/${id}`],
        ["POST", `tokens/${id}/suspend`],
        ["POST", `tokens/${id}/resume`],
        ["DELETE", `tokens/${id}`],
      ] as const) {
        const patch = method === "PATCH" ? { tag: "mine" } : undefined;
        expect((await limited(method, path, patch)).status, `${method} ${path}`).toBe(404);
      }
    }
    expect((await limited("PATCH", `tokens/${inside.id}`, { tag: "mine" })).status).toBe(200);
    expect((await limited("POST", `tokens/${inside.id}/suspend`)).status).toBe(200);
    expect((await limited("POST", `tokens/${inside.id}/resume`)).status).toBe(200);
    expect((await limited("DELETE", `tokens/${inside.id}`)).status).toBe(204);
  });

  test("sees and ends sessions inside of them, and knows of no other", async () => {
    const { limited, enter, inside, outside } = await started();
    const own = await enter(inside.token);
    const other = await enter(outside.token, { stream: "live/cam" });
    const { body } = await limited("GET", "sessions");
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([own.session]);
    expect((await limited("GET", `sessions/${other.session}`)).status).toBe(404);
    expect((await limited("DELETE", `sessions/${other.session}`)).status).toBe(404);
    expect((await limited("DELETE", `sessions/${own.session}`)).status).toBe(204);
  });

  test("reads decisions about streams of theirs alone", async () => {
    const { limited, enter, inside, outside } = await started();
    const own = await enter(inside.token);
    const other = await enter(outside.token, { stream: "live/cam" });
    const stray = await enter(outside.token);
    const { body } = await limited("GET", "decisions");
    expect(body.items.map(({ ref }: { ref: string }) => ref)).toEqual([stray.ref, own.ref]);
    const [seen] = body.items;
    expect(seen).toMatchObject({ reason: "wrong-stream", token: null, user: null, stream: "demo/clip" });
    expect(JSON.stringify(seen)).not.toContain("live/cam");
    expect((await limited("GET", `decisions/${stray.ref}`)).body).toEqual(seen);
    expect((await limited("GET", `decisions/${own.ref}`)).status).toBe(200);
    expect((await limited("GET", `decisions/${other.ref}`)).status).toBe(404);
  });

  test("asks about its own streams, and learns nothing about whose token of another application it has", async () => {
    const { limited, outside, inside } = await started();
    const ask = (stream: string, { token }: { token: string }) => ({ action: "play", stream, token });
    await expectRefused(limited, "POST", "explain", ask("live/cam", outside));
    await expectRefused(limited, "POST", "check", ask("live/nothing", outside));
    await expectRefused(limited, "POST", "check", ask("nothing", outside));
    const strange = await limited("POST", "check", ask("demo/clip", outside));
    const hidden = { token: null, user: null, tag: null, expires_at: null };
    expect(strange.body).toMatchObject({ allowed: false, reason: "wrong-stream", ...hidden });
    const explained = await limited("POST", "explain", ask("demo/clip", outside));
    expect(explained.body.rules).toContainEqual(expect.objectContaining({ rule: "target", outcome: "fail" }));
    expect(JSON.stringify(explained.body)).not.toContain("live/cam");
    expect((await limited("POST", "check", ask("clip", inside))).body).toMatchObject({ user: "in" });
  });

  test("revokes by selector only inside of them, and sees and undoes only such rules", async () => {
    const { admin, limited, enter, inside, outside, both } = await started();
    const other = await enter(outside.token, { stream: "live/cam" });
    const own = await enter(inside.token);
    for (const selector of [
      { user: "in" },
      { all: true },
      { issued_before: 5 },
      { key: "sk_test0000" },
      { ip: "192.0.2.1" },
      { group: "news" },
      { application: "live" },
      { stream: "live/cam" },
      { token: outside.id },
      { token: both.id },
      { session: other.session },
      { user: "in", application: "live" },
    ]) {
      await expectRefused(limited, "POST", "revocations", { selector });
      await expectRefused(limited, "POST", "revocations", { selector, dry_run: true });
    }
    const ids = [];
    for (const selector of [
      { user: "in", application: "demo" },
      { stream: "clip" },
      { token: inside.id },
      { session: own.session },
      { ip: "192.0.2.1", stream: "demo/clip" },
    ]) {
      const { status, body } = await limited("POST", "revocations", { selector });
      expect(status, JSON.stringify(selector)).toBe(201);
      ids.push(body.id);
    }
    const foreign = (await admin("POST", "revocations", { selector: { user: "in" } })).body;
    const { body } = await limited("GET", "revocations");
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(ids.toReversed());
    expect((await limited("GET", `revocations/${foreign.id}`)).status).toBe(404);
    expect((await limited("DELETE", `revocations/${foreign.id}`)).status).toBe(404);
    expect((await limited("DELETE", `revocations/${ids[0]}`)).status).toBe(204);
  });
});

describe("a key limited in what it makes", () => {
  test("makes and prolongs no token for another action", async () => {
    const { withKey, grant, mint, inside } = await started();
    const key = await withKey({ scopes: tokenScopes, actions: ["publish"] });
    await expectRefused(key, "POST", "tokens", { ...grant, target: { streams: ["demo/clip"] } });
    await expectRefused(key, "PATCH", `tokens/${inside.id}`, { tag: "t" });
    await expectRefused(key, "POST", `tokens/${inside.id}/resume`);
    expect((await mint({ action: "publish", target: { streams: ["live/cam"] } }, key)).action).toBe(
      "publish",
    );
  });

  test("makes and prolongs no token that outlives its longest life; the default is cut to it", async () => {
    const { withKey, grant, mint, nowSeconds } = await started();
    const key = await withKey({ scopes: tokenScopes, longestTtlSeconds: 60 });
    const now = nowSeconds();
    const target = { streams: ["demo/clip"] };
    for (const life of [
      { ttl_seconds: 61 },
      { ttl_seconds: null },
      { expires_at: now + 61 },
      { expires_at: null },
    ]) {
      await expectRefused(key, "POST", "tokens", { ...grant, target, ...life });
    }
    const made = await mint({}, key);
    expect(made.expires_at).toBe(now + 60);
    expect((await mint({ ttl_seconds: 60 }, key)).expires_at).toBe(now + 60);
    await expectRefused(key, "PATCH", `tokens/${made.id}`, { ttl_seconds: 61 });
    await expectRefused(key, "PATCH", `tokens/${made.id}`, { expires_at: null });
    expect((await key("PATCH", `tokens/${made.id}`, { ttl_seconds: 30 })).status).toBe(200);
    const long = await mint();
    expect((await key("PATCH", `tokens/${long.id}`, { tag: "t" })).body.expires_at).toBe(long.expires_at);
  });

  test("makes tokens of a whole organization only with the scope for that", async () => {
    const { withKey, grant, mint } = await started();
    const target = { organization: true };
    const key = await withKey({ scopes: ["tokens:create"] });
    await expectRefused(key, "POST", "tokens", { ...grant, target });
    const more = await withKey({ scopes: ["tokens:create", "tokens:create-organization"] });
    expect((await mint({ target }, more)).target).toEqual(target);
  });
});
