import { createHash, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { encodeBase64url } from "../bytes/base64url.ts";
import { nodeSignatures } from "../crypto/node.ts";
import type { ProofRequest } from "./judge-proof.ts";
import { verifyProof } from "./verify-proof.ts";

/** RFC 9449 figures 2 and 12, with the thumbprint of section 6.1. */
const HEADER =
  "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19";
const RESOURCE_PROOF = `${HEADER}.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA`;
const RESOURCE_TOKEN = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
const THUMBPRINT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";

test("the example of RFC 9449 7.1 holds, and its key has the thumbprint of 6.1", () => {
  const held = verifyProof(
    RESOURCE_PROOF,
    {
      nowSeconds: 1_562_262_618,
      windowSeconds: 60,
      method: "GET",
      url: "https://resource.example.org/protectedresource?CAT=x",
      token: RESOURCE_TOKEN,
    },
    nodeSignatures,
  );
  if (typeof held === "string") throw new Error(held);
  expect(encodeBase64url(held.possession.thumbprint)).toBe(THUMBPRINT);
  expect(held.jti).toBe("e1j3V_bKic8-LAEB");
});

const request: ProofRequest = {
  nowSeconds: 1_750_000_000,
  windowSeconds: 60,
  method: "GET",
  url: "https://cdn.example.com/live/a.m3u8?x=1",
  token: "the-token",
};
const ath = createHash("sha256").update("the-token").digest("base64url");
const payload = {
  htm: "GET",
  htu: "HTTPS://CDN.example.com:443/live/a.m3u8",
  iat: 1_750_000_000,
  jti: randomUUID(),
  ath,
};

interface Changes {
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly request?: Partial<ProofRequest>;
}

async function verified(algorithm: string, changes: Changes = {}) {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk: JWK = await exportJWK(publicKey);
  const header = { alg: algorithm, typ: "dpop+jwt", jwk, ...changes.header };
  const proof = await new SignJWT({ ...payload, ...changes.payload })
    .setProtectedHeader(header)
    .sign(privateKey);
  return verifyProof(proof, { ...request, ...changes.request }, nodeSignatures);
}

describe("proofs made by jose", () => {
  test.each(["ES256", "ES384", "PS256", "RS256", "EdDSA"])("%s holds", async algorithm => {
    expect(await verified(algorithm)).toMatchObject({ jti: payload.jti });
  });

  test.each<[string, string, Changes]>([
    ["another method", "method", { payload: { htm: "POST" } }],
    ["another path", "url", { payload: { htu: "https://cdn.example.com/live/b.m3u8" } }],
    ["another host", "url", { payload: { htu: "https://evil.example/live/a.m3u8" } }],
    ["a proof that is too old", "time", { payload: { iat: 1_749_999_939 } }],
    ["a proof from the future", "time", { payload: { iat: 1_750_000_061 } }],
    ["another token", "token", { request: { token: "another" } }],
    ["no token hash", "token", { payload: { ath: undefined } }],
    ["no nonce where one is wanted", "nonce-wanted", { request: { nonces: ["n1"] } }],
    ["a nonce of before", "nonce-wanted", { payload: { nonce: "n0" }, request: { nonces: ["n1"] } }],
    ["no id", "malformed", { payload: { jti: undefined } }],
    ["another type", "malformed", { header: { typ: "JWT" } }],
  ])("%s is refused: %s", async (_, problem, changes) => {
    expect(await verified("ES256", changes)).toBe(problem);
  });

  test("a wanted nonce is taken", async () => {
    expect(
      await verified("ES256", { payload: { nonce: "n1" }, request: { nonces: ["n0", "n1"] } }),
    ).toBeTypeOf("object");
  });

  test("the key of somebody else does not vouch", async () => {
    const { publicKey } = await generateKeyPair("ES256", { extractable: true });
    expect(await verified("ES256", { header: { jwk: await exportJWK(publicKey) } })).toBe("signature");
  });

  test("a private key inside a proof is refused", async () => {
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    expect(await verified("ES256", { header: { jwk: await exportJWK(privateKey) } })).toBe("malformed");
  });
});

test.each([
  "",
  "a.b.c",
  "....",
  `${HEADER}..`,
  RESOURCE_PROOF.slice(0, -1),
  `${RESOURCE_PROOF}.x`,
  "x".repeat(5000),
])("what is no proof is refused (%#)", text => {
  expect(verifyProof(text, request, nodeSignatures)).toSatisfy(
    answer => answer === "malformed" || answer === "signature",
  );
});
