import {
  type AdmissionPlan,
  type AdmissionRequest,
  type AdmissionToken,
  type AdmissionView,
  BAR_SECONDS,
  EVICTION_BAR_SECONDS,
  isBarredHolder,
  type PlannedEnd,
  planAdmission,
  type RuleOutcome,
  type SessionRecord,
  sameHolder,
  tokensOf,
} from "@sluice/policy";
import { type ConnectionQuestion, connectionView } from "../connection-view.ts";
import { continuedSession } from "../continued-session.ts";
import { type AdmissionHistory, historyView, type TokenHistory } from "../history.ts";
import { newSessionRecord } from "../new-session-record.ts";
import { newestBegun } from "../newest-begun.ts";
import { admitSubject, ancestorSubject } from "../revocation-subject.ts";
import { evictedOf, slotHoldersOf } from "../slot-holders.ts";
import type { Admission, EndedSession } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { writeBindings } from "./bindings.ts";
import { insertTokens } from "./records.ts";
import { endSessions, takenSlots } from "./sessions.ts";
import { addToStream, type MemoryState, sessionsOfToken, streamTotalsOf } from "./state.ts";

/** Plans an admission over the state, with nothing written. */
export function peek(
  state: MemoryState,
  request: AdmissionRequest,
): { plan: AdmissionPlan; rules: readonly RuleOutcome[] } {
  const rules: RuleOutcome[] = [];
  return { plan: planAdmission(request, admissionView(state, request), rules), rules };
}

/** Plans an admission over what is kept of another second, with nothing written. */
export function peekAt(
  state: MemoryState,
  request: AdmissionRequest,
): { plan: AdmissionPlan; rules: readonly RuleOutcome[] } {
  const rules: RuleOutcome[] = [];
  return { plan: planAdmission(request, historyView(historyOf(state, request), request), rules), rules };
}

function historyOf(state: MemoryState, { session, nowSeconds }: AdmissionRequest): AdmissionHistory {
  const { organization } = session;
  return {
    tokens: new Map(tokensOf(session).map(id => [id, tokenHistory(state, organization, id, nowSeconds)])),
    rules: [...state.rules.values()].filter(
      rule =>
        rule.createdAtSeconds <= nowSeconds &&
        nowSeconds < (rule.undoneAtSeconds ?? Number.POSITIVE_INFINITY),
    ),
    sessions: () =>
      [...state.sessions.values()].filter(
        ({ organization: owner, startedAtSeconds, endedAtSeconds = Number.POSITIVE_INFINITY }) =>
          owner === organization &&
          startedAtSeconds <= nowSeconds &&
          endedAtSeconds > nowSeconds - EVICTION_BAR_SECONDS,
      ),
    streamTotals: streamTotalsOf(state, session),
    ofStream: () =>
      [...state.sessions.values()].filter(
        ({ organization: owner, stream, startedAtSeconds, endedAtSeconds = Number.POSITIVE_INFINITY }) =>
          owner === organization &&
          stream === session.stream &&
          startedAtSeconds <= nowSeconds &&
          endedAtSeconds > nowSeconds,
      ),
  };
}

function tokenHistory(
  state: MemoryState,
  organization: string,
  id: string,
  nowSeconds: number,
): TokenHistory {
  const token = state.tokens.get(id);
  const sessions = sessionsOfToken(state, id);
  return {
    token: token?.organization === organization ? token : undefined,
    binding: state.bindings.get(id),
    suspensions: state.suspensions.get(id) ?? [],
    laterSessions: sessions.filter(
      ({ startedAtSeconds, isResumed }) => startedAtSeconds > nowSeconds && !isResumed,
    ).length,
    sessions: sessions.filter(
      ({ startedAtSeconds, endedAtSeconds = Number.POSITIVE_INFINITY }) =>
        startedAtSeconds <= nowSeconds && endedAtSeconds > nowSeconds - BAR_SECONDS,
    ),
  };
}

