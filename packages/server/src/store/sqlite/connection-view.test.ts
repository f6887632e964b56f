import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { prepareConnectionView } from "./connection-view.ts";
import { migrate } from "./migrations.ts";
import { mirrorConnections } from "./mirrored-connections.ts";
import { text } from "./rows.ts";

test("what an admission asks of connections is found by what is made for it, and read in order", () => {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  mirrorConnections(database);
  const prepare = vi.spyOn(database, "prepare");
  prepareConnectionView(database);
  const statements = prepare.mock.calls.map(([sql]) => sql).filter(sql => !sql.includes("sqlite_schema"));
  prepare.mockRestore();
  const plans = statements.map(sql =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(row => text(row, "detail")),
  );
  database.close();
  expect(plans).toEqual([
    [
      "SEARCH carried USING PRIMARY KEY (server=? AND connection=?)",
      "SEARCH main.sessions USING INTEGER PRIMARY KEY (rowid=?)",
    ],
    ["SEARCH sessions USING INDEX live_publishers (organization=? AND stream=?)"],
    ["SEARCH sessions USING INDEX sessions_by_holder4 (holder4_key=? AND started_at_seconds>?)"],
    ["SEARCH sessions USING INDEX sessions_by_holder6 (holder6_key=? AND started_at_seconds>?)"],
  ]);
});
