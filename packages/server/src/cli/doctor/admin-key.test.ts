import { expect, test } from "vitest";
import { adminKey } from "./admin-key.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleConfig, sampleServer } from "./testing/sample-server.ts";

const facts = { highWaterSeconds: 0, hasAdministrator: false, masterKeyCheck: undefined, objects: [] };

test("a configured key is well, and so is an administrator's key in the database", async () => {
  const config = sampleConfig("admin_key: an-admin-key-of-a-test\n");
  expect(await outcome(adminKey, sampleServer({ config }))).toEqual(["ok: An admin key is configured."]);
  expect(await outcome(adminKey, sampleServer())).toEqual([
    "ok: The database knows an administrator's API key.",
  ]);
});

test("a database without an administrator's key fails", async () => {
  expect(await outcome(adminKey, sampleServer({ database: { kind: "read", facts } }))).toEqual([
    "fail: No API key is an administrator's: nobody but the folder's owner can command the server.",
  ]);
});

test("before the first start there is nothing to look at", async () => {
  expect(await outcome(adminKey, sampleServer({ database: { kind: "absent" } }))).toEqual([]);
});
