import {
  type AdmissionRequest,
  type AdmissionToken,
  type AdmissionView,
  type BindingState,
  isBarredHolder,
  isRevoked,
  type RevocationRule,
  type RevocationSubject,
  type SessionRecord,
  type StreamTotals,
  sameHolder,
  type UsedUp,
} from "@sluice/policy";
import { connectionView } from "./connection-view.ts";
import { holdsSlot } from "./holds-slot.ts";
import { newestBegun } from "./newest-begun.ts";
import { admitSubject, ancestorSubject, type SessionSubject } from "./revocation-subject.ts";
import { evictedOf, slotHoldersOf } from "./slot-holders.ts";
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
  /** To whom it belongs now: to whom it did then is not kept. */
  readonly binding?: BindingState | undefined;
  readonly suspensions: readonly Suspension[];
  /** Sessions that began later and cost a use, of it and of the tokens delegated from it. */
  readonly laterSessions: number;
  /** What those and other later sessions have used. */
  readonly laterUse?: UsedUp | undefined;
  /** Such sessions that began by then and were not over for long, the oldest first. */
  readonly sessions: readonly SessionRecord[];
}

/** What is kept about one admission's second. */
export interface AdmissionHistory {
  /** Of the session's token and each of its lineage. */
  readonly tokens: ReadonlyMap<string, TokenHistory>;
  /** Rules of its organization that were made by then and not undone by then. */
  readonly rules: readonly RevocationRule[];
  /** The stream's sessions that began by then and were not over, by any token. */
  readonly ofStream: () => readonly SessionRecord[];
  /** The organization's sessions that began by then and were not over for long, the oldest first. */
  readonly sessions: () => readonly SessionRecord[];
  /** What was used of the stream up to now: what it was then is not kept. */
  readonly streamTotals: StreamTotals;
}

/** The state that an admission would have looked at, or will look at, at the request's second. */
export function historyView(
  { tokens, rules, ofStream, sessions, streamTotals }: AdmissionHistory,
  request: AdmissionRequest,
): AdmissionView {
  const { session, nowSeconds } = request;
  const [root = session.tokenId] = session.lineage ?? [];
  const sessionsOf = (id: string) =>
    (tokens.get(id)?.sessions ?? []).map(known => sessionAt(known, nowSeconds));
  const everywhere = () => sessions().map(known => sessionAt(known, nowSeconds));
  const inStream = () => ofStream().map(known => sessionAt(known, nowSeconds));
  return {
    // Of other streams nothing is kept here: what a server's reuse of an id ends there is no matter of this answer.
    ...connectionView(request, inStream),
    token: id => tokenAt(tokens.get(id), nowSeconds),
    revokedByRule(id) {
      const subject = subjectOf(session, tokens.get(id)?.token, id);
      return subject !== undefined && rules.some(rule => isRevoked(rule, subject, nowSeconds));
    },
    sessionOfHolder: () =>
      newestBegun(
        sessionsOf(session.tokenId).filter(
          held =>
            held.tokenId === session.tokenId &&
            held.stream === session.stream &&
            sameHolder(held.holder, session.holder),
        ),
      ),
    endedByOperator: () =>
      sessionsOf(root)
        .filter(({ endReason, holder }) => endReason === "operator" && isBarredHolder(holder, session.holder))
        .toSorted((left, right) => (left.endedAtSeconds ?? 0) - (right.endedAtSeconds ?? 0))
        .at(-1),
    slotHolders: (space, only) => slotHoldersOf(everywhere(), space, nowSeconds, only),
    evictedOfHolder: afterSeconds => evictedOf(everywhere(), session, afterSeconds),
    streamTotals: () => streamTotals,
    takenSlots: (of, id) =>
      (of === "token" ? sessionsOf(id) : inStream()).filter(other => holdsSlot(other, nowSeconds)).length,
  };
}

/** The token of an admission, or one of its lineage, as revocation rules see it. */
function subjectOf(
  session: SessionSubject,
  token: TokenRecord | undefined,
  id: string,
): RevocationSubject | undefined {
  if (id === session.tokenId) return admitSubject(session);
  return token && ancestorSubject(token, session);
}

function tokenAt(history: TokenHistory | undefined, atSeconds: number): AdmissionToken | undefined {
  const { token, binding, suspensions = [], laterSessions = 0, laterUse = {} } = history ?? {};
  if (!token || Math.floor(token.issuedAtMilliseconds / 1000) > atSeconds) return undefined;
  return {
    // Sessions may have been forgotten since, uses never are.
    uses: Math.max(0, token.uses - laterSessions),
    user: token.user,
    binding,
    // What ran then is taken to have used by then what it has used up to now.
    watchedSeconds: Math.max(0, (token.watchedSeconds ?? 0) - (laterUse.watchedSeconds ?? 0)),
    usedBytes: Math.max(0, (token.usedBytes ?? 0) - (laterUse.usedBytes ?? 0)),
    revoked: token.revokedAtSeconds !== undefined && token.revokedAtSeconds <= atSeconds,
    suspended: suspensions.some(
      ({ fromSeconds, untilSeconds }) =>
        fromSeconds <= atSeconds && atSeconds < (untilSeconds ?? Number.POSITIVE_INFINITY),
    ),
    version: token.version,
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
