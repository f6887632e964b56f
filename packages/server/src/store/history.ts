import {
  type AdmissionRequest,
  type AdmissionView,
  isRevoked,
  type RevocationRule,
  type SessionRecord,
  sameHolder,
} from "@sluice/policy";
import { holdsSlot } from "./holds-slot.ts";
import { admitSubject } from "./revocation-subject.ts";
import type { TokenRecord } from "./token-record.ts";

/** A time in which a token was suspended. */
export interface Suspension {
  readonly fromSeconds: number;
  /** Undefined while it lasts. */
  readonly untilSeconds: number | undefined;
}

/** What is kept about a token and one second of its life, past or to come. */
export interface TokenHistory {
  readonly token: TokenRecord | undefined;
  readonly suspensions: readonly Suspension[];
  /** Rules of its organization that were made by then and not undone by then. */
  readonly rules: readonly RevocationRule[];
  /** Its sessions that began later. */
  readonly laterSessions: number;
  /** Its sessions that began by then and were not over for long, the oldest first. */
  readonly sessions: readonly SessionRecord[];
  /** The stream's sessions that began by then and were not over, by any token. */
  readonly ofStream: () => readonly SessionRecord[];
}

/** The state that an admission would have looked at, or will look at, at the request's second. */
export function historyView(history: TokenHistory, { session, nowSeconds }: AdmissionRequest): AdmissionView {
  const { token, suspensions, rules, laterSessions } = history;
  const sessions = history.sessions.map(known => sessionAt(known, nowSeconds));
  const ofHolder = sessions.filter(({ holder }) => sameHolder(holder, session.holder));
  const isSuspended = suspensions.some(
    ({ fromSeconds, untilSeconds }) =>
      fromSeconds <= nowSeconds && nowSeconds < (untilSeconds ?? Number.POSITIVE_INFINITY),
  );
  return {
    token() {
      if (!token || Math.floor(token.issuedAtMilliseconds / 1000) > nowSeconds) return undefined;
      return {
        // Sessions may have been forgotten since, uses never are.
        uses: Math.max(0, token.uses - laterSessions),
        revoked: token.revokedAtSeconds !== undefined && token.revokedAtSeconds <= nowSeconds,
        suspended: isSuspended,
        version: token.version,
      };
    },
    revokedByRule: () => rules.some(rule => isRevoked(rule, admitSubject(session), nowSeconds)),
    sessionOfHolder: () => ofHolder.findLast(held => held.stream === session.stream),
    endedByOperator: () =>
      ofHolder
        .filter(({ endReason }) => endReason === "operator")
        .toSorted((left, right) => (left.endedAtSeconds ?? 0) - (right.endedAtSeconds ?? 0))
        .at(-1),
    takenSlots: of =>
      (of === "token" ? sessions : history.ofStream().map(known => sessionAt(known, nowSeconds))).filter(
        other => holdsSlot(other, nowSeconds),
      ).length,
  };
}

/** A session as it was: until it was last heard of it is taken to have played without a pause. */
function sessionAt(session: SessionRecord, atSeconds: number): SessionRecord {
  const { endedAtSeconds, endReason, lastSeenSeconds, leaseUntilSeconds, leaseSeconds } = session;
  const isOver = endedAtSeconds !== undefined && endedAtSeconds <= atSeconds;
  const wasPlaying = atSeconds <= lastSeenSeconds;
  return {
    ...session,
    lastSeenSeconds: Math.min(lastSeenSeconds, atSeconds),
    leaseUntilSeconds: wasPlaying ? atSeconds + leaseSeconds : leaseUntilSeconds,
    endedAtSeconds: isOver ? endedAtSeconds : undefined,
    endReason: isOver ? endReason : undefined,
  };
}
