import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { migrate } from "./migrations.ts";
import { text } from "./rows.ts";
import { prepareDelivery, prepareDueDeliveries, prepareListDeliveries } from "./webhook-reads.ts";
import {
  prepareDeliveryRemovals,
  prepareEnqueueDeliveries,
  prepareRecordAttempts,
  prepareReplays,
} from "./webhook-writes.ts";

test("nothing that webhooks ask of the database reads or sorts a table from end to end", () => {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  const prepare = vi.spyOn(database, "prepare");
  prepareDueDeliveries(database);
  prepareDelivery(database);
  const list = prepareListDeliveries(database);
  const cursor = Buffer.from("5").toString("base64url");
  for (const filter of [
    {},
    { status: "failed" as const },
    { event: "token.used" },
    { event: "e", status: "failed" as const },
  ]) {
    list({ webhook: "wh", limit: 5, cursor, ...filter });
  }
  prepareEnqueueDeliveries(database);
  prepareRecordAttempts(database);
  prepareReplays(database);
  prepareDeliveryRemovals(database);
  const statements = prepare.mock.calls.map(([sql]) => sql);
  prepare.mockRestore();
  const plans = statements.flatMap(sql =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(row => ({ sql, plan: text(row, "detail") })),
  );
  expect(plans.length).toBeGreaterThan(15);
  // The oldest rows are found by walking the table's own order, which ends after the limit.
  const walks = plans.filter(({ plan }) => plan.startsWith("SCAN") && !plan.includes("CONSTANT ROW"));
  expect(walks.filter(({ sql }) => !sql.includes("ORDER BY seq LIMIT"))).toEqual([]);
  expect(plans.filter(({ plan }) => plan.includes("TEMP B-TREE"))).toEqual([]);
});
