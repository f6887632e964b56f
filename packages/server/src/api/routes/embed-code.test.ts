import { describe, expect, test } from "vitest";
import { startApi } from "../testing/ask-api.ts";

const TEXT = /token="([^"]+)"/;
const DAY_SECONDS = 86_400;

/** A server whose `demo/clip` has embed codes with tokens. */
async function started() {
  const world = await startApi();
  await world.admin("PATCH", "streams/demo/clip", { embed_token: true });
  const codeOf = async (query = "", ask = world.admin) => {
    const { status, body } = await ask("GET", `streams/demo/clip/embed-code?${query}`);
    return { status, body, text: TEXT.exec(body.html ?? "")?.[1] ?? "" };
  };
  /** `POST /s`, as pages ask. */
  const open = async (payload: object, headers: Readonly<Record<string, string>> = {}) => {
    const body = { stream: "demo/clip", ...payload };
    const reply = await world.api.inject({ method: "POST", url: "/s", headers, payload: body });
    const answer = reply.json();
    const handle = /\/s\/([\w-]+)\//.exec(answer.url ?? "")?.[1];
    return { status: reply.statusCode, reason: answer.reason, handle, answer };
  };
  return { ...world, codeOf, open };
}

describe("the token in an embed code", () => {
  test("is listed with the end of its renewals, opens its one stream for 48 hours, and is nowhere but in the HTML", async () => {
    const { codeOf, admin, audit, nowSeconds, lines } = await started();
    const { body, text } = await codeOf("domains=a.example,*.b.example");
    expect(body).toMatchObject({
      stream: "demo/clip",
      form: "sluice",
      token: "embedded",
      expires_at: nowSeconds() + 2 * DAY_SECONDS,
      renewable_until: nowSeconds() + 7 * DAY_SECONDS,
    });
    const listed = (await admin("GET", `tokens/${body.token_id}`)).body;
    expect(listed).toMatchObject({
      kind: "jwt",
      target: { streams: ["demo/clip"] },
      domains: ["a.example", "*.b.example"],
      tag: "embed-code",
      expires_at: body.renewable_until,
      claims: { exp: body.expires_at },
      disconnect_at_expiry: true,
    });
    expect(text.length).toBeGreaterThan(100);
    for (const place of [listed, await audit(), lines]) expect(JSON.stringify(place)).not.toContain(text);
  });

  test("needs a key that makes tokens, and lives no longer than that key may let it, renewals and all", async () => {
    const { codeOf, withKey, nowSeconds, admin } = await started();
    const before = (await admin("GET", "tokens")).body.items.length;
    expect(await codeOf("", await withKey({ scopes: ["streams:read"] }))).toMatchObject({ status: 403 });
    const elsewhere = await withKey({ scopes: ["admin"], applications: ["live"] });
    expect(await codeOf("", elsewhere)).toMatchObject({ status: 404 });
    expect((await admin("GET", "tokens")).body.items).toHaveLength(before);
    const scopes = ["streams:read", "tokens:create"];
    const short = await codeOf("", await withKey({ scopes, longestTtlSeconds: 60 }));
    const end = nowSeconds() + 60;
    expect(short.body).toMatchObject({ expires_at: end, renewable_until: end });
  });

  test.each([
    "domains=a b",
    "domains=-",
    "ttl_seconds=9",
    "ttl_seconds=172801",
    "ttl_seconds=1e9",
    "form=x",
    "x=y",
  ])("is not made for %s", async query => {
    const { codeOf, admin } = await started();
    expect(await codeOf(encodeURI(query))).toMatchObject({ status: 422 });
    expect((await admin("GET", "tokens")).body.items).toEqual([]);
  });

  test("shares no secret with tokens of the customer's own service, and does not end with their key", async () => {
    const { codeOf, admin, open } = await started();
    const key = await admin("POST", "keys", { name: "ours", algorithm: "HS256" });
    expect(key.status).toBe(201);
    const { text } = await codeOf();
    const { alg } = JSON.parse(Buffer.from(text.split(".")[0] ?? "", "base64url").toString());
    expect(alg).toBe("ES256");
    await admin("DELETE", `keys/${key.body.id}`);
    expect(await open({ token: text })).toMatchObject({ status: 201 });
  });

  test("is made by GET alone, and not for a stream that asks for none or for tokens of its owner", async () => {
    const { codeOf, admin, api } = await started();
    const head = await api.inject({ method: "HEAD", url: "/v1/streams/demo/clip/embed-code" });
    expect(head.statusCode).toBe(404);
    await admin("PATCH", "streams/demo/clip", { embed_token: false });
    expect((await codeOf()).body).toMatchObject({ token: "yours", token_id: null, expires_at: null });
    expect((await codeOf()).body.html).toContain('token="&lt;your-generated-token&gt;"');
    await admin("PATCH", "streams/demo/clip", { embed_token: true, enforcement: { play: "off" } });
    expect((await codeOf()).body).toMatchObject({ token: "none", token_id: null });
    expect((await admin("GET", "tokens")).body.items).toEqual([]);
  });
});

