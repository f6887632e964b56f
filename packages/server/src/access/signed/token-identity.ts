import { type CryptoProvider, encodeBase64url } from "@sluice/token";

const PREFIX = "sg_";
const ID_BYTES = 16;

/** What tells a signed token from every other of its organization. */
export interface SignedIdentity {
  readonly organization: string;
  readonly keyId: string;
  /** `jti`, or `cti` as text. */
  readonly jti: string | undefined;
  /** What was signed; it stands in where there is no id. */
  readonly signed: Uint8Array | string;
}

/**
 * The public id of a signed token: `sg_` and 22 characters. Made from organization, key and the id inside the text, never
 * from the text itself, which has many forms (padding, unprotected headers, either s of an ECDSA signature).
 */
export function signedTokenId(crypto: CryptoProvider, identity: SignedIdentity): string {
  const { organization, keyId, jti, signed } = identity;
  const named = jti === undefined ? ["signed", hashText(crypto, signed)] : ["jti", jti];
  return idOfParts(crypto, [organization, keyId, ...named]);
}

/** The public id of what proves itself and is known by these parts, in this order. */
export function idOfParts(crypto: CryptoProvider, parts: readonly (string | number)[]): string {
  // JSON keeps the parts apart, whatever characters they have.
  const hash = crypto.sha256(JSON.stringify(parts));
  return PREFIX + encodeBase64url(hash.subarray(0, ID_BYTES));
}

/** True for the public id of a signed token, and of others that prove themselves. */
export function isSignedTokenId(text: string): boolean {
  return /^sg_[A-Za-z0-9_-]{22}$/.test(text);
}

function hashText(crypto: CryptoProvider, signed: Uint8Array | string): string {
  return encodeBase64url(crypto.sha256(signed));
}
