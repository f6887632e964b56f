import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadMasterKey } from "../../keys/master-key.ts";
import { checkOf } from "../../keys/master-key-check.ts";
import { thisSystem } from "./examine/system.ts";
import { masterKey } from "./master-key.ts";
import type { LocalServer } from "./subjects.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleConfig, sampleServer } from "./testing/sample-server.ts";

let home: string;
let dataDir: string;
let file: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "sluice-doctor-"));
  dataDir = join(home, "data");
  file = `${dataDir}.master-key`;
  mkdirSync(dataDir);
});
afterEach(() => rmSync(home, { recursive: true }));

const look = (difference: Partial<LocalServer> = {}) =>
  outcome(
    masterKey,
    sampleServer({ system: thisSystem, config: { ...sampleConfig(), dataDir }, ...difference }),
  );

const knowing = (masterKeyCheck: Uint8Array): LocalServer["database"] => ({
  kind: "read",
  facts: { highWaterSeconds: 0, hasAdministrator: true, masterKeyCheck, objects: [] },
});

test("a key beside the folder that the database knows is well", async () => {
  const key = loadMasterKey(undefined, dataDir);
  expect(await look({ database: knowing(checkOf(key)) })).toEqual([
    `ok: The master key ${file} is its owner's alone, beside the data folder.`,
  ]);
});

test("a missing key fails once there is a database, and nothing is made", async () => {
  expect(await look()).toEqual([`fail: The master key ${file} is missing.`]);
  expect(await look({ database: { kind: "absent" } })).toEqual([]);
  expect(thisSystem.stat(file)).toBeUndefined();
});

test("a key that others can read, that lies in the data folder, or that is another one fails", async () => {
  const key = loadMasterKey(undefined, dataDir);
  chmodSync(file, 0o644);
  expect(await look()).toEqual(["fail: Other users can use the master key (mode 644)."]);
  rmSync(file);
  writeFileSync(join(dataDir, "key"), `${"ab".repeat(32)}\n`, { mode: 0o600 });
  symlinkSync(join(dataDir, "key"), file);
  expect(await look({ database: knowing(checkOf(key)) })).toEqual([
    "fail: The master key lies in the data folder.",
    "fail: The master key is not the one of the server's last start.",
  ]);
});

test("a file that holds no key fails", async () => {
  const check = checkOf(loadMasterKey(undefined, dataDir));
  writeFileSync(file, "nothing\n");
  expect(await look({ database: knowing(check) })).toEqual([
    expect.stringMatching(/^fail: The master key \S+ cannot be read: .* does not hold a key of 32 bytes\.$/),
  ]);
});

test("a configured key is held against the database, too", async () => {
  const config = { ...sampleConfig(`master_key: "${"cd".repeat(32)}"\n`), dataDir };
  const other = checkOf(loadMasterKey(undefined, join(home, "other")));
  expect(await look({ config })).toEqual(["ok: The master key comes from the configuration."]);
  expect(await look({ config, database: knowing(other) })).toEqual([
    "fail: The master key is not the one of the server's last start.",
  ]);
});
