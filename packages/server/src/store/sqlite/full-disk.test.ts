import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { sampleRequest, sampleRevocation, sampleToken } from "../conformance/samples.ts";
import { type Store, StoreUnavailable } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { openSqliteStore } from "./open.ts";
import { expectConsistent } from "./testing/consistency.ts";
import { mountSmallDisk, type SmallDisk } from "./testing/small-disk.ts";

const MEGABYTE = 1024 * 1024;

test("on a full disk writes fail whole, reads go on, and writes work again once there is space", async context => {
  const disk = mountSmallDisk();
  if (!disk) return context.skip("a disk of 4 MB can only be mounted by root");
  const { store, file } = await openOn(disk);
  expect(disk.freeBytes()).toBeGreaterThan(3 * MEGABYTE);
  const tokens = Array.from({ length: 600 }, () => sampleToken({ user: "eve" }));
  await store.insertTokens(tokens);

  disk.fill();
  const { admitted, failed } = await admitAll(store, tokens);
  expect(failed.length).toBeGreaterThan(0);
  await expect(store.revoke(sampleRevocation())).rejects.toThrow(StoreUnavailable);
  expect((await store.liveSessions()).length).toBe(admitted.length);
  for (const token of admitted) {
    expect(await store.admit(sampleRequest(token))).toMatchObject({ reason: "token-already-used" });
  }
  for (const token of failed) expect((await store.token(token.id))?.uses).toBe(0);

  disk.empty();
  expect((await admitAll(store, failed)).failed).toEqual([]);
  expect((await store.liveSessions()).length).toBe(tokens.length);
  expect((await store.revoke(sampleRevocation())).rule.sessions).toBe(tokens.length);
  expectConsistent(file);
});

async function openOn(disk: SmallDisk): Promise<{ store: Store; file: string }> {
  const file = join(disk.folder, "sluice.db");
  const store = await openSqliteStore({ file, durability: "process-crash" });
  onTestFinished(async () => {
    await store.close();
    disk.remove();
  });
  return { store, file };
}

async function admitAll(store: Store, tokens: readonly TokenRecord[]) {
  const outcomes = await Promise.allSettled(tokens.map(token => store.admit(sampleRequest(token))));
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(StoreUnavailable);
  }
  const withStatus = (status: string) => tokens.filter((_, index) => outcomes[index]?.status === status);
  return { admitted: withStatus("fulfilled"), failed: withStatus("rejected") };
}
