import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { sampleDecision } from "../conformance/samples.ts";
import { SCHEMA_1, SCHEMA_2 } from "./schema.ts";
import { SCHEMA_3 } from "./schema-3.ts";
import { openForTest, temporaryFile } from "./testing/temporary-store.ts";

/** A database as it was before, with something in every table that changes. */
function writeOlder(file: string): void {
  const database = new DatabaseSync(file);
  for (const schema of [SCHEMA_1, SCHEMA_2, SCHEMA_3]) database.exec(schema);
  database.exec(`
    INSERT INTO tokens (id, organization, kind, secret_hash, action, target_json, opens_all, ip_json, domains_json,
      annotations_json, disconnect_at_expiry, issued_at_milliseconds, issued_by, uses)
      VALUES ('t', 'acme', 'access', x'00', 'play', '{"streams":["live/a","live/b","vod/x"]}', 0, '[]', '[]', '[]', 0,
      5, 'sk_1', 1);
    INSERT INTO token_streams VALUES ('acme', 'live/a', 5, 1), ('acme', 'live/b', 5, 1), ('acme', 'vod/x', 5, 1);
    INSERT INTO sessions (id, organization, application, stream, stream_group, action, door, token_id,
      token_issued_at_milliseconds, agent, bound, started_at_seconds, cap_seconds, idle_seconds, lease_seconds, repeats,
      last_seen_seconds, lease_until_seconds, bytes, requests)
      VALUES ('s', 'acme', 'live', 'live/a', 'live/a', 'play', 'gateway', 't', 5, 'player', 0, 1, 99, 9, 9, 0, 1, 9, 0, 0);
    INSERT INTO revocations (id, organization, selector_json, created_at_seconds, tokens, sessions)
      VALUES ('r', 'acme', '{"user":"eve"}', 7, 1, 2);
  `);
  const insert = database.prepare("INSERT INTO decisions (ref, decision_json) VALUES (?, ?)");
  for (const decision of olderDecisions) insert.run(decision.ref, JSON.stringify(decision));
  database.exec("PRAGMA user_version = 3");
  database.close();
}

const olderDecisions = [
  sampleDecision("FULL", { sessionId: "s", user: "ünïcode", tokenId: "t" }),
  sampleDecision("BARE", {
    organization: undefined,
    stream: undefined,
    tokenId: undefined,
    ip: undefined,
    userAgent: undefined,
    rules: [],
  }),
  sampleDecision("GOOD", { allowed: true, reason: undefined, stream: "clip" }),
];

test("what was written before is there, and is found by what is new", async () => {
  const file = await temporaryFile();
  writeOlder(file);
  const store = await openForTest({ file });
  const query = { organization: "acme", limit: 10 };
  expect(await store.token("t")).toMatchObject({
    version: 1,
    suspendedAtSeconds: undefined,
    issuedBy: "sk_1",
  });
  for (const application of ["live", "vod"]) {
    expect((await store.listTokens({ ...query, application })).items).toHaveLength(1);
  }
  expect(
    (await store.listTokens({ ...query, issuedBy: "sk_1", within: ["live", "vod"] })).items,
  ).toHaveLength(1);
  expect(await store.session("s")).toMatchObject({ issuedBy: "sk_1", jti: undefined });
  const older = { createdBy: undefined, effectMilliseconds: undefined, undoneAtSeconds: undefined };
  expect(await store.revocation("acme", "r")).toMatchObject({
    ...older,
    selector: { user: "eve" },
    sessions: 2,
  });
  for (const decision of olderDecisions) expect(await store.decision(decision.ref)).toEqual(decision);
  const { items } = await store.listDecisions({ ...query, user: "ünïcode", token: "t" });
  expect(items).toEqual([olderDecisions[0]]);
  expect((await store.listDecisions({ ...query, withUnowned: true })).items).toHaveLength(3);
  expect((await store.listDecisions({ ...query, within: ["live"] })).items.map(({ ref }) => ref)).toEqual([
    "FULL",
  ]);
});
