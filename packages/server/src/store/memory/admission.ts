import {
  type AdmissionPlan,
  type AdmissionRequest,
  type AdmissionView,
  BAR_SECONDS,
  planAdmission,
  type RuleOutcome,
  type SessionRecord,
  sameHolder,
} from "@sluice/policy";
import { historyView, type TokenHistory } from "../history.ts";
import { newSessionRecord } from "../new-session-record.ts";
import { admitSubject } from "../revocation-subject.ts";
import type { Admission } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { insertTokens } from "./records.ts";
import { takenSlots } from "./sessions.ts";
import { type MemoryState, sessionsOfToken } from "./state.ts";

/** Plans an admission over the state, with nothing written. */
export function peek(
  state: MemoryState,
  request: AdmissionRequest,
): { plan: AdmissionPlan; rules: readonly RuleOutcome[] } {
  const rules: RuleOutcome[] = [];
  return { plan: planAdmission(request, viewOf(state, request), rules), rules };
}

/** Plans an admission over what is kept of another second, with nothing written. */
export function peekAt(
  state: MemoryState,
  request: AdmissionRequest,
): { plan: AdmissionPlan; rules: readonly RuleOutcome[] } {
  const rules: RuleOutcome[] = [];
  return { plan: planAdmission(request, historyView(historyOf(state, request), request), rules), rules };
}

function historyOf(state: MemoryState, { session, nowSeconds }: AdmissionRequest): TokenHistory {
  const { tokenId, organization } = session;
  const token = state.tokens.get(tokenId);
  const sessions = sessionsOfToken(state, tokenId);
  return {
    token: token?.organization === organization ? token : undefined,
    suspensions: state.suspensions.get(tokenId) ?? [],
    rules: [...state.rules.values()].filter(
      rule =>
        rule.createdAtSeconds <= nowSeconds &&
        nowSeconds < (rule.undoneAtSeconds ?? Number.POSITIVE_INFINITY),
    ),
    laterSessions: sessions.filter(({ startedAtSeconds }) => startedAtSeconds > nowSeconds).length,
    sessions: sessions.filter(
      ({ startedAtSeconds, endedAtSeconds = Number.POSITIVE_INFINITY }) =>
        startedAtSeconds <= nowSeconds && endedAtSeconds > nowSeconds - BAR_SECONDS,
    ),
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

/** Plans and carries out an admission. */
export function admit(state: MemoryState, request: AdmissionRequest, enrol?: TokenRecord): Admission {
  const { plan, rules } = peek(state, request);
  switch (plan.plan) {
    case "changed":
      return { outcome: "changed", rules };
    case "refuse":
      return { outcome: "refused", reason: plan.reason, sessionId: plan.session?.id, rules };
    case "continue": {
      const session = plan.countRepeat
        ? { ...plan.session, repeats: plan.session.repeats + 1 }
        : plan.session;
      state.sessions.set(session.id, session);
      return { outcome: "continued", session, rules };
    }
    case "create":
      if (enrol && !state.tokens.has(enrol.id)) insertTokens(state, [enrol]);
      return { outcome: "admitted", session: create(state, request, plan.countUse), rules };
  }
}

function create(state: MemoryState, request: AdmissionRequest, countUse: boolean): SessionRecord {
  const session = newSessionRecord(request.session, request.nowSeconds);
  if (state.sessions.has(session.id)) throw new Error("a session with this id exists");
  state.sessions.set(session.id, session);
  const siblings = state.sessionIdsByToken.get(session.tokenId) ?? [];
  state.sessionIdsByToken.set(session.tokenId, siblings);
  siblings.push(session.id);
  const token = state.tokens.get(session.tokenId);
  if (token && countUse) state.tokens.set(token.id, { ...token, uses: token.uses + 1 });
  return session;
}

function viewOf(state: MemoryState, { session, nowSeconds }: AdmissionRequest): AdmissionView {
  return {
    token() {
      const token = state.tokens.get(session.tokenId);
      if (token?.organization !== session.organization) return undefined;
      const { uses, revokedAtSeconds, suspendedAtSeconds, version } = token;
      return {
        uses,
        version,
        revoked: revokedAtSeconds !== undefined,
        suspended: suspendedAtSeconds !== undefined,
      };
    },
    revokedByRule: () => state.openRules.covers(admitSubject(session), nowSeconds),
    sessionOfHolder: () =>
      sessionsOfToken(state, session.tokenId).findLast(
        held => held.stream === session.stream && sameHolder(held.holder, session.holder),
      ),
    endedByOperator: () =>
      sessionsOfToken(state, session.tokenId)
        .filter(({ endReason, holder }) => endReason === "operator" && sameHolder(holder, session.holder))
        .toSorted((left, right) => (left.endedAtSeconds ?? 0) - (right.endedAtSeconds ?? 0))
        .at(-1),
    takenSlots: of => takenSlots(state, of, session, nowSeconds),
  };
}
