import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openMemoryStore } from "../store/memory/open.ts";
import { StoreUnavailable } from "../store/store.ts";
import { createEvents } from "../telemetry/events.ts";
import { createLog } from "../telemetry/log.ts";
import { createMetrics } from "../telemetry/metrics.ts";
import { BACKLOG_LIMIT, createOutbox } from "./outbox.ts";
import { createSubscriptions } from "./subscriptions.ts";
import { sampleEvent } from "./testing/sample-event.ts";
import { sampleWebhook } from "./testing/sample-webhook.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createDesk() {
  const store = openMemoryStore();
  const log = createLog("silent");
  const events = createEvents(log);
  const subscriptions = createSubscriptions();
  const metrics = createMetrics(() => 0);
  const enqueued = vi.fn();
  let drawn = 0;
  const drawId = () => `ev_${++drawn}`;
  const outbox = createOutbox({ store, events, subscriptions, drawId, log, metrics, enqueued });
  return {
    store,
    events,
    subscriptions,
    outbox,
    enqueued,
    dropped: async () => (await metrics.webhookEventsDropped.get()).values[0]?.value,
    log: async (webhook = "wh_sample") => (await store.listDeliveries({ webhook, limit: 999 })).items,
  };
}

describe("an event", () => {
  test("is in the outbox within 100 ms, for each webhook that wants it, under one id", async () => {
    const { events, subscriptions, enqueued, log } = createDesk();
    subscriptions.put(sampleWebhook({}, "wh_a"));
    subscriptions.put(sampleWebhook({ events: ["session.started"] }, "wh_b"));
    subscriptions.put(sampleWebhook({ events: ["token.used"] }, "wh_c"));
    subscriptions.put(sampleWebhook({ applications: ["other"] }, "wh_d"));
    events.emit(sampleEvent({ atMilliseconds: 1_800_000_000_000 }));
    await vi.advanceTimersByTimeAsync(100);
    const [delivery] = await log("wh_a");
    expect(delivery).toMatchObject({ id: "ev_1", event: "session.started", user: "ann", status: "pending" });
    expect(JSON.parse(delivery?.payload ?? "")).toEqual({
      type: "session.started",
      timestamp: "2027-01-15T08:00:00.000Z",
      organization: "demo",
      data: sampleEvent().data(),
    });
    expect((await log("wh_b")).map(({ id }) => id)).toEqual(["ev_1"]);
    expect([...(await log("wh_c")), ...(await log("wh_d"))]).toEqual([]);
    expect(enqueued).toHaveBeenCalledExactlyOnceWith(new Set(["wh_a", "wh_b"]));
  });

  test("costs its emitter no I/O, whatever waits already", () => {
    const { events, subscriptions, store } = createDesk();
    subscriptions.put(sampleWebhook());
    const enqueue = vi.spyOn(store, "enqueueDeliveries");
    const data = vi.fn(sampleEvent().data);
    for (let count = 0; count < 5_000; count++) events.emit(sampleEvent({ data }));
    expect(data).toHaveBeenCalledTimes(5_000);
    expect(enqueue).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(1);
  });

  test("that nobody subscribed to is not even put together", async () => {
    const { events, subscriptions, outbox, enqueued } = createDesk();
    subscriptions.put(sampleWebhook({ enabled: false }));
    const data = vi.fn(sampleEvent().data);
    events.emit(sampleEvent({ data }));
    events.emit(sampleEvent({ data, organization: "other" }));
    expect(vi.getTimerCount()).toBe(0);
    await outbox.flush();
    expect(data).not.toHaveBeenCalled();
    expect(enqueued).not.toHaveBeenCalled();
  });

  test("waits for a store that cannot write, and is written once it can", async () => {
    const { events, subscriptions, store, log } = createDesk();
    subscriptions.put(sampleWebhook());
    vi.spyOn(store, "enqueueDeliveries").mockRejectedValueOnce(new StoreUnavailable("full"));
    events.emit(sampleEvent());
    await vi.advanceTimersByTimeAsync(100);
    expect(await log()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await log()).toHaveLength(1);
  });
});

describe("more events than can be kept", () => {
  test("are dropped and counted while the store cannot write: memory does not grow without end", async () => {
    const { events, subscriptions, store, dropped } = createDesk();
    subscriptions.put(sampleWebhook());
    vi.spyOn(store, "enqueueDeliveries").mockRejectedValue(new StoreUnavailable("full"));
    for (let count = 0; count < 10_003; count++) events.emit(sampleEvent());
    expect(await dropped()).toBe(3);
  });

  test("are dropped and counted once the webhook's backlog is full", async () => {
    const { events, subscriptions, store, outbox, dropped } = createDesk();
    subscriptions.put(sampleWebhook());
    const enqueue = vi.spyOn(store, "enqueueDeliveries").mockResolvedValue(2);
    events.emit(sampleEvent());
    await outbox.close();
    expect(enqueue).toHaveBeenCalledExactlyOnceWith(expect.any(Array), BACKLOG_LIMIT);
    expect(await dropped()).toBe(2);
  });

  test("are written in parts, so that no admit waits for all of them", async () => {
    const { events, subscriptions, store, outbox, log } = createDesk();
    for (const id of ["wh_a", "wh_b"]) subscriptions.put(sampleWebhook({}, id));
    const enqueue = vi.spyOn(store, "enqueueDeliveries");
    for (let count = 0; count < 300; count++) events.emit(sampleEvent());
    await outbox.flush();
    expect(Math.max(...enqueue.mock.calls.map(([deliveries]) => deliveries.length))).toBe(250);
    expect(await log("wh_b")).toHaveLength(300);
  });
});
