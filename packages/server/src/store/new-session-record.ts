import type { NewSession, SessionRecord } from "@sluice/policy";

/** The record of a session at the second it is admitted. */
export function newSessionRecord(session: NewSession, nowSeconds: number): SessionRecord {
  return {
    ...session,
    repeats: 0,
    lastSeenSeconds: nowSeconds,
    leaseUntilSeconds: nowSeconds + session.leaseSeconds,
    bytes: 0,
    requests: 0,
    endedAtSeconds: undefined,
    endReason: undefined,
  };
}
