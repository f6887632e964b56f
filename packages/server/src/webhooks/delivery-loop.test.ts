import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { StoreUnavailable } from "../store/store.ts";
import { createLoopDesk } from "./testing/loop-desk.ts";

const DAY_MILLISECONDS = 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const hang = () => new Promise<undefined>(() => undefined);

describe("a delivery", () => {
  test("that is taken is sent once", async () => {
    const desk = createLoopDesk(async () => 204);
    const ids = await desk.enqueue("wh_a", 250);
    await vi.advanceTimersByTimeAsync(DAY_MILLISECONDS);
    expect(desk.asked.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(new Set(await desk.statuses("wh_a"))).toEqual(new Set(["delivered"]));
    expect(await desk.attempts("delivered")).toBe(250);
  });

  test("that fails comes again after 5 s, 30 s, 2 min, … and is given up after the ninth attempt", async () => {
    const desk = createLoopDesk(async () => 500);
    await desk.enqueue("wh_a", 1);
    await vi.advanceTimersByTimeAsync(2 * DAY_MILLISECONDS);
    const times = desk.asked.map(({ atMilliseconds }) => atMilliseconds);
    const waits = times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / 1000));
    expect(waits).toEqual([5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200]);
    expect(await desk.statuses("wh_a")).toEqual(["failed"]);
    const { items } = await desk.store.listDeliveries({ webhook: "wh_a", limit: 1 });
    expect(items[0]?.attempts.map(({ status }) => status)).toEqual(Array(9).fill(500));
    expect(await desk.attempts("failed")).toBe(9);
  });

  test("gets through when the receiver is there again", async () => {
    let isUp = false;
    const desk = createLoopDesk(async () => (isUp ? 200 : undefined));
    await desk.enqueue("wh_a", 10);
    await vi.advanceTimersByTimeAsync(1_000);
    isUp = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(new Set(await desk.statuses("wh_a"))).toEqual(new Set(["delivered"]));
  });

  test("that was cut off by a stop is pending, and no failure", async () => {
    const desk = createLoopDesk(hang);
    await desk.enqueue("wh_a", 1);
    await vi.advanceTimersByTimeAsync(100);
    await desk.loop.close();
    const { items } = await desk.store.listDeliveries({ webhook: "wh_a", limit: 1 });
    expect(desk.asked).toHaveLength(1);
    expect(items[0]).toMatchObject({ status: "pending", tries: 0, attempts: [] });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("whose outcome cannot be written is not sent again meanwhile", async () => {
    const desk = createLoopDesk(async () => 200);
    const record = vi.spyOn(desk.store, "recordAttempts").mockRejectedValue(new StoreUnavailable("full"));
    await desk.enqueue("wh_a", 3);
    await vi.advanceTimersByTimeAsync(10_000);
    desk.loop.wake(["wh_a"]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(desk.asked).toHaveLength(3);
    record.mockRestore();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await desk.statuses("wh_a")).toEqual(["delivered", "delivered", "delivered"]);
    expect(desk.asked).toHaveLength(3);
  });

  test("of an outbox that cannot be read is sent when it can", async () => {
    const desk = createLoopDesk(async () => 200);
    vi.spyOn(desk.store, "dueDeliveries").mockRejectedValueOnce(new StoreUnavailable("locked"));
    await desk.enqueue("wh_a", 1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await desk.statuses("wh_a")).toEqual(["delivered"]);
  });
});

describe("receivers", () => {
  test("have at most 4 deliveries at once each, 8 for one organization, and 20 all together", async () => {
    const desk = createLoopDesk(hang);
    const webhooks = Array.from({ length: 16 }, (_, index) => `wh_${index}@org${index % 4}`);
    for (const webhook of webhooks) await desk.enqueue(webhook, 10);
    await vi.advanceTimersByTimeAsync(1_000);
    const counts = webhooks.map(wanted => desk.asked.filter(({ webhook }) => webhook === wanted).length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(4);
    const perOrganization = Map.groupBy(desk.asked, ({ webhook }) => webhook.split("@")[1]);
    expect(Math.max(...[...perOrganization.values()].map(asked => asked.length))).toBeLessThanOrEqual(8);
    expect(desk.asked).toHaveLength(20);
  });

  test("of one organization that never answer leave the others their places", async () => {
    const desk = createLoopDesk(webhook => (webhook.endsWith("@slow") ? hang() : Promise.resolve(200)));
    for (let index = 0; index < 100; index += 1) await desk.enqueue(`wh_${index}@slow`, 5);
    await desk.enqueue("wh_a@other", 300);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(new Set(await desk.statuses("wh_a@other"))).toEqual(new Set(["delivered"]));
  });

  test("that answer slowly hold up nobody but themselves", async () => {
    const desk = createLoopDesk(webhook => (webhook === "wh_slow" ? hang() : Promise.resolve(200)));
    await desk.enqueue("wh_slow", 500);
    await desk.enqueue("wh_fast", 300);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(new Set(await desk.statuses("wh_fast"))).toEqual(new Set(["delivered"]));
  });

  test("take turns when there are more of them than places", async () => {
    const answerAfter = (milliseconds: number) =>
      new Promise<number>(resolve => {
        setTimeout(() => resolve(200), milliseconds);
      });
    const desk = createLoopDesk(() => answerAfter(1_000));
    const webhooks = Array.from({ length: 30 }, (_, index) => `wh_${index}`);
    for (const webhook of webhooks) await desk.enqueue(webhook, 50);
    await vi.advanceTimersByTimeAsync(4_500);
    expect(new Set(desk.asked.map(({ webhook }) => webhook)).size).toBe(30);
  });

  test("that are down are not hammered with everything that waits for them", async () => {
    const desk = createLoopDesk(async () => undefined);
    await desk.enqueue("wh_a", 1_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(desk.asked.length).toBeLessThan(60);
  });

  test("that say 410 are asked no more, and what waits for them stays", async () => {
    const desk = createLoopDesk(async () => 410);
    await desk.enqueue("wh_a", 1);
    await vi.advanceTimersByTimeAsync(1_000);
    await desk.enqueue("wh_a", 5);
    await vi.advanceTimersByTimeAsync(DAY_MILLISECONDS);
    expect(desk.gone).toHaveBeenCalledExactlyOnceWith("wh_a");
    expect(desk.asked).toHaveLength(1);
    expect(await desk.statuses("wh_a")).toEqual(["failed", ...Array(5).fill("pending")]);
    desk.disabled.clear();
    desk.loop.retryNow("wh_a");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(desk.asked.length).toBeGreaterThan(1);
  });

  test("that failed are asked at once when somebody says so", async () => {
    let status = 500;
    const desk = createLoopDesk(async () => status);
    const ids = await desk.enqueue("wh_a", 1);
    await vi.advanceTimersByTimeAsync(36_000);
    status = 200;
    await desk.store.replayDelivery("wh_a", ids[0] ?? "", Date.now());
    desk.loop.retryNow("wh_a");
    await vi.advanceTimersByTimeAsync(100);
    expect(await desk.statuses("wh_a")).toEqual(["delivered"]);
  });

  test("are told about with each write", async () => {
    const desk = createLoopDesk(async () => 500);
    await desk.enqueue("wh_a", 1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(desk.fared).toHaveBeenLastCalledWith([
      expect.objectContaining({ webhook: "wh_a", failingSinceMilliseconds: expect.any(Number) }),
    ]);
  });
});

test("nothing turns in the background while nothing is due", async () => {
  const desk = createLoopDesk(async () => 200);
  const read = vi.spyOn(desk.store, "dueDeliveries");
  await desk.enqueue("wh_a", 1);
  await vi.advanceTimersByTimeAsync(1_000);
  const reads = read.mock.calls.length;
  await vi.advanceTimersByTimeAsync(DAY_MILLISECONDS);
  expect(read.mock.calls.length).toBe(reads);
  expect(vi.getTimerCount()).toBe(0);
});
