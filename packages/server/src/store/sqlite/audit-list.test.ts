import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import type { AuditQuery } from "../audit.ts";
import { encodeCursor } from "../cursor.ts";
import { auditList } from "./audit-list.ts";
import { migrate } from "./migrations.ts";
import { text } from "./rows.ts";
import { preparePages } from "./scan.ts";

const everyone: Partial<AuditQuery> = {};
const filters: readonly Partial<AuditQuery>[] = [
  everyone,
  { actor: "a" },
  { action: "a" },
  { subject: "s" },
  { user: "u" },
  { actor: "a", action: "b", subject: "c", user: "d" },
];
const times: readonly Partial<AuditQuery>[] = [{}, { since: 1 }, { until: 2 }, { since: 1, until: 2 }];

test("a page of the audit log is read from an index in its order, whatever is asked for", async () => {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  const prepare = vi.spyOn(database, "prepare");
  const readPage = preparePages(database, async work => work());
  for (const filter of filters) {
    for (const time of times) {
      const query = { organization: "acme", limit: 5, cursor: encodeCursor([9]), ...filter, ...time };
      await readPage(auditList(query), query);
    }
  }
  const statements = prepare.mock.calls.map(([sql]) => sql);
  prepare.mockRestore();
  expect(statements.length).toBeGreaterThan(filters.length);
  for (const sql of statements) {
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
    const steps = plan.map(row => text(row, "detail"));
    expect(
      steps.filter(step => step.startsWith("SCAN") || step.includes("TEMP B-TREE")),
      sql,
    ).toEqual([]);
  }
  database.close();
});
