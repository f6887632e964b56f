import { existsSync, readFileSync, statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { sampleRequest, sampleToken } from "../conformance/samples.ts";
import { createCheckpointer } from "./checkpointer.ts";
import { openWriter } from "./connection.ts";
import { isBusy } from "./storage-fault.ts";
import { expectConsistent } from "./testing/consistency.ts";
import { openForTest, temporaryFile } from "./testing/temporary-store.ts";

const MEGABYTE = 1024 * 1024;

test("what is committed moves into the database by itself, long before the writer would move it", async () => {
  const { writer, checkpointer, commit } = await opened();
  commit(200);
  await vi.waitFor(() => expect(pagesOf(writer)).toBe(14_000), { timeout: 30_000 });
  commit(200);
  await vi.waitFor(() => expect(unmoved(writer)).toBe(0), { timeout: 30_000 });
  await checkpointer.close();
});

test("a store that writes little has no thread, and moves its own pages", async () => {
  const { writer, checkpointer, commit } = await opened();
  commit(20);
  await sleep(100);
  expect(pagesOf(writer)).toBe(1000);
  await checkpointer.close();
});

test("where the system gives no thread, each commit is as good as before, and the writer moves its own pages", async () => {
  let tries = 0;
  const { writer, checkpointer, commit } = await opened(() => {
    tries += 1;
    throw new Error("ERR_WORKER_INIT_FAILED");
  });
  commit(100);
  expect([tries, pagesOf(writer)]).toEqual([1, 1000]);
  await checkpointer.close();
});

test("the log begins anew however long the writer goes on without a pause", {
  timeout: 180_000,
}, async () => {
  const { file, checkpointer, commit } = await opened();
  let longest = 0;
  for (let round = 0; round < 400; round += 1) {
    commit(20, 4);
    longest = Math.max(longest, statSync(`${file}-wal`).size);
    await sleep(2);
  }
  // 400 × 20 × 5 pages would be 160 MiB.
  expect(longest).toBeLessThan(64 * MEGABYTE);
  await checkpointer.close();
});

test("a closed store leaves one whole file, also right behind a flood of writes", async () => {
  const file = await temporaryFile();
  const store = await openForTest({ file });
  const tokens = Array.from({ length: 2_000 }, () => sampleToken());
  await store.insertTokens(tokens);
  for (let at = 0; at < tokens.length; at += 20) {
    await Promise.all(tokens.slice(at, at + 20).map(token => store.admit(sampleRequest(token))));
  }
  await Promise.all([store.close(), store.close()]);
  expect(existsSync(`${file}-wal`)).toBe(false);
  expectConsistent(file);
});

test("what was erased is out of the log although pages are moved at the same time", async () => {
  const file = await temporaryFile();
  const store = await openForTest({ file });
  const tokens = Array.from({ length: 200 }, () => sampleToken({ user: "eve-of-the-log" }));
  for (const token of tokens) await store.insertTokens([token]);
  const { organization = "" } = tokens[0] ?? {};
  await store.eraseTokens({ organization, user: "eve-of-the-log", nowSeconds: 1 }, 1_000);
  await store.settleErasure();
  for (const name of [file, `${file}-wal`]) {
    expect(readFileSync(name, "latin1"), name).not.toContain("eve-of-the-log");
  }
});

async function opened(startThread?: Parameters<typeof createCheckpointer>[2]) {
  const file = await temporaryFile();
  const writer = openWriter(file, "process-crash");
  writer.exec("CREATE TABLE rows (text TEXT)");
  const checkpointer = createCheckpointer(writer, file, startThread);
  onTestFinished(async () => {
    await checkpointer.close();
    writer.close();
  });
  const insert = writer.prepare("INSERT INTO rows VALUES (?)");
  const commit = (times: number, pages = 1): void => {
    for (let time = 0; time < times; time += 1) {
      whenFree(() => insert.run("x".repeat(pages * 4096)));
      checkpointer.committed();
    }
  };
  return { file, writer, checkpointer, commit };
}

/** The thread keeps the writer out for moments. */
function whenFree(work: () => void): void {
  for (;;) {
    try {
      work();
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

function pagesOf(writer: DatabaseSync): unknown {
  return writer.prepare("PRAGMA wal_autocheckpoint").get()?.wal_autocheckpoint;
}

/** Pages that are in the log and not yet in the database. Asking moves none. */
function unmoved(writer: DatabaseSync): number {
  const { log = 0, checkpointed = 0 } = writer.prepare("PRAGMA wal_checkpoint(NOOP)").get() ?? {};
  return Number(log) - Number(checkpointed);
}
