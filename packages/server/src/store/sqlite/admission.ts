import type { DatabaseSync } from "node:sqlite";
import {
  type AdmissionPlan,
  type AdmissionRequest,
  type NewSession,
  type PlannedEnd,
  planAdmission,
  type RuleOutcome,
  type SessionRecord,
  tokensOf,
} from "@sluice/policy";
import { continuedSession } from "../continued-session.ts";
import { historyView } from "../history.ts";
import { newSessionRecord } from "../new-session-record.ts";
import type { OpenRules } from "../open-rules.ts";
import type { Admission, EndedSession } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { prepareAdmissionView } from "./admission-view.ts";
import { prepareWriteBindings } from "./bindings.ts";
import { prepareHistory } from "./history.ts";
import { insertSql, valuesOf } from "./rows.ts";
import { sessionColumns } from "./session-row.ts";
import { prepareEndSessions } from "./sessions.ts";
import { prepareAddToStream } from "./stream-totals.ts";
import { prepareInsertTokens } from "./tokens.ts";

/** A plan and the rules that led to it. */
export interface Planned {
  readonly plan: AdmissionPlan;
  readonly rules: readonly RuleOutcome[];
}

/** Prepares planning on one connection. Nothing is written. */
export function prepareAdmissionPlan(
  database: DatabaseSync,
  openRules: OpenRules,
): (request: AdmissionRequest) => Planned {
  const viewOf = prepareAdmissionView(database, openRules);
  return request => {
    const rules: RuleOutcome[] = [];
    return { plan: planAdmission(request, viewOf(request), rules), rules };
  };
}

/** Prepares planning for another second than now, from what is kept of it. */
export function prepareAdmissionPlanAt(database: DatabaseSync): (request: AdmissionRequest) => Planned {
  const historyOf = prepareHistory(database);
  return request => {
    const rules: RuleOutcome[] = [];
    return { plan: planAdmission(request, historyView(historyOf(request), request), rules), rules };
  };
}

/** The answer to a plan that needs no write; undefined for the others. */
export function answerWithoutWrite({ plan, rules }: Planned): Admission | undefined {
  if (plan.plan === "changed") return { outcome: "changed", rules };
  if (plan.plan === "refuse") {
    return { outcome: "refused", reason: plan.reason, sessionId: plan.session?.id, rules };
  }
  if (plan.plan === "continue" && !plan.countRepeat && !plan.connection && !plan.ends?.length) {
    return { outcome: "continued", session: plan.session, ended: [], rules };
  }
  return undefined;
}

/** Prepares admissions on the writing connection: planned and written in the transaction around them. */
export function prepareAdmit(
  database: DatabaseSync,
  openRules: OpenRules,
): (request: AdmissionRequest, enrol?: TokenRecord) => Admission {
  const planOf = prepareAdmissionPlan(database, openRules);
  const insert = database.prepare(insertSql("sessions", sessionColumns));
  const countUse = database.prepare("UPDATE tokens SET uses = uses + 1 WHERE id = ?");
  const addToStream = prepareAddToStream(database);
  const insertTokens = prepareInsertTokens(database);
  const writeBindings = prepareWriteBindings(database);
  const isThere = database.prepare("SELECT 1 FROM tokens WHERE id = ?");
  const goOn = database.prepare(
    "UPDATE sessions SET repeats = ?, connection_server = ?, connection_id = ?, connection_protocol = ? WHERE id = ?",
  );
  const endSessions = prepareEndSessions(database);

  function create(request: AdmissionRequest, countUse: boolean): SessionRecord {
    const session = newSessionRecord(request.session, request.nowSeconds, { countUse });
    insert.run(...valuesOf(sessionColumns, session));
    return session;
  }

  const end = (ends: readonly PlannedEnd[] = [], nowSeconds: number): readonly EndedSession[] =>
    ends.flatMap(({ session, reason }) =>
      endSessions([session.id], reason, nowSeconds).map(id => ({ id, reason })),
    );

  function count(session: NewSession, plan: Extract<AdmissionPlan, { plan: "create" }>): void {
    if (plan.countPlay) addToStream(session, { plays: 1 });
    if (plan.countUse) for (const id of tokensOf(session)) countUse.run(id);
  }

  function carryOut(
    request: AdmissionRequest,
    { plan, rules }: Planned,
    enrol: TokenRecord | undefined,
  ): Admission | undefined {
    if (plan.plan === "create") {
      if (enrol && !isThere.get(enrol.id)) insertTokens([enrol]);
      count(request.session, plan);
      writeBindings(plan.bindings);
      const ended = end(plan.ends, request.nowSeconds);
      return { outcome: "admitted", session: create(request, plan.countUse), ended, rules };
    }
    if (plan.plan !== "continue") return undefined;
    const ended = end(plan.ends, request.nowSeconds);
    const session = continuedSession(plan);
    const { server = null, id = null, protocol = null } = session.connection ?? {};
    goOn.run(session.repeats, server, id, protocol, session.id);
    return { outcome: "continued", session, ended, rules };
  }

  return (request, enrol) => {
    const planned = planOf(request);
    const admission = answerWithoutWrite(planned) ?? carryOut(request, planned, enrol);
    if (!admission) throw new Error("an admission has no outcome");
    return admission;
  };
}
