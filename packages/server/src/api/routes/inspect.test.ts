import { issueOpaque } from "@sluice/token";
import { nodeCrypto } from "@sluice/token/node";
import { describe, expect, test } from "vitest";
import { type Json, startApi } from "../testing/ask-api.ts";

const SECRET = "a secret of thirty-two bytes or more";
const play = { action: "play", stream: "demo/clip", ip: "192.0.2.1" };

async function startWithKey(changes: Json = {}) {
  const api = await startApi();
  const key = { name: "shop", kid: "shop-1", import: { secret: SECRET, encoding: "text" }, ...changes };
  const made = await api.admin("POST", "keys", { default: true, ...key });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const inspect = async (token: string, request?: Json, ask = api.admin) => {
    const answer = await ask("POST", "tokens/inspect", { token, ...(request && { request }) });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };
  return { ...api, key: made.body, inspect };
}

describe("a text that is inspected", () => {
  test("and is an opaque token says what its record is, and how each rule goes", async () => {
    const { inspect, mint } = await startWithKey();
    const { token, id } = await mint({ ip: ["198.51.100.0/24"] });
    const said = await inspect(token, play);
    expect(said).toMatchObject({ format: "opaque", signature: "right", refused: null, id, claims: null });
    expect(said.token).toMatchObject({ id, status: "active" });
    expect(said.decision).toMatchObject({ allowed: false, reason: "ip-not-allowed" });
    expect(said.decision.rules).toContainEqual(expect.objectContaining({ rule: "ip", outcome: "fail" }));
  });

  test("with a wrong secret behind a right id is told from a right one", async () => {
    const { inspect, mint } = await startWithKey();
    const { token } = await mint();
    const said = await inspect(token.slice(0, -1) + (token.endsWith("a") ? "b" : "a"));
    expect(said).toMatchObject({ signature: "wrong", refused: { reason: "token-unknown" } });
  });

  test.each(["jwt", "cat"])("and is a %s names its key, its claims and its record", async kind => {
    const { inspect, mint, key } = await startWithKey();
    const { token, id } = await mint({ kind });
    const said = await inspect(token, play);
    expect(said).toMatchObject({ format: kind, problem: null, signature: "right", refused: null, id });
    expect(said.header).toMatchObject({ kid: "shop-1" });
    expect(said.key).toMatchObject({ id: key.id, name: "shop", algorithm: "HS256", state: "active" });
    expect(said.claims).toMatchObject({ exp: expect.any(Number) });
    expect(said.token).toMatchObject({ id, kind });
    expect(said.decision).toMatchObject({ allowed: true, reason: null, token: id });
    expect(said.warnings).toEqual([]);
    if (kind === "cat") expect(said.diagnostic).toMatch(/^61\(17\(\[<< \{1: 5, .*\/ 32 bytes \/ h''/);
  });

  test("says what an issuer should know: a weak key, no end, no id", async () => {
    const { inspect } = await startWithKey({ import: { secret: "short", encoding: "text" } });
    const token = jwt({ actions: ["play"], target: { streams: ["demo/clip"] } }, "short");
    const { warnings, signature } = await inspect(token);
    expect(signature).toBe("right");
    expect(warnings.map(({ code }: { code: string }) => code)).toEqual(["weak-key", "no-id", "no-expiry"]);
  });

  test("says which rule of a CAT fails for a request, and which claims are not understood", async () => {
    const { inspect, mint } = await startWithKey();
    const { token } = await mint({ kind: "cat", claims: { catm: ["HEAD"] } });
    const { decision } = await inspect(token, play);
    expect(decision).toMatchObject({ allowed: false, reason: "request-method-not-allowed" });
    expect(decision.rules).toContainEqual(expect.objectContaining({ rule: "catm", outcome: "fail" }));
    const strange = await inspect(strangeCat());
    expect(strange.warnings).toContainEqual({
      code: "claims-not-understood",
      detail: "9999: this claim is not known",
    });
  });

  test("whose claims refuse for everybody still names the key that signed it", async () => {
    const { inspect, key } = await startWithKey();
    const said = await inspect(jwt({ exp: "soon", actions: ["play"] }, SECRET));
    expect(said).toMatchObject({ signature: "right", refused: { reason: "claim-malformed", claim: "exp" } });
    expect(said).toMatchObject({ key: { id: key.id, name: "shop" }, token: null, id: null });
  });

  test("whose key is not known, or not any more, says why", async () => {
    const { inspect, mint, admin, key } = await startWithKey();
    const { token } = await mint({ kind: "jwt" });
    const unknown = await inspect(jwt({ exp: 1 }, SECRET, "nobody's"));
    expect(unknown).toMatchObject({ signature: "unchecked", refused: { reason: "key-unknown" }, key: null });
    expect(unknown.key_detail).toBe("no key of the organization has its kid");
    const forged = await inspect(`${token.slice(0, -4)}AAAA`);
    expect(forged).toMatchObject({ signature: "wrong", refused: { reason: "signature-invalid" }, key: null });
    await admin("PATCH", `keys/${key.id}`, { state: "retired" });
    expect((await inspect(token)).key_detail).toBe("the key with its kid is retired");
  });

  test.each([
    ["nothing of ours", "what is this?", /neither st_/],
    ["a token cut short", "st_abc", /38 letters and digits/],
    ["a broken JWT", "eyJhbGciOiJIUzI1NiJ9.e30", /three parts/],
    ["a JWT whose header names no algorithm", "eyJ0eXAiOiJKV1QifQ.e30.AAAA", /no alg/],
    ["CBOR that is no CAT", Buffer.from("a10102", "hex").toString("base64url"), /no COSE_Mac0/],
    ["bytes that are no CBOR", "2D3R", /the bytes end/],
    ["a text that is far too long", "A".repeat(6_000), /6000 characters/],
  ])("and is %s is answered with what is wrong", async (_, text, problem) => {
    const { inspect } = await startWithKey();
    const said = await inspect(text, play);
    expect(said.problem).toMatch(problem);
    expect(said).toMatchObject({ signature: "unchecked", key: null, token: null });
    expect(said.decision.allowed).toBe(false);
  });

  test("leaves no trace: no log line, no decision, no audit entry, no use, no guess", async () => {
    const { inspect, mint, lines, admin, audit, store, key, wait } = await startWithKey();
    const texts = [
      ...(await Promise.all(["access", "jwt", "cat"].map(async kind => (await mint({ kind })).token))),
      `${jwt({ exp: 1 }, "another secret")}`,
      issueOpaque(nodeCrypto).text,
    ];
    const lastUse = async () => (await admin("GET", `keys/${key.id}`)).body.last_used_at;
    const before = { audit: (await audit()).length, lines: lines.length, lastUse: await lastUse() };
    wait(60);
    for (const text of texts) await inspect(text);
    // With a request the flow judges it, for which a key's use is noted as by POST /v1/check.
    expect(await lastUse()).toBe(before.lastUse);
    for (const text of texts) for (let count = 0; count < 20; count += 1) await inspect(text, play);
    expect((await admin("GET", "decisions")).body.items).toEqual([]);
    expect((await audit()).length).toBe(before.audit);
    expect(lines.slice(before.lines)).toEqual([]);
    expect((await store.liveSessions()).length).toBe(0);
    const good = await admin("POST", "check", { ...play, token: texts[0] });
    expect(good.body).toMatchObject({ allowed: true });
  });

  test("never comes back, whatever it is", async () => {
    const { inspect, mint } = await startWithKey();
    for (const kind of ["access", "jwt", "cat"]) {
      const { token } = await mint({ kind });
      const said = JSON.stringify(await inspect(token, play));
      expect(said).not.toContain(token);
      expect(said).not.toContain(token.slice(-20));
    }
  });

  test("is in no log line of a call that is refused", async () => {
    const { admin, mint, lines } = await startWithKey();
    const { token } = await mint({ kind: "jwt" });
    for (const body of [
      { token, request: { action: "dance", stream: "demo/clip" } },
      { token: token.repeat(300) },
      { token, [token]: token },
      { token, request: { ...play, url: `ftp://${token}/` } },
    ]) {
      expect((await admin("POST", "tokens/inspect", body)).status).toBe(422);
    }
    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(lines)).not.toContain(token.slice(-30));
  });
});

describe("whoever inspects", () => {
  test("of another organization learns nothing that the text does not say itself", async () => {
    const { inspect, mint, withKey } = await startWithKey();
    const other = await withKey({ organization: "org_other", scopes: ["tokens:read"] });
    for (const kind of ["access", "jwt", "cat"]) {
      const said = await inspect((await mint({ kind })).token, undefined, other);
      expect(said).toMatchObject({ signature: "unchecked", key: null, token: null, id: null });
      expect(said.refused.reason).toBe(kind === "access" ? "token-unknown" : "key-unknown");
    }
  });

  test("for one application learns nothing of another's tokens and keys", async () => {
    const { inspect, mint, withKey } = await startWithKey();
    const limited = await withKey({ applications: ["films"], scopes: ["tokens:read"] });
    for (const kind of ["access", "jwt", "cat"]) {
      const said = await inspect((await mint({ kind })).token, undefined, limited);
      expect(said).toMatchObject({ signature: "unchecked", key: null, token: null, id: null });
    }
    const asked = await limited("POST", "tokens/inspect", { token: "x", request: play });
    expect(asked.body.reason).toBe("not-permitted");
  });

  test("needs the right to read tokens", async () => {
    const { withKey } = await startWithKey();
    const ask = await withKey({ scopes: ["tokens:create"] });
    expect((await ask("POST", "tokens/inspect", { token: "x" })).status).toBe(403);
  });
});

function jwt(claims: Json, secret: string, kid = "shop-1"): string {
  const part = (value: Json): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const input = `${part({ alg: "HS256", kid })}.${part(claims)}`;
  const key = nodeCrypto.macKey(Buffer.from(secret));
  return `${input}.${Buffer.from(nodeCrypto.hmacSha256(key, input)).toString("base64url")}`;
}

/** A CAT of nobody's with the one claim 9999. */
function strangeCat(): string {
  const hex = `d83dd18443a10105a047a119270f626f6b5820${"00".repeat(32)}`;
  return Buffer.from(hex, "hex").toString("base64url");
}
