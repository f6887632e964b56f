import { decodeBase64url } from "../bytes/base64url.ts";
import { type KeyPurpose, KeyUnusable } from "../crypto/provider.ts";
import { type Algorithm, type AlgorithmFacts, algorithms } from "./algorithms.ts";
import type { Jwk } from "./jwk.ts";

/** RSA keys below are refused (CTA-5007-B asks for 2048, RFC 7518 section 3.5 too). Bits. */
export const MIN_RSA_BITS = 2048;

/** Bytes of a coordinate, or of an Ed25519 key. */
const CURVE_BYTES: Readonly<Record<string, number>> = { "P-256": 32, "P-384": 48, Ed25519: 32 };
const CONTENT_KEY_BYTES: Partial<Record<Algorithm, number>> = { A128GCM: 16, A256GCM: 32 };
/** As long as the hash's output (RFC 7518 section 3.2). */
const WANTED_MAC_BYTES: Partial<Record<Algorithm, number>> = { HS256: 32, HS384: 48, HS512: 64 };
/** Other JOSE names of the same algorithm with the same curve (RFC 9864). */
const ALIASES: Readonly<Record<string, Algorithm>> = { ESP256: "ES256", ESP384: "ES384", Ed25519: "EdDSA" };

/** What an import tells about a key that fits. */
export interface KeyFit {
  /** Set when the key is weaker than its algorithm wants, and accepted all the same. */
  readonly weakness: string | undefined;
}

/**
 * Throws KeyUnusable when the key's type, curve, size or declared use does not fit `algorithm`, or when it lacks what
 * `purpose` needs. MAC keys of any length but 0 fit, because deployed tokens have keys of 7 and 10 bytes; those below
 * the hash's output come with a weakness. Says nothing of whether a point is on its curve: the provider's import does.
 */
export function checkKeyFits(jwk: Jwk, algorithm: Algorithm, purpose: KeyPurpose): KeyFit {
  const facts: AlgorithmFacts = algorithms[algorithm];
  if (jwk.kty !== facts.kty) throw new KeyUnusable(`${algorithm} needs a key of type ${facts.kty}`);
  checkDeclared(jwk, algorithm, facts);
  if (facts.kty === "oct") return checkSecret(jwk, algorithm);
  if (purpose === "sign") bytesOf(jwk.d, "d");
  if (facts.kty === "RSA") checkModulus(jwk);
  else checkCurve(jwk, facts, purpose);
  return { weakness: undefined };
}

function checkDeclared(jwk: Jwk, algorithm: Algorithm, facts: AlgorithmFacts): void {
  if (jwk.alg !== undefined && (ALIASES[jwk.alg] ?? jwk.alg) !== algorithm)
    throw new KeyUnusable(`the key says that it is for another algorithm than ${algorithm}`);
  const use = facts.use === "encryption" ? "enc" : "sig";
  if (jwk.use !== undefined && jwk.use !== use)
    throw new KeyUnusable(`the key says that its use is not "${use}"`);
}

function checkSecret(jwk: Jwk, algorithm: Algorithm): KeyFit {
  const length = bytesOf(jwk.k, "k").length;
  const exact = CONTENT_KEY_BYTES[algorithm];
  if (exact !== undefined && length !== exact)
    throw new KeyUnusable(`${algorithm} needs a key of ${exact} bytes`);
  const wanted = WANTED_MAC_BYTES[algorithm] ?? 0;
  if (length >= wanted) return { weakness: undefined };
  return { weakness: `the key has ${length} bytes, ${algorithm} wants ${wanted}` };
}

function checkModulus(jwk: Jwk): void {
  bytesOf(jwk.e, "e");
  const modulus = bytesOf(jwk.n, "n");
  const first = modulus.findIndex(byte => byte !== 0);
  const bits = first < 0 ? 0 : (modulus.length - first) * 8 - (Math.clz32(modulus[first] ?? 0) - 24);
  if (bits < MIN_RSA_BITS) throw new KeyUnusable(`an RSA key needs ${MIN_RSA_BITS} bits or more`);
}

function checkCurve(jwk: Jwk, facts: AlgorithmFacts, purpose: KeyPurpose): void {
  if (jwk.crv !== facts.curve) throw new KeyUnusable(`the key's curve must be ${facts.curve}`);
  const length = CURVE_BYTES[facts.curve ?? ""];
  const members: readonly ("x" | "y" | "d")[] = facts.kty === "EC" ? ["x", "y"] : ["x"];
  for (const member of purpose === "sign" ? [...members, "d" as const] : members) {
    if (bytesOf(jwk[member], member).length !== length)
      throw new KeyUnusable(`the key's "${member}" must be ${length} bytes`);
  }
}

function bytesOf(text: string | undefined, member: string): Uint8Array {
  const bytes = text === undefined ? undefined : decodeBase64url(text);
  if (!bytes || bytes.length === 0)
    throw new KeyUnusable(`the key's "${member}" is missing or not base64url`);
  return bytes;
}
