import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { prepareConnectionView } from "./connection-view.ts";
import { migrate } from "./migrations.ts";
import { text } from "./rows.ts";

test("what an admission asks of connections is found by indexes of running sessions made for it, and read in order", () => {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  const prepare = vi.spyOn(database, "prepare");
  prepareConnectionView(database);
  const statements = prepare.mock.calls.map(([sql]) => sql);
  prepare.mockRestore();
  const plans = statements.map(sql =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(row => text(row, "detail")),
  );
  database.close();
  expect(plans).toEqual([
    ["SEARCH sessions USING INDEX live_sessions_by_connection (connection_server=? AND connection_id=?)"],
    ["SEARCH sessions USING INDEX live_publishers (organization=? AND stream=?)"],
    [
      "SEARCH sessions USING INDEX live_connections_by_token (token_id=? AND stream=? AND started_at_seconds>?)",
    ],
  ]);
});
