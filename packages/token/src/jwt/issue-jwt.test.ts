import { generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { createSigner, createVerifier } from "fast-jwt";
import { importJWK, jwtVerify, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { encodeBase64url } from "../bytes/base64url.ts";
import { nodeSignatures } from "../crypto/node.ts";
import { KeyUnusable } from "../crypto/provider.ts";
import { webSignatures } from "../crypto/web.ts";
import { jwtFormat } from "../formats/jwt.ts";
import type { Algorithm } from "../keys/algorithms.ts";
import type { Jwk } from "../keys/jwk.ts";
import { issueJwt, issueJwtAsync, JwtNotIssued } from "./issue-jwt.ts";

/** It comes without types. */
const jsonwebtoken: {
  sign(claims: object, secret: Uint8Array): string;
  verify(text: string, secret: Uint8Array, options: object): unknown;
} = createRequire(import.meta.url)("jsonwebtoken");

interface Pair {
  readonly checking: Jwk;
  readonly signing: Jwk;
}

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pairs: Readonly<Record<string, Pair>> = {
  HS256: secret(32),
  HS384: secret(48),
  HS512: secret(64),
  RS256: pairOf(rsa),
  PS256: pairOf(rsa),
  ES256: pairOf(generateKeyPairSync("ec", { namedCurve: "P-256" })),
  ES384: pairOf(generateKeyPairSync("ec", { namedCurve: "P-384" })),
  EdDSA: pairOf(generateKeyPairSync("ed25519")),
};
const joseAlgorithms: readonly Algorithm[] = [
  "HS256",
  "HS384",
  "HS512",
  "RS256",
  "PS256",
  "ES256",
  "ES384",
  "EdDSA",
];
const claims = { sub: "viewer ü", exp: 4_000_000_000, streamId: "clip", type: "play" };

function secret(length: number): Pair {
  const jwk: Jwk = { kty: "oct", k: encodeBase64url(randomBytes(length)) };
  return { checking: jwk, signing: jwk };
}

function pairOf({ publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject }): Pair {
  return {
    checking: publicKey.export({ format: "jwk" }) as Jwk,
    signing: privateKey.export({ format: "jwk" }) as Jwk,
  };
}

function pairFor(algorithm: Algorithm): Pair {
  const pair = pairs[algorithm];
  if (!pair) throw new Error(`no key for ${algorithm}`);
  return pair;
}

function joseKey(jwk: Jwk, algorithm: Algorithm) {
  return importJWK(JSON.parse(JSON.stringify(jwk)), algorithm);
}

function isVouchedFor(text: string, algorithm: Algorithm): boolean {
  const material = nodeSignatures.importKey(pairFor(algorithm).checking, algorithm, "verify");
  const opened = jwtFormat.open(text);
  return (
    opened !== undefined &&
    opened.algorithms?.[0] === algorithm &&
    nodeSignatures.verify(algorithm, material, opened.signingInput, opened.signature)
  );
}

function issue(algorithm: Algorithm): string {
  const material = nodeSignatures.importKey(pairFor(algorithm).signing, algorithm, "sign");
  return issueJwt({ claims, key: { algorithm, material }, kid: "k1", signatures: nodeSignatures });
}

describe.each(joseAlgorithms)("a JWT with %s", algorithm => {
  test("that is issued here is read by jose", async () => {
    const key = await joseKey(pairFor(algorithm).checking, algorithm);
    const { payload, protectedHeader } = await jwtVerify(issue(algorithm), key, { algorithms: [algorithm] });
    expect(payload).toEqual(claims);
    expect(protectedHeader).toEqual({ alg: algorithm, kid: "k1", typ: "JWT" });
  });

  test("that jose made is read here", async () => {
    const key = await joseKey(pairFor(algorithm).signing, algorithm);
    const text = await new SignJWT(claims).setProtectedHeader({ alg: algorithm }).sign(key);
    expect(isVouchedFor(text, algorithm)).toBe(true);
    expect(jwtFormat.open(text)?.claims).toEqual(claims);
  });

  test("that is issued on WebCrypto is read on Node", async () => {
    const material = await webSignatures.importKey(pairFor(algorithm).signing, algorithm, "sign");
    const text = await issueJwtAsync({ claims, key: { algorithm, material }, signatures: webSignatures });
    expect(isVouchedFor(text, algorithm)).toBe(true);
  });
});

describe("a JWT with HS256", () => {
  const secretBytes = Buffer.from(pairFor("HS256").signing.k ?? "", "base64url");

  test("goes to and from jsonwebtoken", () => {
    expect(jsonwebtoken.verify(issue("HS256"), secretBytes, { algorithms: ["HS256"] })).toEqual(claims);
    expect(isVouchedFor(jsonwebtoken.sign(claims, secretBytes), "HS256")).toBe(true);
  });

  test("goes to and from fast-jwt", () => {
    const verify = createVerifier({ key: secretBytes, algorithms: ["HS256"], cache: false });
    expect(verify(issue("HS256"))).toEqual(claims);
    expect(isVouchedFor(createSigner({ key: secretBytes, noTimestamp: true })(claims), "HS256")).toBe(true);
  });
});

describe("issuing", () => {
  const material = nodeSignatures.importKey(pairFor("HS256").signing, "HS256", "sign");

  test("a text longer than any that is read is not issued", () => {
    const long = { tag: "x".repeat(3_100) };
    expect(() =>
      issueJwt({ claims: long, key: { algorithm: "HS256", material }, signatures: nodeSignatures }),
    ).toThrow(JwtNotIssued);
  });

  test("a text that JSON cannot carry in UTF-8 is escaped and read back", () => {
    const odd = { tag: "\ud800" };
    const text = issueJwt({ claims: odd, key: { algorithm: "HS256", material }, signatures: nodeSignatures });
    expect(jwtFormat.open(text)?.claims).toEqual(odd);
  });

  test("a content key signs no JWT", () => {
    const key = { algorithm: "A128GCM", material } as const;
    expect(() => issueJwt({ claims, key, signatures: nodeSignatures })).toThrow(KeyUnusable);
  });
});