describe("a page that plays by an embed code", () => {
  test("goes on beyond the end of its text, which ends for everybody else", async () => {
    const { codeOf, open, wait } = await started();
    const { text } = await codeOf("ttl_seconds=600");
    const first = await open({ token: text });
    expect(first.answer).toMatchObject({ renewable: true });
    wait(500);
    const second = await open({ token: text, renews: first.handle });
    expect(second.status).toBe(201);
    expect(second.answer.expires_at).toBe(first.answer.expires_at + 500);
    // Its header and its claims: a handle is random letters, and three of them may be these.
    expect(JSON.stringify(second.answer)).not.toMatch(/eyJ[\w-]+\.eyJ/);
    wait(200);
    expect(await open({ token: text })).toMatchObject({ status: 403, reason: "token-expired" });
    expect(await open({ renews: second.handle })).toMatchObject({ status: 201 });
  });

  test("renews until the end in the token's record, and not a second longer", async () => {
    const { codeOf, open, wait, withKey } = await started();
    const key = await withKey({ scopes: ["streams:read", "tokens:create"], longestTtlSeconds: 1000 });
    const { text, body } = await codeOf("ttl_seconds=600", key);
    let { handle } = await open({ token: text });
    for (let passed = 0; passed < 900; passed += 300) {
      wait(300);
      const next = await open({ token: text, renews: handle });
      expect(next.status).toBe(201);
      expect(next.answer.expires_at).toBeLessThanOrEqual(body.renewable_until);
      handle = next.handle;
    }
    wait(100);
    expect(await open({ token: text, renews: handle })).toMatchObject({
      status: 403,
      reason: "token-expired",
    });
  });

  test.for([
    ["is revoked", "token-revoked", "DELETE", (id: string) => `tokens/${id}`, undefined],
    ["is suspended", "token-suspended", "POST", (id: string) => `tokens/${id}/suspend`, undefined],
    ["stands in codes no more", "token-revoked", "PATCH", () => "streams/demo/clip", { embed_token: false }],
  ] as const)(
    "ends at once when its token %s, and renews nothing",
    async ([, reason, method, path, change]) => {
      const { codeOf, open, admin } = await started();
      const { text, body } = await codeOf();
      const { handle, answer } = await open({ token: text });
      await admin(method, path(body.token_id), change);
      const { body: sessions } = await admin("GET", "sessions");
      expect(sessions.items).toMatchObject([{ id: answer.session, status: "ended" }]);
      expect(await open({ token: text, renews: handle })).toMatchObject({ status: 403, reason });
      expect(await open({ renews: handle })).toMatchObject({ status: 401, reason: "token-missing" });
    },
  );

  test("goes over to its next session before the longest life of one is over", async () => {
    const { codeOf, open, admin, wait } = await started();
    const sessions = { max_seconds: 100, idle_seconds: 100, lease_seconds: 50 };
    await admin("PATCH", "applications/demo", { sessions });
    const first = await open({ token: (await codeOf()).text });
    expect(first.answer.expires_at).toBe(first.answer.now + 100);
    wait(90);
    const second = await open({ renews: first.handle });
    expect(second.answer.expires_at).toBe(first.answer.expires_at + 90);
    wait(20);
    expect(await open({ renews: first.handle })).toMatchObject({ status: 401 });
    expect(await open({ renews: second.handle })).toMatchObject({ status: 201 });
  });

  test("renews on the network where it began: a copied address of its session makes no session elsewhere", async () => {
    const { codeOf, open, admin, api } = await started();
    const first = await open({ token: (await codeOf()).text });
    const from = (remoteAddress: string) =>
      api.inject({
        method: "POST",
        url: "/s",
        remoteAddress,
        payload: { stream: "demo/clip", renews: first.handle },
      });
    expect((await from("203.0.113.7")).statusCode).toBe(401);
    // One viewer may have an address of each family.
    expect((await from("2001:db8::1")).statusCode).toBe(201);
    expect((await from("2001:db8:9::1")).statusCode).toBe(401);
    expect((await admin("GET", "sessions")).body.items).toHaveLength(2);
    expect(await open({ renews: first.handle })).toMatchObject({ status: 201 });
  });

  test("stays on its site: in a frame of ours for longer than the page's ticket is good, and on no other site", async () => {
    const { codeOf, open } = await started();
    const { text } = await codeOf("domains=shop.example");
    const ours = { origin: "http://localhost:8080" };
    const theirs = await open({ token: text }, { origin: "https://shop.example" });
    expect(theirs.status).toBe(201);
    expect(await open({ renews: theirs.handle }, { origin: "https://evil.example" })).toMatchObject({
      status: 403,
      reason: "domain-not-allowed",
    });
    expect(await open({ renews: theirs.handle }, { origin: "null" })).toMatchObject({ status: 403 });
    const tooOld = { ticket: "1.x.shop.example" };
    expect(await open({ token: text, ...tooOld }, ours)).toMatchObject({ reason: "domain-unknown" });
    expect(await open({ renews: theirs.handle, ...tooOld }, ours)).toMatchObject({ status: 201 });
  });

  test("ends when the configuration file takes the tokens out of its stream's embed codes", async () => {
    const { declare, admin, open } = await started();
    const yaml = (streams: string) => `applications: {files: {kind: vod, streams: {clip: ${streams}}}}`;
    await declare(yaml("{embed_token: true}"));
    const { body } = await admin("GET", "streams/files/clip/embed-code");
    const token = TEXT.exec(body.html)?.[1] ?? "";
    const question = { action: "play", stream: "files/clip", token, ip: "192.0.2.1", consume: true };
    const entered = await admin("POST", "check", question);
    expect(entered.body).toMatchObject({ allowed: true });
    await declare(yaml("{}"));
    const { body: sessions } = await admin("GET", "sessions");
    expect(sessions.items).toMatchObject([{ id: entered.body.session, end_reason: "revoked" }]);
    expect(await open({ token, stream: "files/clip" })).toMatchObject({ reason: "token-revoked" });
  });

  test("plays on when the stream asks for no token any more", async () => {
    const { codeOf, open, admin } = await started();
    const { handle, answer } = await open({ token: (await codeOf()).text });
    await admin("PATCH", "streams/demo/clip", { enforcement: { play: "off" }, embed_token: false });
    expect((await admin("GET", "sessions")).body.items).toMatchObject([
      { id: answer.session, status: "live" },
    ]);
    expect(await open({ renews: handle })).toMatchObject({ status: 201 });
  });
});

describe("only what an embed code's token made is renewed:", () => {
  test("not the session of another token, whose own end stands", async () => {
    const { open, mint, wait } = await started();
    const { token } = await mint({ kind: "jwt", ttl_seconds: 600, disconnect_at_expiry: true });
    const { handle, answer } = await open({ token });
    expect(answer).not.toHaveProperty("renewable");
    expect(await open({ renews: handle })).toMatchObject({ status: 401, reason: "token-missing" });
    wait(601);
    expect(await open({ token, renews: handle })).toMatchObject({ status: 403, reason: "token-expired" });
  });

  test.each(["", "x", "x".repeat(512), "../../v1", "\u0000"])("not %j, which is no handle", async renews => {
    const { open } = await started();
    expect(await open({ renews })).toMatchObject({ status: 401, reason: "token-missing" });
  });
});
