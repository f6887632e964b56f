import { setTimeout as sleep } from "node:timers/promises";
import type { RetentionStore } from "../store/retention.ts";
import type { WebhookStore } from "../store/webhooks.ts";

/** What is removed after a time, in the order in which it is looked at. */
export const retainedTables = ["tokens", "sessions", "decisions", "usage", "deliveries"] as const;
export type RetainedTable = (typeof retainedTables)[number];

/** Days that each table keeps what is over, at least one; undefined: for ever. */
export type RetentionDays = Readonly<Record<RetainedTable, number | undefined>>;

/** Nothing is ever removed. */
export const keptForEver: RetentionDays = {
  tokens: undefined,
  sessions: undefined,
  decisions: undefined,
  usage: undefined,
  deliveries: undefined,
};

/** A table's retention, and the last time it was looked after. */
export interface RetentionStatus {
  readonly table: RetainedTable;
  readonly days: number | undefined;
  /** Unix seconds; undefined: not yet since the server started. */
  readonly lastRunAtSeconds: number | undefined;
  /** Rows that it removed then. */
  readonly lastRemoved: number;
}

export interface PrunerDependencies {
  readonly store: RetentionStore & Pick<WebhookStore, "pruneDeliveries">;
  readonly days: RetentionDays;
  readonly nowSeconds: () => number;
}

/** Removes what is over, beside the requests. */
export interface Pruner {
  /** Looks after every table once. Rejects when the store cannot write; what was removed until then is gone. */
  run(): Promise<void>;
  status(): readonly RetentionStatus[];
  /** Makes a run end after the batch that it is at. */
  stop(): void;
}

const DAY_SECONDS = 86_400;
/** Rows of one transaction: an admit never waits for more. */
const BATCH = 500;
/** Between two batches everybody else is served. */
const PAUSE_MILLISECONDS = 50;

export function createPruner({ store, days, nowSeconds }: PrunerDependencies): Pruner {
  const runs = new Map<RetainedTable, { readonly atSeconds: number; readonly removed: number }>();
  let isStopped = false;

  const remove = (table: RetainedTable, beforeSeconds: number): Promise<number> =>
    table === "deliveries"
      ? store.pruneDeliveries(beforeSeconds, BATCH)
      : store.prune(table, beforeSeconds, BATCH);

  const lookAfter = async (table: RetainedTable, keptDays: number): Promise<void> => {
    const atSeconds = nowSeconds();
    const beforeSeconds = atSeconds - keptDays * DAY_SECONDS;
    let removed = 0;
    for (let batch = BATCH; batch >= BATCH && !isStopped; ) {
      batch = await remove(table, beforeSeconds);
      removed += batch;
      runs.set(table, { atSeconds, removed });
      if (batch > 0) await sleep(PAUSE_MILLISECONDS);
    }
  };

  return {
    async run() {
      for (const table of retainedTables) {
        const keptDays = days[table];
        if (keptDays !== undefined && !isStopped) await lookAfter(table, keptDays);
      }
    },
    status: () =>
      retainedTables.map(table => ({
        table,
        days: days[table],
        lastRunAtSeconds: runs.get(table)?.atSeconds,
        lastRemoved: runs.get(table)?.removed ?? 0,
      })),
    stop() {
      isStopped = true;
    },
  };
}
