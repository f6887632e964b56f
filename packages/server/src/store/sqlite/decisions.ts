import type { DatabaseSync } from "node:sqlite";
import type { DecisionRecord } from "../store.ts";
import { decisionColumns, decisionOfRow } from "./decision-row.ts";
import { insertSql, valuesOf } from "./rows.ts";

/** Prepares the look-up of one decision. */
export function prepareDecision(database: DatabaseSync): (ref: string) => DecisionRecord | undefined {
  const select = database.prepare("SELECT * FROM decisions WHERE ref = ?");
  return ref => {
    const row = select.get(ref);
    return row && decisionOfRow(row);
  };
}

/** Prepares the ring of decisions: the newest `keep` stay. Runs inside a transaction. */
export function prepareAppendDecisions(
  database: DatabaseSync,
): (decisions: readonly DecisionRecord[], keep: number) => void {
  const insert = database.prepare(
    insertSql("decisions", decisionColumns).replace("INSERT", "INSERT OR REPLACE"),
  );
  const trim = database.prepare("DELETE FROM decisions WHERE seq <= (SELECT max(seq) FROM decisions) - ?");
  return (decisions, keep) => {
    for (const decision of decisions) insert.run(...valuesOf(decisionColumns, decision));
    trim.run(keep);
  };
}
