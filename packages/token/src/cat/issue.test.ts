import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { Mac0, Sign1 } from "@auth0/cose";
import { CAT } from "@eyevinn/cat";
import { describe, expect, test } from "vitest";
import { encodeCbor } from "../cbor/encode.ts";
import { nodeSignatures } from "../crypto/node.ts";
import { webSignatures } from "../crypto/web.ts";
import type { Algorithm } from "../keys/algorithms.ts";
import { fixedRing } from "../keys/fixed-ring.ts";
import type { Jwk } from "../keys/jwk.ts";
import type { RequestContext } from "../request-context.ts";
import { verifyToken } from "../verify-sync.ts";
import type { CatClaims } from "./cat-claims.ts";
import { isClaimProblem } from "./claim-problem.ts";
import { claimsFromJson } from "./claims.ts";
import { CatNotIssued, type CatToIssue, type IssuingKey } from "./issue.ts";
import { issueCatAsync } from "./issue-async.ts";
import { issueCat } from "./issue-sync.ts";
import { labelProfiles } from "./label-profiles.ts";

const NOW_SECONDS = 1_750_000_000;
const secret = (bytes: number): Jwk => ({ kty: "oct", k: randomBytes(bytes).toString("base64url") });
const asJwk = (key: { kty?: string | undefined }): Jwk => ({ ...key, kty: key.kty ?? "" });
const pair = (jwk: object) => asJwk(jwk);
const jwks: Partial<Record<Algorithm, Jwk>> = {
  HS256: secret(32),
  ES256: pair(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" })),
  PS256: pair(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" })),
  EdDSA: pair(generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" })),
  A128GCM: secret(16),
  A256GCM: secret(32),
};
const jwkOf = (algorithm: Algorithm): Jwk => jwks[algorithm] ?? { kty: "none" };

function issuing(algorithm: Algorithm, kid?: string): IssuingKey {
  return { algorithm, kid, material: nodeSignatures.importKey(jwkOf(algorithm), algorithm, "sign") };
}

const labels = labelProfiles.get("akamai-2024");
const ring = fixedRing(
  (["HS256", "ES256", "PS256", "EdDSA", "A128GCM", "A256GCM"] as const).map(algorithm => ({
    ...issuing(algorithm, algorithm.toLowerCase()),
    id: algorithm,
    kid: algorithm.toLowerCase(),
    readings: { labels },
  })),
);

const claims: CatClaims = {
  iss: "issuer.example",
  exp: NOW_SECONDS + 60,
  cti: "one",
  catm: ["GET"],
  catv: 1,
};
const context: RequestContext = { nowSeconds: NOW_SECONDS, method: "GET", issuers: ["issuer.example"] };

function verify(token: string, over: Partial<RequestContext> = {}) {
  return verifyToken(token, { keys: ring, signatures: nodeSignatures, context: { ...context, ...over } });
}

const forms = (["HS256", "ES256", "PS256", "EdDSA", "A128GCM", "A256GCM"] as const).flatMap(algorithm =>
  (["protected", "unprotected"] as const).flatMap(kidIn =>
    [true, false].map(cwtTag => ({ algorithm, kidIn, cwtTag })),
  ),
);

describe.each(forms)(
  "an issued token: $algorithm, kid $kidIn, CWT tag $cwtTag",
  ({ algorithm, kidIn, cwtTag }) => {
    const cat: CatToIssue = {
      claims,
      key: issuing(algorithm, algorithm.toLowerCase()),
      kidIn,
      cwtTag,
      randomBytes,
    };
    const token = issueCat(cat, nodeSignatures);

    test("opens what it says, and nothing else", () => {
      expect(verify(token)).toMatchObject({ allowed: true, key: { id: algorithm }, claims: { id: "one" } });
      expect(verify(token, { method: "POST" })).toMatchObject({
        reason: "request-method-not-allowed",
        claim: "catm",
      });
      expect(verify(token, { nowSeconds: NOW_SECONDS + 60 })).toMatchObject({ reason: "token-expired" });
    });

    test("is refused for every flipped bit, but for the label of an unprotected kid, without which the default key is asked", () => {
      const bytes = Buffer.from(token, "base64url");
      const kid = kidIn === "unprotected" ? bytes.indexOf(algorithm.toLowerCase()) : -1;
      for (let at = 0; at < bytes.length * 8; at += 3) {
        if (kid >= 0 && at >> 3 === kid - 2) continue;
        const touched = Buffer.from(bytes);
        touched[at >> 3] = (touched[at >> 3] ?? 0) ^ (1 << (at & 7));
        const verdict = verify(touched.toString("base64url"));
        expect(verdict.allowed, `bit ${at}`).toBe(false);
      }
    });
  },
);

test("WebCrypto issues the same bytes where nothing is random", async () => {
  const material = await webSignatures.importKey(jwkOf("HS256"), "HS256", "sign");
  const over = { claims, randomBytes };
  const web = await issueCatAsync(
    { ...over, key: { algorithm: "HS256", kid: "hs256", material } },
    webSignatures,
  );
  expect(web).toBe(issueCat({ ...over, key: issuing("HS256", "hs256") }, nodeSignatures));
  expect(
    issueCat(
      { claims: Object.fromEntries(Object.entries(claims).reverse()), key: issuing("HS256", "hs256") },
      nodeSignatures,
    ),
  ).toBe(web);
});

describe("what is encrypted", () => {
  const key = issuing("HS256", "hs256");
  const contentKey = issuing("A256GCM", "a256gcm");

  test("limits as if it stood in clear, and is not to be seen in the token", () => {
    const { catm, ...open } = claims;
    const token = issueCat(
      {
        claims: open,
        key,
        labels,
        encrypted: { key: contentKey, claims: { catm: ["GET"], sub: "a-viewer" } },
        randomBytes,
      },
      nodeSignatures,
    );
    expect(Buffer.from(token, "base64url").includes("a-viewer")).toBe(false);
    expect(verify(token)).toMatchObject({ allowed: true, claims: { subject: "a-viewer" } });
    expect(verify(token, { method: "PUT" })).toMatchObject({ reason: "request-method-not-allowed" });
    const { selectEncryption, ...without } = ring;
    expect(verifyToken(token, { keys: without, signatures: nodeSignatures, context })).toMatchObject({
      reason: "key-unknown",
      claim: "enc",
    });
  });

  test("stays unknown, and refuses, for a key without a label profile", () => {
    const token = issueCat(
      {
        claims: { exp: NOW_SECONDS + 60 },
        key,
        labels,
        encrypted: { key: contentKey, claims: { sub: "x" } },
        randomBytes,
      },
      nodeSignatures,
    );
    const plain = fixedRing([{ ...key, id: "plain", kid: "hs256" }]);
    expect(verifyToken(token, { keys: plain, signatures: nodeSignatures, context })).toMatchObject({
      reason: "claim-unsupported",
    });
  });

  test("may be a whole signed token, whose own key vouches", () => {
    const token = issueCat(
      { claims, key: issuing("ES256", "es256"), enclosed: contentKey, randomBytes },
      nodeSignatures,
    );
    expect(verify(token)).toMatchObject({ allowed: true, key: { id: "ES256" } });
    const twice = issueCat({ claims, key: contentKey, enclosed: contentKey, randomBytes }, nodeSignatures);
    expect(verify(twice)).toMatchObject({ allowed: false, reason: "token-malformed" });
  });

  test("is never made without fresh bytes, nor of a claim that is there in clear", () => {
    expect(() => issueCat({ claims, key: contentKey }, nodeSignatures)).toThrow(CatNotIssued);
    const both = { key: contentKey, claims: { catm: ["GET"] } };
    expect(() => issueCat({ claims, key, labels, encrypted: both, randomBytes }, nodeSignatures)).toThrow(
      CatNotIssued,
    );
  });
});

test("claims of a wrong form or an unknown name are not issued", () => {
  for (const wrong of [{ exp: "soon" }, { catm: "GET" }, { nosuchclaim: 1 }, { cti: "" }] as unknown[]) {
    const cat = { claims: wrong as CatClaims, key: issuing("HS256") };
    expect(() => issueCat(cat, nodeSignatures)).toThrow(CatNotIssued);
  }
});

describe("@eyevinn/cat", () => {
  const key = Buffer.from(jwkOf("HS256").k ?? "", "base64url");
  const cat = new CAT({ keys: { hs256: key }, expectCwtTag: true });

  test("validates what is issued here", async () => {
    const token = issueCat({ claims, key: issuing("HS256", "hs256") }, nodeSignatures);
    const { exp, ...timeless } = claims;
    const lasting = issueCat(
      { claims: { ...timeless, exp: 4_102_444_800 }, key: issuing("HS256", "hs256") },
      nodeSignatures,
    );
    expect((await cat.validate(lasting, "mac", { issuer: "issuer.example" })).error).toBeUndefined();
    expect((await cat.validate(lasting, "mac", { issuer: "other" })).error).toBeDefined();
    expect((await cat.validate(token, "mac", { issuer: "issuer.example" })).error).toBeDefined();
  });

  test("issues what is accepted here", async () => {
    const token = await cat.generateFromJson(
      { iss: "issuer.example", exp: NOW_SECONDS + 60, catm: ["GET"] },
      { type: "mac", alg: "HS256", kid: "hs256" },
    );
    expect(verify(token ?? "")).toMatchObject({ allowed: true, claims: { issuer: "issuer.example" } });
    expect(verify(token ?? "", { method: "PUT" })).toMatchObject({ reason: "request-method-not-allowed" });
  });
});

describe("@auth0/cose", () => {
  const secretKey = Buffer.from(jwkOf("HS256").k ?? "", "base64url");
  const privateKey = createPrivateKey({ key: { ...jwkOf("ES256") }, format: "jwk" });
  const publicKey = createPublicKey(privateKey);
  const message = (algorithm: Algorithm) =>
    Buffer.from(
      issueCat({ claims, key: issuing(algorithm, "any"), cwtTag: false }, nodeSignatures),
      "base64url",
    );

  test("verifies what is issued here, MAC and signature", async () => {
    await Mac0.decode(message("HS256")).verify(secretKey);
    await Sign1.decode(message("ES256")).verify(publicKey);
    await expect(Mac0.decode(message("HS256")).verify(randomBytes(32))).rejects.toThrow();
  });

  test("signs what is accepted here, MAC and signature", async () => {
    const map = claimsFromJson(
      { iss: "issuer.example", exp: NOW_SECONDS + 60, cti: "one", catm: ["GET"] },
      {},
    );
    if (isClaimProblem(map)) throw new Error(map.detail);
    const payload = encodeCbor(map);
    const mac = await Mac0.create([[1, 5]], [[4, Buffer.from("hs256")]], payload, secretKey);
    const signed = await Sign1.sign([[1, -7]], [[4, Buffer.from("es256")]], payload, privateKey);
    for (const bytes of [mac.encode(), signed.encode()]) {
      const token = Buffer.from(bytes).toString("base64url");
      expect(verify(token)).toMatchObject({ allowed: true, claims: { id: "one" } });
      expect(verify(token, { method: "PUT" })).toMatchObject({ allowed: false });
    }
  });
});
