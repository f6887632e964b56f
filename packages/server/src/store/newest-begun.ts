import type { SessionRecord } from "@sluice/policy";

/** The session that began last; of one second the one that was admitted last. Sessions come in the order of admission. */
export function newestBegun(sessions: readonly SessionRecord[]): SessionRecord | undefined {
  return sessions.reduce<SessionRecord | undefined>(
    (newest, session) => (newest && newest.startedAtSeconds > session.startedAtSeconds ? newest : session),
    undefined,
  );
}
