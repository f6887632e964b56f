import { expect, test, vi } from "vitest";
import { START_SECONDS, sampleToken } from "../store/conformance/samples.ts";
import { openMemoryStore } from "../store/memory/open.ts";
import { StoreUnavailable } from "../store/store.ts";
import { createPruner, keptForEver } from "./pruner.ts";
import { startPruner } from "./start-pruner.ts";

const DAY_SECONDS = 86_400;
async function withTokens(count: number) {
  const store = openMemoryStore();
  const tokens = Array.from({ length: count }, () => sampleToken({ expiresAtSeconds: START_SECONDS }));
  await store.insertTokens(tokens);
  return store;
}

test("each table keeps what is over for its days, in batches, and what is kept for ever is not touched", async () => {
  const store = await withTokens(1_201);
  const prune = vi.spyOn(store, "prune");
  let nowSeconds = START_SECONDS + DAY_SECONDS;
  const days = { ...keptForEver, tokens: 1 };
  const pruner = createPruner({ store, days, nowSeconds: () => nowSeconds });
  await pruner.run();
  expect(pruner.status()[0]).toEqual({
    table: "tokens",
    days: 1,
    lastRunAtSeconds: nowSeconds,
    lastRemoved: 0,
  });
  nowSeconds += 1;
  await pruner.run();
  expect(pruner.status()[0]).toMatchObject({ lastRunAtSeconds: nowSeconds, lastRemoved: 1_201 });
  const batches = await Promise.all(prune.mock.results.map(({ value }) => value));
  expect(batches).toEqual([0, 500, 500, 201]);
  expect(prune.mock.calls.every(([table]) => table === "tokens")).toBe(true);
  expect(
    pruner
      .status()
      .slice(1)
      .map(({ days: kept, lastRunAtSeconds }) => [kept, lastRunAtSeconds]),
  ).toEqual(Array(4).fill([undefined, undefined]));
});

test("a run ends with the batch that it is at when the server stops", async () => {
  const store = await withTokens(5_000);
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
  const fault = vi.fn();
  const days = { ...keptForEver, tokens: 1 };
  const nowSeconds = () => START_SECONDS + 2 * DAY_SECONDS;
  const pruner = startPruner({ store, days, nowSeconds, fault });
  await vi.advanceTimersByTimeAsync(60_000);
  vi.useRealTimers();
  // The pause behind its first batch is over by the real clock.
  await pruner.close();
  expect(pruner.status()[0]?.lastRemoved).toBe(500);
  expect(fault).not.toHaveBeenCalled();
});

test("a store that cannot write is heard of, and the next run goes on", async () => {
  const store = await withTokens(1);
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
  const fault = vi.fn();
  const { prune } = store;
  store.prune = () => Promise.reject(new StoreUnavailable("locked"));
  const nowSeconds = () => START_SECONDS + 2 * DAY_SECONDS;
  const pruner = startPruner({ store, days: { ...keptForEver, tokens: 1 }, nowSeconds, fault });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(fault).toHaveBeenCalledOnce();
  store.prune = prune;
  await vi.advanceTimersByTimeAsync(3_600_000);
  vi.useRealTimers();
  await pruner.close();
  expect(pruner.status()[0]?.lastRemoved).toBe(1);
});
