import { type NewSession, type SessionRecord, tokenIdOf } from "@sluice/policy";

/** The record of a session at the second it is admitted; one of a token that counts no use is resumed. */
export function newSessionRecord(
  session: NewSession,
  nowSeconds: number,
  { countUse }: { readonly countUse: boolean } = { countUse: true },
): SessionRecord {
  return {
    ...session,
    isResumed: (!countUse && tokenIdOf(session) !== undefined) || undefined,
    repeats: 0,
    lastSeenSeconds: nowSeconds,
    leaseUntilSeconds: nowSeconds + session.leaseSeconds,
    bytes: 0,
    requests: 0,
    endedAtSeconds: undefined,
    endReason: undefined,
  };
}
