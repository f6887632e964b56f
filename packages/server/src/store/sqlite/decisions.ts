import type { DatabaseSync } from "node:sqlite";
import type { DecisionRecord } from "../store.ts";
import { json } from "./rows.ts";

/** Prepares the look-up of one decision. */
export function prepareDecision(database: DatabaseSync): (ref: string) => DecisionRecord | undefined {
  const select = database.prepare("SELECT decision_json FROM decisions WHERE ref = ?");
  return ref => {
    const row = select.get(ref);
    return row && json(row, "decision_json");
  };
}

/** Prepares the ring of decisions: the newest `keep` stay. Runs inside a transaction. */
export function prepareAppendDecisions(
  database: DatabaseSync,
): (decisions: readonly DecisionRecord[], keep: number) => void {
  const insert = database.prepare("INSERT OR REPLACE INTO decisions (ref, decision_json) VALUES (?, ?)");
  const trim = database.prepare("DELETE FROM decisions WHERE seq <= (SELECT max(seq) FROM decisions) - ?");
  return (decisions, keep) => {
    for (const decision of decisions) insert.run(decision.ref, JSON.stringify(decision));
    trim.run(keep);
  };
}
