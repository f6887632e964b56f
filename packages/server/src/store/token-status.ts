import type { TokenStatus } from "@sluice/policy";
import type { TokenRecord } from "./token-record.ts";

/** The moment and the rules by which a token is judged. */
export interface TokenMoment {
  readonly nowSeconds: number;
  /** True when a revocation rule covers the token as a whole. */
  readonly isCovered: boolean;
}

/** What a token is now. A rule about some of its streams leaves it active: it may open others. */
export function tokenStatus(token: TokenRecord, { nowSeconds, isCovered }: TokenMoment): TokenStatus {
  if (token.revokedAtSeconds !== undefined || isCovered) return "revoked";
  if (token.suspendedAtSeconds !== undefined) return "suspended";
  if (token.expiresAtSeconds !== undefined && nowSeconds >= token.expiresAtSeconds) return "expired";
  if (token.maxUses !== undefined && token.uses >= token.maxUses) return "used";
  return token.notBeforeSeconds !== undefined && nowSeconds < token.notBeforeSeconds
    ? "not-yet-valid"
    : "active";
}
