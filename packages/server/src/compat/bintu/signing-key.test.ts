import { createPublicKey, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readJwt, type Splay, startSplay } from "./testing/start-splay.ts";

const clip = { streams: ["demo/clip"] };
const AT_ONCE = 20;
const jwt = { kind: "jwt", action: "play", target: { streams: ["demo/clip"] } };

const keysOf = async ({ admin }: Splay) => (await admin("GET", "keys")).body.items;
const kidOf = (token: string) => readJwt(token).header.kid;

describe("the key of tokens that are made as nanoStream Cloud makes them", () => {
  test("is made with the first call: EdDSA, for this vocabulary alone, and not the default", async () => {
    const splay = await startSplay();
    await splay.mint(clip);
    await splay.mint({ orgawide: true });
    expect(await keysOf(splay)).toMatchObject([
      {
        name: "nanostream tokens",
        algorithm: "EdDSA",
        claim_map: "nanostream",
        role: null,
        state: "active",
        application: null,
      },
    ]);
  });

  test(`is made once by ${AT_ONCE} first calls at once, each of which gets its token, and is in the audit log once`, async () => {
    const splay = await startSplay();
    const tokens = await Promise.all(Array.from({ length: AT_ONCE }, () => splay.mint(clip)));
    const [key, ...others] = await keysOf(splay);
    expect(others).toEqual([]);
    expect(new Set(tokens.map(kidOf))).toEqual(new Set([key.kid]));
    const { items } = (await splay.admin("GET", "audit?limit=200")).body;
    const made = items.filter(({ action }: { action: string }) => action === "token-key.create");
    expect(made).toMatchObject([{ actor: "sk_test0000", subject: { id: key.id } }]);
    expect(items.filter(({ action }: { action: string }) => action === "token.create")).toHaveLength(AT_ONCE);
  });

  test("leaves the first token of API v1 its own, which becomes the default, also when both come at once", async () => {
    const splay = await startSplay();
    const [, made] = await Promise.all([splay.mint(clip), splay.admin("POST", "tokens", jwt)]);
    expect(made.status).toBe(201);
    const keys = await keysOf(splay);
    expect(keys.map(({ algorithm, role }: Record<string, unknown>) => [algorithm, role]).sort()).toEqual([
      ["ES256", "default"],
      ["EdDSA", null],
    ]);
    expect(readJwt(await splay.mint(clip)).header.alg).toBe("EdDSA");
  });

  test("is the default key where that is EdDSA and signs this vocabulary", async () => {
    const splay = await startSplay();
    const { body: own } = await splay.admin("POST", "keys", { name: "own", algorithm: "EdDSA" });
    expect(kidOf(await splay.mint(clip))).toBe(own.kid);
    expect(await keysOf(splay)).toHaveLength(1);
  });

  test("is another than the default key where that signs something else", async () => {
    const splay = await startSplay();
    await splay.admin("POST", "keys", { name: "own", algorithm: "EdDSA", claim_map: "sluice" });
    expect(readJwt(await splay.mint(clip)).header.alg).toBe("EdDSA");
    expect(await keysOf(splay)).toHaveLength(2);
  });

  test("is the newest active one of several", async () => {
    const splay = await startSplay();
    await splay.mint(clip);
    const next = { name: "next", algorithm: "EdDSA", claim_map: "nanostream", default: false };
    const { body } = await splay.admin("POST", "keys", next);
    expect(kidOf(await splay.mint(clip))).toBe(body.kid);
  });

  test("is not made anew when an operator has retired it: 409, and words what to do", async () => {
    const splay = await startSplay();
    await splay.mint(clip);
    const [key] = await keysOf(splay);
    expect((await splay.admin("PATCH", `keys/${key.id}`, { state: "retired" })).status).toBe(200);
    const message = expect.stringMatching(
      /no active EdDSA key with the claim_map nanostream.*POST \/v1\/keys/,
    );
    expect(await splay.splay("", clip)).toMatchObject({
      status: 409,
      body: { success: false, errorCode: 409, message },
    });
    expect(await keysOf(splay)).toHaveLength(1);
  });

  test("is made and used for an API key that is limited in every way, whose tokens stay within its limits", async () => {
    const splay = await startSplay();
    const limits = { applications: ["demo"], actions: ["play"], longestTtlSeconds: 60 } as const;
    const ask = await splay.withRights({ scopes: ["tokens:create"], ...limits });
    const token = await splay.mint(clip, ask);
    expect(await keysOf(splay)).toMatchObject([{ id: kidOf(token), caps: { applications: null } }]);
    expect((await ask("", { orgawide: true })).status).toBe(403);
  });

  test("is not made for an order that is refused", async () => {
    const splay = await startSplay();
    expect((await splay.splay("", { streams: ["nobody"] })).status).toBe(400);
    const ask = await splay.withRights({ scopes: ["tokens:create"], applications: ["live"] });
    expect((await ask("", clip)).status).toBe(403);
    expect(await keysOf(splay)).toEqual([]);
  });

  test("can be verified elsewhere: it is published", async () => {
    const splay = await startSplay();
    const token = await splay.mint(clip);
    const { keys } = (await splay.api.inject("/o/demo/.well-known/jwks.json")).json();
    expect(keys).toMatchObject([{ kid: kidOf(token), kty: "OKP", crv: "Ed25519", use: "sig" }]);
    const [header, claims, signature = ""] = token.split(".");
    const published = createPublicKey({ key: keys[0], format: "jwk" });
    const signed = Buffer.from(`${header}.${claims}`);
    expect(verify(null, signed, published, Buffer.from(signature, "base64url"))).toBe(true);
  });
});
