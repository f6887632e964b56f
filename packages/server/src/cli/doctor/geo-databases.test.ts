import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeMmdb } from "../../lib/geo/testing/write-mmdb.ts";
import { geoDatabases } from "./geo-databases.ts";
import { outcome } from "./testing/outcome.ts";
import { NOW_SECONDS, sampleConfig, sampleSystem } from "./testing/sample-server.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-doctor-geo-"));
  writeFileSync(join(folder, "good.mmdb"), writeMmdb({ "203.0.113.0/24": { country: { iso_code: "SE" } } }));
  writeFileSync(join(folder, "bad.mmdb"), "no database");
});
afterAll(() => rmSync(folder, { recursive: true }));

const look = (name: string, atSeconds = NOW_SECONDS) =>
  outcome(geoDatabases, {
    config: sampleConfig(`geo_databases: [${join(folder, name)}]`),
    system: sampleSystem({ nowMilliseconds: () => atSeconds * 1000 }),
  });

test("a database that can be read is well, and an old one a warning", async () => {
  expect(await look("good.mmdb")).toEqual([`ok: ${folder}/good.mmdb is a Test-City of 2027-01-15.`]);
  expect(await look("good.mmdb", NOW_SECONDS + 91 * 86_400)).toEqual([
    `warn: ${folder}/good.mmdb is a Test-City of 2027-01-15. That is 91 days ago.`,
  ]);
});

test("what is missing, or no database, fails", async () => {
  expect(await look("bad.mmdb")).toEqual([
    `fail: ${folder}/bad.mmdb cannot be read: it is no MMDB file, or not a whole one. Claims about places deny.`,
  ]);
  expect(await look("none.mmdb")).toEqual([
    `fail: ${folder}/none.mmdb cannot be read: it is not there. Claims about places deny.`,
  ]);
});