/** Plans and carries out an admission. */
export function admit(state: MemoryState, request: AdmissionRequest, enrol?: TokenRecord): Admission {
  const { plan, rules } = peek(state, request);
  switch (plan.plan) {
    case "changed":
      return { outcome: "changed", rules };
    case "refuse":
      return { outcome: "refused", reason: plan.reason, sessionId: plan.session?.id, rules };
    case "continue": {
      const ended = endPlanned(state, plan.ends, request.nowSeconds);
      const session = continuedSession(plan);
      state.sessions.set(session.id, session);
      return { outcome: "continued", session, ended, rules };
    }
    case "create": {
      if (enrol && !state.tokens.has(enrol.id)) insertTokens(state, [enrol]);
      if (plan.countPlay) addToStream(state, request.session, { plays: 1 });
      writeBindings(state, plan.bindings);
      const ended = endPlanned(state, plan.ends, request.nowSeconds);
      return { outcome: "admitted", session: create(state, request, plan.countUse), ended, rules };
    }
  }
}

function endPlanned(
  state: MemoryState,
  ends: readonly PlannedEnd[] = [],
  nowSeconds: number,
): readonly EndedSession[] {
  return ends.flatMap(({ session, reason }) =>
    endSessions(state, [session.id], reason, nowSeconds).map(id => ({ id, reason })),
  );
}

function create(state: MemoryState, request: AdmissionRequest, countUse: boolean): SessionRecord {
  const session = newSessionRecord(request.session, request.nowSeconds, { countUse });
  if (state.sessions.has(session.id)) throw new Error("a session with this id exists");
  state.sessions.set(session.id, session);
  for (const id of tokensOf(session)) {
    const siblings = state.sessionIdsByToken.get(id) ?? [];
    state.sessionIdsByToken.set(id, siblings);
    siblings.push(session.id);
    const token = state.tokens.get(id);
    if (token && countUse) state.tokens.set(id, { ...token, uses: token.uses + 1 });
  }
  return session;
}

/** A signed token that was erased: its text still proves itself, and opens nothing. */
const WITHDRAWN: AdmissionToken = { uses: 0, revoked: true, suspended: false, version: 0 };

/** The state that an admission, or a renewal, looks at. */
export function admissionView(
  state: MemoryState,
  question: ConnectionQuestion & Pick<AdmissionRequest, "mayEnrol">,
): AdmissionView {
  const { session, nowSeconds, mayEnrol } = question;
  const tokenOf = (id: string): TokenRecord | undefined => {
    const token = state.tokens.get(id);
    return token?.organization === session.organization ? token : undefined;
  };
  const [root = session.tokenId] = session.lineage ?? [];
  return {
    ...connectionView(question, () => state.sessions.values()),
    token(id) {
      const token = tokenOf(id);
      if (token) return { ...stateOf(token), binding: state.bindings.get(id) };
      return mayEnrol && state.withdrawn.has(id) ? WITHDRAWN : undefined;
    },
    revokedByRule(id) {
      if (id === session.tokenId) return state.openRules.covers(admitSubject(session), nowSeconds);
      const token = tokenOf(id);
      return token !== undefined && state.openRules.covers(ancestorSubject(token, session), nowSeconds);
    },
    sessionOfHolder: () =>
      newestBegun(
        sessionsOfToken(state, session.tokenId).filter(
          held =>
            held.tokenId === session.tokenId &&
            held.stream === session.stream &&
            sameHolder(held.holder, session.holder),
        ),
      ),
    endedByOperator: () =>
      sessionsOfToken(state, root)
        .filter(({ endReason, holder }) => endReason === "operator" && isBarredHolder(holder, session.holder))
        .toSorted((left, right) => (left.endedAtSeconds ?? 0) - (right.endedAtSeconds ?? 0))
        .at(-1),
    takenSlots: (of, tokenId) => takenSlots(state, of, { ...session, tokenId }, nowSeconds),
    slotHolders: (space, only) => slotHoldersOf(state.sessions.values(), space, nowSeconds, only),
    evictedOfHolder: afterSeconds => evictedOf(state.sessions.values(), session, afterSeconds),
    streamTotals: () => streamTotalsOf(state, session),
  };
}

function stateOf(token: TokenRecord): AdmissionToken {
  const { uses, user, watchedSeconds, usedBytes, revokedAtSeconds, suspendedAtSeconds, version } = token;
  return {
    uses,
    user,
    watchedSeconds,
    usedBytes,
    version,
    revoked: revokedAtSeconds !== undefined,
    suspended: suspendedAtSeconds !== undefined,
  };
}
