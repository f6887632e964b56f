import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { sampleRequest, sampleToken } from "../conformance/samples.ts";
import { newSessionRecord } from "../new-session-record.ts";
import { prepareConnectionView } from "./connection-view.ts";
import { migrate } from "./migrations.ts";
import { mirrorConnections } from "./mirrored-connections.ts";
import { insertSql, valuesOf } from "./rows.ts";
import { sessionColumns } from "./session-row.ts";
import { prepareEndSessions } from "./sessions.ts";

const request = sampleRequest(sampleToken());

function opened() {
  const database = new DatabaseSync(":memory:");
  onTestFinished(() => database.close());
  migrate(database);
  const insert = database.prepare(insertSql("sessions", sessionColumns));
  const admit = (id: string, connectionId: string | undefined): void => {
    const connection = connectionId ? { server: "srs", id: connectionId, protocol: "rtmp" } : undefined;
    const session = newSessionRecord({ ...request.session, id, connection }, 1_000, { countUse: true });
    insert.run(...valuesOf(sessionColumns, session));
  };
  /** The ids of the sessions on a connection, with the mirror or without it. */
  const on = (id: string): readonly string[] => {
    const connection = { server: "srs", id, protocol: "rtmp" };
    const session = { ...request.session, connection };
    const view = prepareConnectionView(database)({ session, nowSeconds: 1_000 });
    return view.onConnection().map(found => found.id);
  };
  return { database, admit, on };
}

test("who was on a connection before the start is found on it, and nobody whose session is over", () => {
  const { database, admit, on } = opened();
  admit("before", "c1");
  admit("over", "c1");
  admit("by-requests", undefined);
  prepareEndSessions(database)(["over"], "closed", 1_001);
  const unmirrored = on("c1");
  mirrorConnections(database);
  expect([unmirrored, on("c1")]).toEqual([["before"], ["before"]]);
});

test("the mirror follows what begins, ends, and goes on over another connection", () => {
  const { database, admit, on } = opened();
  mirrorConnections(database);
  admit("first", "c1");
  admit("second", "c1");
  admit("moved", "c1");
  prepareEndSessions(database)(["first"], "closed", 1_001);
  const move = database.prepare("UPDATE sessions SET connection_id = ? WHERE id = 'moved'");
  move.run("c2");
  move.run("c2");
  expect([on("c1"), on("c2")]).toEqual([["second"], ["moved"]]);
  database.exec("DELETE FROM sessions WHERE id = 'second'");
  expect(on("c1")).toEqual([]);
});

test("what is rolled back was never on a connection, and an end that is rolled back was none", () => {
  const { database, admit, on } = opened();
  mirrorConnections(database);
  admit("stays", "c1");
  database.exec("BEGIN");
  admit("never", "c1");
  prepareEndSessions(database)(["stays"], "closed", 1_001);
  expect(on("c1")).toEqual(["never"]);
  database.exec("ROLLBACK");
  expect(on("c1")).toEqual(["stays"]);
});
