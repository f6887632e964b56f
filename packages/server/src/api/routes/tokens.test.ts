import { describe, expect, test } from "vitest";
import { startApi } from "../testing/ask-api.ts";

const once = { kind: "one-time", action: "play", target: { streams: ["demo/clip"] } };

describe("a change of a token", () => {
  test("replaces what it names, keeps the rest, counts the version and is audited with both views", async () => {
    const { admin, mint, audit, nowSeconds } = await startApi();
    const made = await mint({ user: "ann", tag: "old", max_uses: 5, ip: ["192.0.2.0/24"] });
    const { token, playback_url, urls, ...view } = made;
    const change = {
      ttl_seconds: 60,
      max_uses: null,
      max_sessions: 2,
      domains: ["Example.COM"],
      ip: null,
      tag: "new",
      annotations: [{ text: "mark" }],
      disconnect_at_expiry: true,
      not_before: nowSeconds() - 5,
    };
    const { status, headers, body } = await admin("PATCH", `tokens/${made.id}`, change);
    const wanted = {
      ...view,
      not_before: nowSeconds() - 5,
      expires_at: nowSeconds() + 60,
      max_uses: null,
      max_sessions: 2,
      ip: [],
      domains: ["example.com"],
      tag: "new",
      annotations: [{ text: "mark" }],
      disconnect_at_expiry: true,
      version: 2,
    };
    expect([status, headers.etag, body]).toEqual([200, '"2"', wanted]);
    expect((await admin("GET", `tokens/${made.id}`)).body).toEqual(wanted);
    const [entry] = await audit();
    expect(entry).toMatchObject({ action: "token.update", user: "ann", before: view, after: wanted });
  });

  test("made for an older version is refused, and for the current one is not", async () => {
    const { admin, mint } = await startApi();
    const { id } = await mint();
    const path = `tokens/${id}`;
    expect((await admin("PATCH", path, { tag: "a" }, { "if-match": '"1"' })).status).toBe(200);
    const stale = await admin("PATCH", path, { tag: "b" }, { "if-match": '"1"' });
    expect([stale.status, stale.body.reason]).toEqual([412, "version-stale"]);
    expect((await admin("PATCH", path, { tag: "c" }, { "if-match": "*" })).body.tag).toBe("c");
    expect((await admin("PATCH", path, { tag: "d" }, { "if-match": "d" })).status).toBe(422);
  });

  test("of four editors at once loses none of what each has changed", async () => {
    const { admin, mint } = await startApi();
    const { id } = await mint();
    const changes = [{ tag: "t" }, { max_uses: 7 }, { max_sessions: 3 }, { domains: ["example.com"] }];
    const answers = await Promise.all(changes.map(change => admin("PATCH", `tokens/${id}`, change)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const wanted = { tag: "t", max_uses: 7, max_sessions: 3, domains: ["example.com"], version: 5 };
    expect((await admin("GET", `tokens/${id}`)).body).toMatchObject(wanted);
  });

  test.for([
    [{ ip: [] }, "ip"],
    [{ ip: ["nowhere"] }, "ip.0"],
    [{ domains: ["no host"] }, "domains.0"],
    [{ expires_at: 1, ttl_seconds: 1 }, "ttl_seconds"],
    [{ expires_at: 1_800_000_000_000 }, "expires_at"],
    [{ not_before: 9_000_000_000 }, "not_before"],
    [{ max_uses: 2 }, "max_uses"],
    [{ max_uses: null }, "max_uses"],
    [{ user: "somebody else" }, "user"],
  ] as const)("%j of a one-time token is refused, and nothing is changed", async ([change, field]) => {
    const { admin, mint } = await startApi();
    const { id } = await mint(once);
    const { status, body } = await admin("PATCH", `tokens/${id}`, change);
    expect(status).toBe(422);
    expect(body.errors).toContainEqual(expect.objectContaining({ field }));
    expect((await admin("GET", `tokens/${id}`)).body.version).toBe(1);
  });

  test("keeps the time at which a token ends, whichever other limit is changed", async () => {
    const { admin, mint, nowSeconds, wait } = await startApi();
    const expires_at = nowSeconds() + 100;
    const short = await mint({ expires_at });
    const forever = await mint({ expires_at: null });
    wait(50);
    for (const [id, wanted] of [
      [short.id, expires_at],
      [forever.id, null],
    ]) {
      expect((await admin("PATCH", `tokens/${id}`, { tag: "t" })).body.expires_at).toBe(wanted);
    }
  });

  test("reaches running sessions: their end, their slots, their tag", async () => {
    const { admin, mint, enter, nowSeconds } = await startApi();
    const { id, token } = await mint();
    const sessions = [];
    for (const user_agent of ["one", "two", "three"]) {
      sessions.push((await enter(token, { user_agent })).session);
    }
    const expires_at = nowSeconds() + 30;
    const change = { max_sessions: 2, expires_at, disconnect_at_expiry: true, tag: "cut" };
    await admin("PATCH", `tokens/${id}`, change);
    const first = await admin("GET", `sessions/${sessions[0]}`);
    expect(first.body).toMatchObject({ expires_at, tag: "cut", status: "live" });
    const fourth = await enter(token, { user_agent: "four" });
    expect(fourth).toMatchObject({ allowed: false, reason: "too-many-sessions" });
    const revoked = await admin("POST", "revocations", { selector: { tag: "cut" } });
    expect(revoked.body).toMatchObject({ count: 1, sessions: 3 });
  });
});

describe("a suspended token", () => {
  test("opens nothing, has no sessions, and opens again when it is resumed", async () => {
    const { admin, mint, enter, audit, nowSeconds } = await startApi();
    const { id, token } = await mint({ user: "ann" });
    const { session } = await enter(token);
    const suspended = await admin("POST", `tokens/${id}/suspend`);
    expect(suspended.body).toMatchObject({ status: "suspended", suspended_at: nowSeconds(), version: 2 });
    expect(suspended.headers.etag).toBe('"2"');
    const ended = { status: "ended", end_reason: "suspended" };
    expect((await admin("GET", `sessions/${session}`)).body).toMatchObject(ended);
    expect(await enter(token)).toMatchObject({ allowed: false, reason: "token-suspended" });
    expect((await admin("POST", `tokens/${id}/suspend`)).body.version).toBe(2);
    const resumed = await admin("POST", `tokens/${id}/resume`);
    expect(resumed.body).toMatchObject({ status: "active", suspended_at: null, version: 3 });
    expect((await admin("POST", `tokens/${id}/resume`)).body.version).toBe(3);
    expect(await enter(token)).toMatchObject({ allowed: true });
    const changes = (await audit()).filter(({ subject }) => subject.id === id);
    expect(changes.map(({ action, user }) => [action, user])).toEqual([
      ["token.resume", "ann"],
      ["token.suspend", "ann"],
      ["token.create", "ann"],
    ]);
  });

  test("that is revoked is not resumed, suspended or changed any more", async () => {
    const { admin, mint } = await startApi();
    const { id } = await mint();
    await admin("POST", `tokens/${id}/suspend`);
    expect((await admin("DELETE", `tokens/${id}`)).status).toBe(204);
    expect((await admin("DELETE", `tokens/${id}`)).status).toBe(204);
    for (const [method, path, body] of [
      ["POST", `tokens/${id}/resume`, undefined],
      ["POST", `tokens/${id}/suspend`, undefined],
      ["PATCH", `tokens/${id}`, { tag: "t" }],
    ] as const) {
      const answer = await admin(method, path, body);
      expect([answer.status, answer.body.reason]).toEqual([409, "state-conflict"]);
    }
  });
});

describe("the list of tokens", () => {
  test("is narrowed down by every filter, under any name of a stream", async () => {
    const { admin, mint, withKey } = await startApi();
    const issuer = await withKey({ scopes: ["tokens:create"] });
    const ann = await mint({ user: "ann", tag: "x" }, issuer);
    const bob = await mint({ ...once, user: "bob", target: { streams: ["live/cam", "demo/clip"] } });
    await admin("POST", `tokens/${bob.id}/suspend`);
    const idsOf = async (query: string) =>
      (await admin("GET", `tokens?${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await idsOf("stream=clip")).toEqual([bob.id, ann.id]);
    expect(await idsOf("application=live")).toEqual([bob.id]);
    expect(await idsOf("kind=one-time&status=suspended")).toEqual([bob.id]);
    expect(await idsOf(`key=${issuer.id}&tag=x&user=ann&action=play&status=active`)).toEqual([ann.id]);
    expect(await idsOf("group=news")).toEqual([]);
    expect(await idsOf("since=9000000000")).toEqual([]);
    expect((await admin("GET", "tokens?status=gone")).status).toBe(422);
    expect((await admin("GET", "tokens?colour=red")).status).toBe(422);
  });
});
