import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lockFolder } from "../../../lib/folder-lock.ts";
import { sampleApiKey } from "../../../store/conformance/samples.ts";
import { openSqliteStore } from "../../../store/sqlite/open.ts";
import { isFolderHeld, isFolderHeldForGood } from "./folder-holder.ts";
import { lookIntoDatabase } from "./look-into-database.ts";
import { quickCheck } from "./quick-check.ts";

const PAGE_BYTES = 4096;
const PATIENT_MILLISECONDS = 20_000;

let home: string;
let file: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "sluice-doctor-"));
  file = join(home, "sluice.db");
});
afterEach(() => rmSync(home, { recursive: true }));

const open = () => openSqliteStore({ file, durability: "process-crash" });

/** A database of some pages, closed. */
async function write(): Promise<void> {
  const store = await open();
  await store.setHighWaterSeconds(1234);
  await store.setMasterKeyCheck(new Uint8Array([1, 2, 3]));
  await store.close();
}

describe("a database that is looked into", () => {
  test("is read whether or not a server has it open, and nothing is left beside it", async () => {
    await write();
    const before = readdirSync(home);
    const facts = {
      highWaterSeconds: 1234,
      hasAdministrator: false,
      masterKeyCheck: new Uint8Array([1, 2, 3]),
      objects: [],
    };
    expect(lookIntoDatabase(file, 0)).toEqual({ kind: "read", facts });
    expect(await quickCheck(file, PATIENT_MILLISECONDS)).toEqual({ outcome: "sound" });
    expect(readdirSync(home)).toEqual(before);
    const store = await open();
    await store.setHighWaterSeconds(5678);
    expect(lookIntoDatabase(file, 0)).toEqual({ kind: "read", facts: { ...facts, highWaterSeconds: 5678 } });
    expect(await quickCheck(file, PATIENT_MILLISECONDS)).toEqual({ outcome: "sound" });
    await store.close();
  });

  test("knows an administrator's key, and that one with fewer rights is none", async () => {
    const store = await open();
    const hash = new Uint8Array(32);
    await store.putApiKey(
      sampleApiKey({ organization: "demo", id: "sk_fewer", scopes: ["tokens:read"], hash }),
    );
    expect(lookIntoDatabase(file, 10)).toMatchObject({ facts: { hasAdministrator: false } });
    const another = hash.with(0, 1);
    await store.putApiKey(
      sampleApiKey({ organization: "demo", id: "sk_admin", scopes: ["admin"], hash: another }),
    );
    expect(lookIntoDatabase(file, 10)).toMatchObject({ facts: { hasAdministrator: true } });
    await store.close();
  });

  test("is absent, older, newer or unreadable, and each is told apart", async () => {
    expect(lookIntoDatabase(file, 0)).toEqual({ kind: "absent" });
    await write();
    const setSchema = (version: number) => {
      const database = new DatabaseSync(file);
      database.exec(`PRAGMA user_version = ${version}`);
      database.close();
    };
    setSchema(1);
    expect(lookIntoDatabase(file, 0)).toEqual({ kind: "older", schemaVersion: 1 });
    setSchema(999);
    expect(lookIntoDatabase(file, 0)).toEqual({ kind: "newer", schemaVersion: 999 });
    writeFileSync(file, "no database at all, and long enough to be looked at as one".repeat(100));
    expect(lookIntoDatabase(file, 0)).toEqual({ kind: "unreadable", fault: "the file is not a database" });
    expect(await quickCheck(file, PATIENT_MILLISECONDS)).toEqual({
      outcome: "damaged",
      faults: ["the file is not a database"],
    });
  });

  test("with a broken page is damaged, in at most three lines", async () => {
    await write();
    const bytes = readFileSync(file);
    bytes.fill(0xff, PAGE_BYTES, 8 * PAGE_BYTES);
    writeFileSync(file, bytes);
    const integrity = await quickCheck(file, PATIENT_MILLISECONDS);
    expect(integrity.outcome).toBe("damaged");
    expect(integrity.outcome === "damaged" && integrity.faults.length).toBeLessThanOrEqual(3);
  });

  test("is given up when the check takes longer than allowed", async () => {
    await write();
    expect(await quickCheck(file, 1)).toEqual({ outcome: "too-long" });
  });
});

describe("the folder's lock", () => {
  test("is seen and not taken", async () => {
    expect(isFolderHeld(home)).toBe(false);
    const lock = lockFolder(home);
    expect(isFolderHeld(home)).toBe(true);
    expect(await isFolderHeldForGood(home, 0)).toBe(true);
    lock.release();
    expect(isFolderHeld(home)).toBe(false);
    lockFolder(home).release();
  });

  test("that is held for a moment only is no server's", async () => {
    const lock = lockFolder(home);
    setTimeout(() => lock.release(), 200);
    expect(await isFolderHeldForGood(home, 5_000)).toBe(false);
  });
});
