import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test, vi } from "vitest";
import { sampleRevocation } from "../conformance/samples.ts";
import { createOpenRules } from "../open-rules.ts";
import { prepareRecordActivity } from "./activity.ts";
import { prepareAdmit } from "./admission.ts";
import { prepareLists } from "./lists.ts";
import { migrate } from "./migrations.ts";
import { prepareCountRevocation, prepareRevocationWrites } from "./revocations.ts";
import { text } from "./rows.ts";
import { prepareEndSessions, prepareRetakeSlot } from "./sessions.ts";
import { prepareToken } from "./tokens.ts";

afterEach(() => void vi.restoreAllMocks());

/** Opens an empty database and tells the plan of every statement that `work` prepares. */
function plansOf(work: (database: DatabaseSync) => void): readonly string[] {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  const prepare = vi.spyOn(database, "prepare");
  work(database);
  const statements = prepare.mock.calls.map(([sql]) => sql);
  prepare.mockRestore();
  const plans = statements.flatMap(sql =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(row => text(row, "detail")),
  );
  database.close();
  return plans;
}

test("no statement of an admission, an end or a revocation reads a table from end to end", () => {
  const plans = plansOf(database => {
    prepareToken(database);
    prepareAdmit(database, createOpenRules([]));
    prepareRetakeSlot(database);
    prepareRecordActivity(database);
    prepareEndSessions(database);
    prepareRevocationWrites(database, createOpenRules([]));
  });
  expect(plans.filter(plan => plan.startsWith("SCAN"))).toEqual([]);
  expect(plans.filter(plan => plan.includes("TEMP B-TREE"))).toEqual([]);
});

test("the count of a revocation's tokens is read from indexes", () => {
  const selectors = [
    { user: "u" },
    { tag: "t" },
    { stream: "live/a" },
    { group: "news" },
    { application: "live" },
    { user: "u", stream: "live/a" },
    { token: "t" },
    { session: "s" },
  ];
  const plans = plansOf(database => {
    const count = prepareCountRevocation(database);
    for (const selector of selectors) count(sampleRevocation({ selector }));
  });
  expect(plans.filter(plan => plan.startsWith("SCAN"))).toEqual([]);
});

test("a page of a list is read from an index in its order, whatever the filter", () => {
  const organization = "acme";
  const cursor = Buffer.from("5").toString("base64url");
  const cursor2 = Buffer.from("5.5").toString("base64url");
  const plans = plansOf(database => {
    const lists = prepareLists(database);
    for (const filter of [
      {},
      { user: "u" },
      { tag: "t" },
      { stream: "live/a" },
      { stream: "live/a", user: "u" },
    ]) {
      lists.tokens({ organization, limit: 5, cursor: cursor2, ...filter });
    }
    for (const filter of [{}, { user: "u" }, { token: "t" }, { stream: "live/a" }]) {
      lists.sessions({ organization, limit: 5, cursor, ...filter });
      lists.sessions({ organization, limit: 5, cursor, live: true, ...filter });
    }
    lists.revocations({ organization, limit: 5, cursor });
  });
  expect(plans.filter(plan => plan.startsWith("SCAN") || plan.includes("TEMP B-TREE"))).toEqual([]);
});

test("a page of running sessions is not looked for among the ended ones", () => {
  const plans = plansOf(database => {
    prepareLists(database).sessions({ organization: "acme", limit: 5, live: true });
  });
  expect(plans).toEqual([expect.stringContaining("USING INDEX live_sessions ")]);
});
