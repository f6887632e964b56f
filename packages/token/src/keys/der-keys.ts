import { encodeBase64url } from "../bytes/base64url.ts";
import { encodeHex } from "../bytes/hex.ts";
import { type DerElement, der, readDer, readSequence } from "./der.ts";
import type { Jwk } from "./jwk.ts";

const RSA = "2a864886f70d010101";
const EC = "2a8648ce3d0201";
const ED25519 = "2b6570";
const CURVES: Readonly<Record<string, { readonly crv: string; readonly bytes: number }>> = {
  "2a8648ce3d030107": { crv: "P-256", bytes: 32 },
  "2b81040022": { crv: "P-384", bytes: 48 },
};
/** Tag [1] of an ECPrivateKey: its public point (RFC 5915 section 3). */
const EC_PUBLIC = 0xa1;
const UNCOMPRESSED = 4;

/**
 * A public key in DER SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7): RSA, P-256, P-384 or Ed25519. Undefined for
 * anything else, compressed points among it.
 */
export function jwkFromSpki(bytes: Uint8Array): Jwk | undefined {
  const [algorithm, key] = readSequence(bytes) ?? [];
  const name = algorithm && algorithmOf(algorithm);
  if (!name || key?.type !== der.bitString || key.contents[0] !== 0) return undefined;
  const content = key.contents.subarray(1);
  if (name.oid === RSA) return rsaPublic(content);
  if (name.oid === EC) return ecPublic(content, name.parameter);
  return name.oid === ED25519 && content.length === 32
    ? { kty: "OKP", crv: "Ed25519", x: encodeBase64url(content) }
    : undefined;
}

/**
 * A private key in DER PKCS #8 (RFC 5208): RSA, P-256, P-384 or Ed25519. Undefined for anything else. Ed25519 keys, and
 * EC keys that were written without their point, come without a public half: see `completeJwk`.
 */
export function jwkFromPkcs8(bytes: Uint8Array): Jwk | undefined {
  const [version, algorithm, key] = readSequence(bytes) ?? [];
  const name = algorithm && algorithmOf(algorithm);
  if (version?.type !== der.integer || !name || key?.type !== der.octetString) return undefined;
  if (name.oid === RSA) return rsaPrivate(key.contents);
  if (name.oid === EC) return ecPrivate(key.contents, name.parameter);
  const [seed] = readDer(key.contents) ?? [];
  return name.oid === ED25519 && seed?.type === der.octetString && seed.contents.length === 32
    ? { kty: "OKP", crv: "Ed25519", d: encodeBase64url(seed.contents) }
    : undefined;
}

function algorithmOf({ type, contents }: DerElement): { oid: string; parameter: string } | undefined {
  const [oid, parameter] = (type === der.sequence && readDer(contents)) || [];
  if (oid?.type !== der.oid) return undefined;
  return {
    oid: encodeHex(oid.contents),
    parameter: parameter?.type === der.oid ? encodeHex(parameter.contents) : "",
  };
}

function ecPublic(point: Uint8Array, curve: string): Jwk | undefined {
  const { crv, bytes } = CURVES[curve] ?? {};
  if (bytes === undefined || point.length !== 1 + 2 * bytes || point[0] !== UNCOMPRESSED) return undefined;
  const x = encodeBase64url(point.subarray(1, 1 + bytes));
  return {
    kty: "EC",
    ...(crv === undefined ? {} : { crv }),
    x,
    y: encodeBase64url(point.subarray(1 + bytes)),
  };
}

function ecPrivate(contents: Uint8Array, curve: string): Jwk | undefined {
  const [version, secret, ...rest] = readSequence(contents) ?? [];
  const facts = CURVES[curve];
  if (version?.type !== der.integer || secret?.type !== der.octetString || !facts) return undefined;
  const [point] = readDer(rest.find(({ type }) => type === EC_PUBLIC)?.contents ?? new Uint8Array()) ?? [];
  const half = point && ecPublic(point.contents.subarray(1), curve);
  const d = encodeBase64url(leftPadded(secret.contents, facts.bytes));
  return { kty: "EC", crv: facts.crv, ...half, d };
}

function rsaPublic(content: Uint8Array): Jwk | undefined {
  const [n, e] = integers(readSequence(content));
  return n === undefined || e === undefined ? undefined : { kty: "RSA", n, e };
}

function rsaPrivate(contents: Uint8Array): Jwk | undefined {
  const [, n, e, d, p, q, dp, dq, qi] = integers(readSequence(contents));
  if (n === undefined || e === undefined || d === undefined || p === undefined || q === undefined)
    return undefined;
  if (dp === undefined || dq === undefined || qi === undefined) return undefined;
  return { kty: "RSA", n, e, d, p, q, dp, dq, qi };
}

/** INTEGERs as JWKs have them: unsigned, without leading zeros. */
function integers(elements: readonly DerElement[] | undefined): readonly string[] {
  const numbers = (elements ?? []).filter(({ type }) => type === der.integer);
  return numbers.map(({ contents }) => encodeBase64url(contents.subarray(contents[0] === 0 ? 1 : 0)));
}

function leftPadded(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length >= length) return bytes;
  const padded = new Uint8Array(length);
  padded.set(bytes, length - bytes.length);
  return padded;
}
