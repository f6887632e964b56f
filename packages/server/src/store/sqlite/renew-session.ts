import type { DatabaseSync } from "node:sqlite";
import type { SessionRecord } from "@sluice/policy";
import { mayRenew, renewedSession } from "../may-renew.ts";
import type { OpenRules } from "../open-rules.ts";
import type { SessionRenewalOrder } from "../store.ts";
import { prepareAdmissionView } from "./admission-view.ts";
import { prepareSession } from "./sessions.ts";

/** Prepares renewals of sessions. Runs inside a transaction. */
export function prepareRenewSession(
  database: DatabaseSync,
  openRules: OpenRules,
): (order: SessionRenewalOrder) => SessionRecord | undefined {
  const sessionById = prepareSession(database);
  const viewOf = prepareAdmissionView(database, openRules);
  const extend = database.prepare("UPDATE sessions SET until_seconds = ? WHERE id = ?");
  return ({ sessionId, untilSeconds, nowSeconds }) => {
    const session = sessionById(sessionId);
    if (!session || !mayRenew(session, viewOf({ session, nowSeconds }), nowSeconds)) return undefined;
    const renewed = renewedSession(session, untilSeconds);
    extend.run(renewed.untilSeconds ?? null, sessionId);
    return renewed;
  };
}
