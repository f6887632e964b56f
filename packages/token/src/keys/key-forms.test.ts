import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { COSEKey } from "@auth0/cose";
import { calculateJwkThumbprint } from "jose";
import { describe, expect, test } from "vitest";
import { encodeBase64url } from "../bytes/base64url.ts";
import { encodeCbor } from "../cbor/encode.ts";
import { completeJwk, nodeCrypto } from "../crypto/node.ts";
import { coseKeyOf, decodeCoseKeySet, encodeCoseKeySet, jwkOfCoseKey } from "./cose-key.ts";
import { jwkFromPkcs8, jwkFromSpki } from "./der-keys.ts";
import { fixedRing } from "./fixed-ring.ts";
import type { Jwk } from "./jwk.ts";
import { publicJwk } from "./public-jwk.ts";
import { thumbprint } from "./thumbprint.ts";

const pairs: [string, { publicKey: KeyObject; privateKey: KeyObject }][] = [
  ["RSA", generateKeyPairSync("rsa", { modulusLength: 2048 })],
  ["P-256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
  ["P-384", generateKeyPairSync("ec", { namedCurve: "P-384" })],
  ["Ed25519", generateKeyPairSync("ed25519")],
];

function jwkOf(key: KeyObject): Jwk {
  const { kty, ...members } = key.export({ format: "jwk" });
  return { kty: kty ?? "", ...members };
}

describe.each(pairs)("a key of type %s", (_name, { publicKey, privateKey }) => {
  const half = jwkOf(publicKey);
  const whole = jwkOf(privateKey);

  test("is read from DER as Node reads it, and from no part of it", () => {
    const spki = publicKey.export({ format: "der", type: "spki" });
    const pkcs8 = privateKey.export({ format: "der", type: "pkcs8" });
    expect(jwkFromSpki(spki)).toEqual(half);
    const secret = jwkFromPkcs8(pkcs8);
    expect(secret && completeJwk(secret)).toEqual(whole);
    for (let length = 0; length < spki.length; length += 1) {
      expect(jwkFromSpki(spki.subarray(0, length))).toBeUndefined();
    }
    expect(jwkFromSpki(Buffer.concat([spki, Buffer.of(0)]))).toBeUndefined();
    expect(jwkFromSpki(pkcs8)).toBeUndefined();
    expect(jwkFromPkcs8(spki)).toBeUndefined();
  });

  test("has a public half without any private member", () => {
    expect(publicJwk(whole)).toEqual(half);
  });

  test("has the thumbprint that jose has, in both halves", async () => {
    const wanted = await calculateJwkThumbprint(publicKey);
    expect(encodeBase64url(thumbprint(nodeCrypto, whole) ?? new Uint8Array())).toBe(wanted);
    expect(encodeBase64url(thumbprint(nodeCrypto, half) ?? new Uint8Array())).toBe(wanted);
  });

  test("goes through a COSE_Key set and back, in both halves", () => {
    const keys = [
      { ...half, kid: "a" },
      { ...whole, kid: "b" },
    ];
    expect(decodeCoseKeySet(encodeCoseKeySet(keys))).toEqual(keys);
  });
});

test("a secret has no public half, and no COSE_Key is written of a strange key", () => {
  expect(publicJwk({ kty: "oct", k: "AAAA" })).toBeUndefined();
  expect(() => coseKeyOf({ kty: "EC", crv: "secp256k1" })).toThrow(TypeError);
  expect(() => coseKeyOf({ kty: "strange" })).toThrow(TypeError);
  expect(jwkOfCoseKey(new Map([[1, 2]]))).toBeUndefined();
  expect(decodeCoseKeySet(encodeCbor([]))).toBeUndefined();
  expect(decodeCoseKeySet(encodeCbor([new Map([[1, 99]])]))).toEqual([]);
});

test("@auth0/cose reads our COSE_Key as the same key", () => {
  const jwk = {
    ...jwkOf(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey),
    alg: "ES256",
    kid: "k1",
  };
  const read = COSEKey.import(encodeCbor(coseKeyOf(jwk))).toJWK();
  expect(read).toMatchObject({ kty: jwk.kty, x: jwk.x, y: jwk.y, alg: "ES256" });
});

describe("a fixed ring", () => {
  const material = { provider: "none" };
  const key = (id: string, kid: string | undefined, algorithm: "HS256" | "A256GCM" = "HS256") =>
    ({ id, kid, algorithm, material }) as const;
  const ring = fixedRing([
    key("1", "a"),
    key("2", undefined),
    key("3", "a"),
    key("4", "b"),
    key("5", "a", "A256GCM"),
  ]);
  const ids = (keys: readonly { id: string }[]) => keys.map(({ id }) => id);

  test("finds one key for a kid, none for an unknown one, and the first two without a kid", () => {
    expect(ids(ring.select("a"))).toEqual(["1"]);
    expect(ids(ring.select("b"))).toEqual(["4"]);
    expect(ids(ring.select("c"))).toEqual([]);
    expect(ids(ring.select(undefined))).toEqual(["1", "2"]);
  });

  test("keeps content keys apart: they vouch for nothing", () => {
    expect(ids(ring.selectEncryption("a"))).toEqual(["5"]);
    expect(ids(ring.selectEncryption("b"))).toEqual([]);
  });
});

test("the thumbprint of a secret is over its bytes' text, in the order of RFC 7638", () => {
  const wanted = createHash("sha256").update('{"k":"AAAA","kty":"oct"}').digest();
  expect(thumbprint(nodeCrypto, { kty: "oct", k: "AAAA", alg: "HS256" })).toEqual(wanted);
});
