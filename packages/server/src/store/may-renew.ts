import { type AdmissionView, type SessionRecord, sessionLimit, tokensOf } from "@sluice/policy";

/**
 * True when a session may go on beyond its token's end: it lives, and its token and those that it was delegated from would
 * still be admitted: there, neither revoked nor suspended, and covered by no rule.
 */
export function mayRenew(
  session: SessionRecord,
  view: Pick<AdmissionView, "token" | "revokedByRule">,
  nowSeconds: number,
): boolean {
  if (session.endedAtSeconds !== undefined || sessionLimit(session).atSeconds <= nowSeconds) return false;
  return tokensOf(session).every(id => {
    const token = view.token(id);
    return token !== undefined && !token.revoked && !token.suspended && !view.revokedByRule(id);
  });
}

/** The session with its new end: never past its cap, never an earlier one. */
export function renewedSession(session: SessionRecord, untilSeconds: number): SessionRecord {
  const end = Math.min(untilSeconds, session.capSeconds);
  return { ...session, untilSeconds: Math.max(end, session.untilSeconds ?? end) };
}
