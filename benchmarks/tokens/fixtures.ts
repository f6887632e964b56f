import { createSecretKey, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { encodeBase64url, fixedRing, type Jwk, type KeyRing } from "@sluice/token";
import { nodeSignatures } from "@sluice/token/node";
import { encodeCbor } from "../../packages/token/src/cbor/encode.ts";
import { CborTag, type CborValue } from "../../packages/token/src/cbor/value.ts";
import { signingInputOf } from "../../packages/token/src/cose/structures.ts";
import { issueJwt } from "../../packages/token/src/jwt/issue-jwt.ts";

/** Different tokens of one kind, so that nothing is measured that remembers the last one. */
const POOL = 256;
const LIFETIME_SECONDS = 86_400;
/** The kid of every token here. */
export const KID = "bench-key";

/** A token and the request that it is for. */
export interface Sample {
  readonly text: string;
  readonly url: string;
}

/** Keys, and tokens that they signed, for one run. */
export interface TokenFixtures {
  readonly secret: Buffer;
  readonly secretKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly macRing: KeyRing;
  readonly signatureRing: KeyRing;
  /** CAT, HS256: exp, catu with a path's beginning, catm. */
  readonly macCats: readonly Sample[];
  /** JWT, HS256, with the same claims in JSON, for those who read no CAT. */
  readonly sameInJwts: readonly Sample[];
  /** JWT, HS256, with Sluice's own claims. */
  readonly macJwts: readonly Sample[];
  readonly signedCats: readonly Sample[];
  readonly signedJwts: readonly Sample[];
}

type Signing = "HS256" | "ES256";

/** Makes them; nothing of it is used again in another run. */
export function makeTokenFixtures(): TokenFixtures {
  const secret = randomBytes(32);
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwks: Readonly<Record<Signing, Jwk>> = {
    HS256: { kty: "oct", k: secret.toString("base64url") },
    ES256: jwkOf(pair.privateKey),
  };
  const sign = (algorithm: Signing) => {
    const material = nodeSignatures.importKey(jwks[algorithm], algorithm, "sign");
    return (input: Uint8Array) => nodeSignatures.sign(algorithm, material, input);
  };
  const jwt = (algorithm: Signing, claims: (index: number) => Readonly<Record<string, unknown>>) => {
    const key = { algorithm, material: nodeSignatures.importKey(jwks[algorithm], algorithm, "sign") };
    return pool(index =>
      issueJwt({
        claims: JSON.parse(JSON.stringify(claims(index))),
        key,
        kid: KID,
        signatures: nodeSignatures,
      }),
    );
  };
  const own = (index: number) => ({
    exp: endOf(index),
    actions: ["play"],
    target: { streams: [`live/${index}`] },
  });
  return {
    secret,
    secretKey: createSecretKey(secret),
    publicKey: pair.publicKey,
    macRing: ringOf(jwks.HS256, "HS256"),
    signatureRing: ringOf(publicOf(jwks.ES256), "ES256"),
    macCats: pool(index => cat(17, 5, index, sign("HS256"))),
    signedCats: pool(index => cat(18, -7, index, sign("ES256"))),
    sameInJwts: jwt("HS256", index => ({
      exp: endOf(index),
      catu: { path: { prefix: pathOf(index) } },
      catm: ["GET", "HEAD"],
    })),
    macJwts: jwt("HS256", own),
    signedJwts: jwt("ES256", own),
  };
}

function pool(make: (index: number) => string): readonly Sample[] {
  return Array.from({ length: POOL }, (_, index) => ({
    text: make(index),
    url: `https://media.example.com${pathOf(index)}index.m3u8`,
  }));
}

function cat(
  tag: 17 | 18,
  algorithm: number,
  index: number,
  sign: (input: Uint8Array) => Uint8Array,
): string {
  const claims: CborValue = new Map<number, CborValue>([
    [4, endOf(index)],
    [312, new Map([[3, new Map([[1, pathOf(index)]])]])],
    [313, ["GET", "HEAD"]],
  ]);
  const protectedBytes = encodeCbor(new Map([[1, algorithm]]));
  const payload = encodeCbor(claims);
  const signature = sign(signingInputOf({ protectedBytes, payload, payloadIsText: false }, tag));
  const message = [protectedBytes, new Map([[4, Buffer.from(KID)]]), payload, signature];
  return encodeBase64url(encodeCbor(new CborTag(61, new CborTag(tag, message))));
}

function pathOf(index: number): string {
  return `/live/${index}/`;
}

function endOf(index: number): number {
  return Math.floor(Date.now() / 1000) + LIFETIME_SECONDS + index;
}

function ringOf(jwk: Jwk, algorithm: Signing): KeyRing {
  const material = nodeSignatures.importKey(jwk, algorithm, "verify");
  return fixedRing([{ id: "bench", kid: KID, algorithm, material }]);
}

function jwkOf(key: KeyObject): Jwk {
  const { kty = "", crv = "", x = "", y = "", d = "" } = key.export({ format: "jwk" });
  return { kty, crv, x, y, d };
}

function publicOf({ d: _, ...half }: Jwk): Jwk {
  return half;
}
