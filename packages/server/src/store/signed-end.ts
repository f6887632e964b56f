import type { TokenRecord } from "./token-record.ts";

/**
 * Unix seconds at which the text of a signed token ends, whatever has become of its record since: Infinity for a text
 * without an end. Undefined for a token that has no text of its own.
 */
export function signedEndSeconds({
  keyId,
  claims,
}: Pick<TokenRecord, "keyId" | "claims">): number | undefined {
  if (keyId === undefined) return undefined;
  const end = claims.find(([name]) => name === "exp")?.[1];
  return typeof end === "number" ? end : Number.POSITIVE_INFINITY;
}
