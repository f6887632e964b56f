import type { DenyReason } from "@sluice/policy";

/** The challenge of an answer of 401 (RFC 9110 section 11.6.1; RFC 9449 section 7.1); none for any other. */
export function challenge(status: number, reason: DenyReason): Record<string, string> {
  if (status !== 401) return {};
  const isProof = reason === "proof-missing" || reason === "proof-invalid";
  const challenged = isProof ? 'DPoP algs="ES256 ES384 PS256 EdDSA"' : 'Bearer realm="sluice"';
  return { "www-authenticate": challenged };
}
