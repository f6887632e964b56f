import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { sampleRequest, sampleToken } from "../conformance/samples.ts";
import { expectConsistent } from "./testing/consistency.ts";
import { openForTest, temporaryFile } from "./testing/temporary-store.ts";

/** The indexes of sessions as they were before. */
const BEFORE_19 = `
DROP INDEX sessions_by_token;
DROP INDEX sessions_by_holder4;
DROP INDEX sessions_by_holder6;
CREATE INDEX sessions_by_holder4 ON sessions (holder4_key) WHERE holder4_key IS NOT NULL;
CREATE INDEX sessions_by_holder6 ON sessions (holder6_key) WHERE holder6_key IS NOT NULL;
CREATE INDEX sessions_by_token ON sessions (organization, token_id);
CREATE INDEX live_sessions_by_token ON sessions (token_id) WHERE ended_at_seconds IS NULL;
CREATE INDEX live_sessions_by_connection ON sessions (connection_server, connection_id)
  WHERE ended_at_seconds IS NULL AND connection_server IS NOT NULL;
CREATE INDEX live_connections_by_token ON sessions (token_id, stream, started_at_seconds)
  WHERE ended_at_seconds IS NULL AND connection_server IS NOT NULL;
PRAGMA user_version = 18;
`;

test("sessions from before are listed by their token, running ones and others, and hold their places", async () => {
  const file = await temporaryFile();
  const token = sampleToken({ kind: "access", maxUses: undefined, maxSessions: 2 });
  const before = await openForTest({ file });
  await before.insertTokens([token]);
  for (const id of ["over", "running"]) {
    await before.admit(
      sampleRequest(token, { id, holder: { agent: id, prefix4: "10.0.0.0/24", prefix6: undefined } }),
    );
  }
  await before.endSessions(["over"], "operator", 1_000_001);
  await before.close();
  const database = new DatabaseSync(file);
  database.exec(BEFORE_19);
  database.close();

  const store = await openForTest({ file });
  const query = { organization: token.organization, token: token.id, limit: 10 };
  const listed = async (live?: boolean) =>
    (await store.listSessions({ ...query, live })).items.map(({ id }) => id);
  expect([await listed(), await listed(true), await listed(false)]).toEqual([
    ["running", "over"],
    ["running"],
    ["over"],
  ]);
  const outcomes = [];
  for (const id of ["third", "fourth"])
    outcomes.push((await store.admit(sampleRequest(token, { id }))).outcome);
  expect(outcomes).toEqual(["admitted", "refused"]);
  await store.close();
  expectConsistent(file);
});
