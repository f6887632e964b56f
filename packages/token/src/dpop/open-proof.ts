import { decodeBase64url } from "../bytes/base64url.ts";
import { isJsonObject, type JsonObject, parseJsonObject } from "../jwt/strict-json.ts";
import { type Algorithm, algorithms } from "../keys/algorithms.ts";
import type { Jwk } from "../keys/jwk.ts";

/** Characters; longer proofs are refused unread. */
export const MAX_PROOF_LENGTH = 4096;
/** Characters of a proof's id. */
const MAX_JTI_LENGTH = 256;

/** A DPoP proof (RFC 9449 section 4.2) as read, before its signature is believed. */
export interface OpenedProof {
  readonly algorithm: Algorithm;
  /** The sender's key: its public half alone, of a type that fits the algorithm. */
  readonly jwk: Jwk;
  readonly signingInput: string;
  readonly signature: Uint8Array;
  readonly jti: string;
  readonly htm: string;
  readonly htu: string;
  /** Unix seconds. */
  readonly iat: number;
  /** The hash of the access token, in base64url; undefined when it has none. */
  readonly ath: string | undefined;
  readonly nonce: string | undefined;
}

const SECRET_MEMBERS: readonly string[] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
const PUBLIC_MEMBERS = ["crv", "x", "y", "n", "e"] as const;

/**
 * Reads a proof strictly: typ `dpop+jwt`, an asymmetric algorithm, a public key with no secret member, no crit, and the
 * claims of section 4.2. Undefined for anything else. Pure; never throws.
 */
export function openProof(text: string): OpenedProof | undefined {
  if (text.length > MAX_PROOF_LENGTH) return undefined;
  const [headerText = "", payloadText = "", signatureText = "", ...rest] = text.split(".");
  const header = objectIn(headerText);
  const payload = objectIn(payloadText);
  const signature = decodeBase64url(signatureText);
  if (rest.length > 0 || !header || !payload || !signature) return undefined;
  const sender = senderOf(header);
  const claims = claimsOf(payload);
  if (!sender || !claims) return undefined;
  return { ...sender, ...claims, signingInput: `${headerText}.${payloadText}`, signature };
}

function objectIn(base64url: string): JsonObject | undefined {
  const bytes = decodeBase64url(base64url);
  return bytes && parseJsonObject(bytes);
}

function senderOf({ typ, alg, jwk, crit }: JsonObject): Pick<OpenedProof, "algorithm" | "jwk"> | undefined {
  if (typ !== "dpop+jwt" || crit !== undefined || typeof alg !== "string" || !isAlgorithm(alg))
    return undefined;
  const facts = algorithms[alg];
  if (facts.use !== "signature" || !isJsonObject(jwk) || jwk["kty"] !== facts.kty) return undefined;
  if (SECRET_MEMBERS.some(member => member in jwk)) return undefined;
  const members: Record<string, string> = {};
  for (const name of PUBLIC_MEMBERS) {
    const member = jwk[name];
    if (typeof member === "string") members[name] = member;
  }
  return { algorithm: alg, jwk: { kty: facts.kty, ...members } };
}

function isAlgorithm(name: string): name is Algorithm {
  return Object.hasOwn(algorithms, name);
}

type ProofClaims = Pick<OpenedProof, "jti" | "htm" | "htu" | "iat" | "ath" | "nonce">;

function claimsOf({ jti, htm, htu, iat, ath, nonce }: JsonObject): ProofClaims | undefined {
  if (typeof jti !== "string" || jti === "" || jti.length > MAX_JTI_LENGTH) return undefined;
  if (typeof htm !== "string" || typeof htu !== "string") return undefined;
  if (typeof iat !== "number" || !Number.isFinite(iat)) return undefined;
  if (!isOptionalText(ath) || !isOptionalText(nonce)) return undefined;
  return { jti, htm, htu, iat, ath, nonce };
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === "string";
}
