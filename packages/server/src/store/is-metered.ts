import type { TokenRecord } from "./token-record.ts";

/** True when it has a quota of minutes or bytes: its sessions are watched by clock. */
export function isMetered({ limits }: Pick<TokenRecord, "limits">): boolean {
  return (limits?.maxWatchMinutes ?? limits?.maxBytes) !== undefined;
}
