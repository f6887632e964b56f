import type { DatabaseSync } from "node:sqlite";
import { number } from "./rows.ts";

/** The second of the last end by an operator, as the one connection that writes has carried it out. */
const lastEnds = new WeakMap<DatabaseSync, { atSeconds: number }>();

/**
 * Begins to remember when an operator has last ended a session, so that admissions look for such an end only while one
 * may bar. For the connection that alone writes; to be called once, when the schema is there.
 */
export function rememberOperatorEnds(writer: DatabaseSync): void {
  const row = writer
    .prepare(
      "SELECT coalesce(max(ended_at_seconds), 0) AS last FROM sessions INDEXED BY operator_ends WHERE end_reason = 'operator'",
    )
    .get();
  lastEnds.set(writer, { atSeconds: number(row ?? {}, "last") });
}

/** Notes an end. One that is rolled back stays noted: that costs a look, and bars nobody. */
export function noteOperatorEnd(database: DatabaseSync, atSeconds: number): void {
  const last = lastEnds.get(database);
  if (last) last.atSeconds = Math.max(last.atSeconds, atSeconds);
}

/** True when a session may have been ended by an operator after a second; where nothing is remembered, always. */
export function mayHaveOperatorEnd(database: DatabaseSync, afterSeconds: number): boolean {
  const last = lastEnds.get(database);
  return last === undefined || last.atSeconds > afterSeconds;
}
