import { createHmac, type KeyObject, timingSafeEqual, verify } from "node:crypto";
import { createRequire } from "node:module";
import { CAT } from "@eyevinn/cat";
import { type KeyRing, verifyToken } from "@sluice/token";
import { nodeSignatures } from "@sluice/token/node";
import { createVerifier } from "fast-jwt";
import { jwtVerify } from "jose";
import type { Sample } from "./fixtures.ts";
import { opening } from "./raw-parts.ts";

/** Verifies one token; anything but true ends the run: nobody is measured at refusing. */
export type Verify = (sample: Sample) => boolean;
export type VerifyLater = (sample: Sample) => Promise<boolean>;

// It has no types.
const jsonwebtoken: {
  verify(token: string, key: KeyObject, options: { readonly algorithms: readonly string[] }): unknown;
} = createRequire(import.meta.url)("jsonwebtoken");

/** This library: signature, claims, and every limit over a request that is described anew for each token. */
export function sluice(keys: KeyRing): Verify {
  return ({ text, url }) => {
    const context = { nowSeconds: Math.floor(Date.now() / 1000), url, method: "GET" };
    return verifyToken(text, { keys, signatures: nodeSignatures, context }).allowed;
  };
}

/** `@eyevinn/cat` with its core claims, which are all of these but catm: that one it does not judge here. */
export function eyevinn(kid: string, secret: Buffer): VerifyLater {
  const cat = new CAT({ keys: { [kid]: secret }, expectCwtTag: true });
  return async ({ text, url }) => {
    const { error, cat: token } = await cat.validate(text, "mac", { issuer: "bench", url: new URL(url) });
    return error === undefined && token !== undefined;
  };
}

export function fastJwt(secret: Buffer): Verify {
  const verifier = createVerifier({ key: secret, algorithms: ["HS256"], cache: false });
  return ({ text }) => typeof verifier(text).exp === "number";
}

export function jsonWebToken(key: KeyObject): Verify {
  return ({ text }) => typeof jsonwebtoken.verify(text, key, { algorithms: ["HS256"] }) === "object";
}

export function jose(key: CryptoKey): VerifyLater {
  return async ({ text }) =>
    (await jwtVerify(text, key, { algorithms: ["HS256"] })).payload.exp !== undefined;
}

/** One HMAC over a JWT's signing input, and a comparison that tells no time. */
export function jwtFloor(key: KeyObject): Verify {
  return ({ text }) => {
    const end = text.lastIndexOf(".");
    const mac = createHmac("sha256", key).update(text.slice(0, end)).digest();
    return timingSafeEqual(mac, Buffer.from(text.slice(end + 1), "base64url"));
  };
}

/** The raw check of an ES256 signature: what was signed and the signature are at hand, nothing is read. */
export function rawEs256(key: KeyObject, samples: readonly Sample[]): Verify {
  const parts = new Map(samples.map(sample => [sample, opening(sample.text)]));
  const verifying = { key, dsaEncoding: "ieee-p1363" as const };
  return sample => {
    const raw = parts.get(sample);
    return raw !== undefined && verify("sha256", raw.input, verifying, raw.signature);
  };
}
