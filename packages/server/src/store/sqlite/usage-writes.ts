import type { DatabaseSync } from "node:sqlite";
import { USAGE_VALUES_LIMIT, type UsageAddition, type UsageBatch } from "../usage.ts";
import { type UsageCell, usageCells, WITHOUT_VALUE } from "../usage-figures.ts";
import { number } from "./rows.ts";
import type { Transaction } from "./write-queue.ts";

/** The columns of figures, in their order. */
export const FIGURE_COLUMNS = ["sessions", "seconds", "bytes", "requests", "refused"] as const;

const STEP = "organization = ? AND dimension = ? AND step = ? AND at_seconds = ?";
/** Steps whose number of values is known; more are not written at the same time for long. */
const KNOWN_STEPS = 10_000;

/** Adds figures. What a full step does not hold yet is counted without a value. Runs inside a transaction. */
export type AddUsage = (
  transaction: Transaction,
  additions: readonly UsageAddition[],
  batch?: UsageBatch,
) => void;

export function prepareAddUsage(database: DatabaseSync): AddUsage {
  const grow = database.prepare(
    `UPDATE usage SET ${FIGURE_COLUMNS.map(name => `${name} = ${name} + ?`).join(", ")} WHERE ${STEP} AND value = ?`,
  );
  const insert = database.prepare(`INSERT INTO usage
    (organization, dimension, step, at_seconds, value, ${FIGURE_COLUMNS.join(", ")})
    VALUES (${Array(10).fill("?").join(", ")})`);
  const values = createValueCounts(database);
  const add = (cell: UsageCell, valuesLimit: number): void => {
    const figures = FIGURE_COLUMNS.map(name => cell.figures[name]);
    const step = stepKey(cell);
    if (grow.run(...figures, ...step, cell.value).changes === 1) return;
    if (cell.value !== WITHOUT_VALUE) {
      if (values.of(step) >= valuesLimit) {
        add({ ...cell, value: WITHOUT_VALUE }, valuesLimit);
        return;
      }
      values.addOne(step);
    }
    insert.run(...step, cell.value, ...figures);
  };
  return (transaction, additions, { valuesLimit = USAGE_VALUES_LIMIT } = {}) => {
    transaction.onRollback(values.forget);
    for (const cell of usageCells(additions)) add(cell, valuesLimit);
  };
}

type StepKey = readonly [organization: string, dimension: string, step: string, atSeconds: number];

function stepKey({ organization, dimension, step, atSeconds }: UsageCell): StepKey {
  return [organization, dimension, step, atSeconds];
}

/** How many values each step holds: counted once, because a step may hold many. */
function createValueCounts(database: DatabaseSync) {
  const count = database.prepare(`SELECT count(*) AS held FROM usage WHERE ${STEP} AND value <> ''`);
  const known = new Map<string, number>();
  const of = (step: StepKey): number => {
    const held = known.get(step.join("\0")) ?? number(count.get(...step) ?? {}, "held");
    if (known.size >= KNOWN_STEPS) known.clear();
    known.set(step.join("\0"), held);
    return held;
  };
  return {
    of,
    addOne: (step: StepKey): void => void known.set(step.join("\0"), of(step) + 1),
    forget: (): void => known.clear(),
  };
}
