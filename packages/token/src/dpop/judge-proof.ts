import { encodeBase64url } from "../bytes/base64url.ts";
import { encodeUtf8 } from "../bytes/utf8.ts";
import { sha256 } from "../hash/sha256.ts";
import { thumbprint } from "../keys/thumbprint.ts";
import type { ProvenPossession } from "../request-context.ts";
import { formatUri } from "../uri/canonical-uri.ts";
import { parseRequestUri } from "../uri/parse-request-uri.ts";
import type { OpenedProof } from "./open-proof.ts";

/** What a proof is judged for. */
export interface ProofRequest {
  readonly nowSeconds: number;
  /** How far `iat` may be from now, before and after. */
  readonly windowSeconds: number;
  readonly method: string;
  /** Absolute, as the client asked for it. */
  readonly url: string;
  /** The text of the token that comes with the proof. */
  readonly token: string;
  /** The nonces that are taken now (RFC 9449 section 9); undefined: none is wanted. */
  readonly nonces?: readonly string[] | undefined;
}

/** Why a proof is refused. `nonce-wanted` is answered with a new nonce. */
export type ProofProblem = "signature" | "method" | "url" | "time" | "nonce-wanted" | "token" | "key";

/** A proof that holds; `jti` must be new within the window, which whoever keeps state says. */
export interface HeldProof {
  readonly jti: string;
  readonly possession: ProvenPossession;
}

const hash = { sha256: (data: Uint8Array | string) => sha256(bytesOf(data)) };

/**
 * Judges an opened proof (RFC 9449 section 4.3). `isSignatureRight`: whether its signature is its own key's. The URL is
 * compared in its normal form, without query and fragment. Pure.
 */
export function judgeProof(
  proof: OpenedProof,
  isSignatureRight: boolean,
  request: ProofRequest,
): HeldProof | ProofProblem {
  if (!isSignatureRight) return "signature";
  if (proof.htm !== request.method) return "method";
  const wanted = targetOf(request.url);
  if (wanted === undefined || targetOf(proof.htu) !== wanted) return "url";
  if (Math.abs(request.nowSeconds - proof.iat) > request.windowSeconds) return "time";
  if (request.nonces && (proof.nonce === undefined || !request.nonces.includes(proof.nonce)))
    return "nonce-wanted";
  if (proof.ath !== encodeBase64url(hash.sha256(request.token))) return "token";
  const print = thumbprint(hash, proof.jwk);
  if (print === undefined) return "key";
  return { jti: proof.jti, possession: { thumbprint: print, issuedAtSeconds: proof.iat } };
}

/** The URL without query and fragment, normalised. */
function targetOf(url: string): string | undefined {
  const end = url.search(/[?#]/);
  const uri = parseRequestUri(end < 0 ? url : url.slice(0, end));
  return uri && formatUri(uri);
}

/** A text that has no UTF-8 hashes as nothing, which no token is. */
function bytesOf(data: Uint8Array | string): Uint8Array {
  return typeof data === "string" ? (encodeUtf8(data) ?? new Uint8Array()) : data;
}
