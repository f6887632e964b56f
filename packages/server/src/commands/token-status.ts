import type { TokenRecord } from "../store/store.ts";

export type TokenStatus = "active" | "not-yet-valid" | "expired" | "used" | "revoked";

/** What a token is now, by its own record; revocations by selector are not counted here. */
export function tokenStatus(token: TokenRecord, nowSeconds: number): TokenStatus {
  if (token.revokedAtSeconds !== undefined) return "revoked";
  if (token.expiresAtSeconds !== undefined && nowSeconds >= token.expiresAtSeconds) return "expired";
  if (token.maxUses !== undefined && token.uses >= token.maxUses) return "used";
  return token.notBeforeSeconds !== undefined && nowSeconds < token.notBeforeSeconds
    ? "not-yet-valid"
    : "active";
}
