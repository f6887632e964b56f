import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { holder, sampleRequest, sampleToken } from "../conformance/samples.ts";
import { type Store, StoreUnavailable } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { expectConsistent } from "./testing/consistency.ts";
import { openForTest, temporaryFile } from "./testing/temporary-store.ts";

const DEADLINE_MILLISECONDS = 400;
/** From one timer of this process to another. */
const SLACK_MILLISECONDS = 200;

test("an admit that waits for a foreign lock passes its deadline, fails, and is never carried out later", async () => {
  const { store, token, file } = await opened();
  const lock = lockFile(file);
  const begun = performance.now();
  await expect(store.admit(sampleRequest(token))).rejects.toThrow(StoreUnavailable);
  const waited = performance.now() - begun;
  expect(waited).toBeGreaterThanOrEqual(DEADLINE_MILLISECONDS);
  expect(waited).toBeLessThan(DEADLINE_MILLISECONDS + 2000);
  lock.exec("ROLLBACK");
  await sleep(100);
  expect((await store.token(token.id))?.uses).toBe(0);
  expect((await store.admit(sampleRequest(token))).outcome).toBe("admitted");
  expectConsistent(file);
});

test("an admit with a patience of its own gives up in that time, and its use is never spent afterwards", async () => {
  const { store, token, file } = await opened({ busyDeadlineMilliseconds: 5_000 });
  const lock = lockFile(file);
  const others = store.insertTokens([sampleToken()]);
  const begun = performance.now();
  const elsewhere = sleep(330).then(() => performance.now() - begun);
  await expect(store.admit(sampleRequest(token), undefined, 300)).rejects.toThrow(StoreUnavailable);
  const waited = performance.now() - begun;
  expect(waited).toBeGreaterThanOrEqual(299);
  // A machine that does other things runs every timer late.
  expect(waited).toBeLessThan((await elsewhere) + SLACK_MILLISECONDS);
  lock.exec("ROLLBACK");
  await others;
  await sleep(100);
  expect((await store.token(token.id))?.uses).toBe(0);
  expect(await store.liveSessions()).toEqual([]);
  expect((await store.admit(sampleRequest(token), undefined, 300)).outcome).toBe("admitted");
  expectConsistent(file);
});

test("a patience longer than the store's own changes nothing", async () => {
  const { store, token, file } = await opened();
  lockFile(file);
  const begun = performance.now();
  await expect(store.admit(sampleRequest(token), undefined, 60_000)).rejects.toThrow(StoreUnavailable);
  expect(performance.now() - begun).toBeLessThan(DEADLINE_MILLISECONDS + 2000);
});

test("an admit succeeds when the lock goes before its deadline", async () => {
  const { store, token, file } = await opened({ busyDeadlineMilliseconds: 15_000 });
  const lock = lockFile(file);
  const admission = store.admit(sampleRequest(token));
  await sleep(DEADLINE_MILLISECONDS);
  lock.exec("ROLLBACK");
  expect((await admission).outcome).toBe("admitted");
});

test("a foreign lock never stops the process: timers run, reads and refusals answer", async () => {
  const deadline = 1_500;
  const { store, token, file } = await opened({ busyDeadlineMilliseconds: deadline });
  await store.admit(sampleRequest(token, { holder: holder("first") }));
  lockFile(file);
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  const waiting = store.insertTokens([sampleToken()]);
  const refused = await store.admit(sampleRequest(token));
  expect(refused).toMatchObject({ outcome: "refused", reason: "token-already-used" });
  expect(await store.liveSessions()).toHaveLength(1);
  await expect(waiting).rejects.toThrow(StoreUnavailable);
  clearInterval(timer);
  expect(longest).toBeLessThan(deadline);
});

test("a store opens beside a foreign lock, and answers what needs no write", async () => {
  const { store, token, file } = await opened();
  await store.close();
  lockFile(file);
  const reopened = await openForTest({ file });
  expect(await reopened.token(token.id)).toEqual(token);
});

test("a file whose schema is still to be made is not opened while another process locks it", async () => {
  const file = await temporaryFile();
  const lock = lockFile(file);
  const options = { file, busyDeadlineMilliseconds: 50 };
  await expect(openForTest(options)).rejects.toThrow(StoreUnavailable);
  lock.exec("ROLLBACK");
  expect(await (await openForTest(options)).countApiKeys()).toBe(0);
});

test("what waits when the store is closed is carried out or refused, and nothing is taken afterwards", async () => {
  const { store, token, file } = await opened();
  const admission = store.insertTokens([sampleToken()]);
  await store.close();
  await admission;
  await expect(store.admit(sampleRequest(token))).rejects.toThrow(StoreUnavailable);
  await expect(store.setHighWaterSeconds(1)).rejects.toThrow(StoreUnavailable);
  await store.close();
  expectConsistent(file);
});

async function opened({
  busyDeadlineMilliseconds = DEADLINE_MILLISECONDS,
} = {}): Promise<{ store: Store; token: TokenRecord; file: string }> {
  const file = await temporaryFile();
  const store = await openForTest({ file, busyDeadlineMilliseconds });
  const token = sampleToken();
  await store.insertTokens([token]);
  return { store, token, file };
}

/** Holds the file as another program would, until the test is over. */
function lockFile(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  database.exec("BEGIN EXCLUSIVE");
  return database;
}
