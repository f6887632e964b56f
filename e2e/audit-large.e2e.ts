import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { verifyAudit } from "../packages/server/src/commands/audit/verify-audit.ts";
import { createAuditSeal } from "../packages/server/src/keys/audit-seal.ts";
import { loadMasterKey } from "../packages/server/src/keys/master-key.ts";
import { sampleAuditEntry } from "../packages/server/src/store/conformance/samples.ts";
import { prepareAuditWrites } from "../packages/server/src/store/sqlite/audit-append.ts";
import { openSqliteStore } from "../packages/server/src/store/sqlite/open.ts";
import { runSluice } from "./cli/run-sluice.ts";
import { type TemporaryHome, temporaryHome } from "./cli/temporary-home.ts";
import { startSluice } from "./support/sluice.ts";

const ENTRIES = 40_000;
/** The entries' texts alone are larger: whoever keeps them all runs out of memory. */
const SMALL_HEAP = { NODE_OPTIONS: "--max-old-space-size=96" };
const after = { note: "x".repeat(3_000) };

let home: TemporaryHome;

beforeAll(async () => {
  home = temporaryHome();
  await (await startSluice({ dataDir: home.dataDir })).stop();
  const sealAudit = createAuditSeal(loadMasterKey(undefined, home.dataDir).derive("audit-head"));
  const database = new DatabaseSync(join(home.dataDir, "sluice.db"));
  const { append } = prepareAuditWrites(database, sealAudit);
  database.exec("BEGIN");
  for (let index = 0; index < ENTRIES; index += 1) append(sampleAuditEntry({ organization: "demo", after }));
  database.exec("COMMIT");
  database.close();
  return () => home.remove();
});

test("a large log is verified and exported in a small heap, on the folder and by a server, and the export is whole", async () => {
  const env = { SLUICE_DATA_DIR: home.dataDir, ...SMALL_HEAP };
  const onFolder = await runSluice(["audit", "verify", "--json"], { env });
  expect(onFolder, onFolder.err).toMatchObject({ code: 0 });
  const { entries, head } = JSON.parse(onFolder.out);
  expect(entries).toBeGreaterThan(ENTRIES);
  const server = await startSluice({ dataDir: home.dataDir, env: SMALL_HEAP });
  onTestFinished(() => server.stop());
  const answer = await server.api("POST", `/v1/audit/verify?noted=${head.number}:${head.hash}`);
  expect(answer.body).toMatchObject({ ok: true, first_problem: null });
  const { out } = await runSluice(["audit", "export"], { env });
  const checked = await runSluice(["audit", "verify", "--file", "-", "--json"], {
    env: SMALL_HEAP,
    stdin: out,
  });
  expect(checked, checked.err).toMatchObject({ code: 0 });
  expect(JSON.parse(checked.out)).toMatchObject({ ok: true, entries: entries + 1 });
});

test("a server answers others while it reads a large log", async () => {
  const sealAudit = createAuditSeal(loadMasterKey(undefined, home.dataDir).derive("audit-head"));
  const store = await openSqliteStore({
    file: join(home.dataDir, "sluice.db"),
    durability: "process-crash",
    sealAudit,
  });
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 5);
  const startedAt = performance.now();
  expect((await verifyAudit(store, "demo")).problem).toBeUndefined();
  const elapsed = performance.now() - startedAt;
  clearInterval(timer);
  await store.close();
  // A turn every 5 ms is asked for; one in 50 ms on average would still be an answer.
  expect(turns).toBeGreaterThan(elapsed / 50);
});
