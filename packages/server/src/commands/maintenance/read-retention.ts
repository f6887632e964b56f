import { type RetentionStatus, retainedTables } from "../../retention/pruner.ts";

/** Every table whose retention is told. */
export const retentionTables = [...retainedTables, "audit"] as const;

export interface RetentionDependencies {
  readonly retention: () => readonly RetentionStatus[];
}

/** How long each kind of thing is kept, and the last time that what was over was removed. */
export function readRetention({ retention }: RetentionDependencies) {
  const items = retention().map(({ table, days, lastRunAtSeconds, lastRemoved }) => ({
    table,
    days: days ?? null,
    last_run_at: lastRunAtSeconds ?? null,
    last_removed: lastRemoved,
  }));
  // Its chain proves that nothing is missing, so nothing is taken out of it.
  return { items: [...items, { table: "audit", days: null, last_run_at: null, last_removed: 0 }] };
}
