import { describe, expect, onTestFinished, test, vi } from "vitest";
import { openMemoryStore } from "../store/memory/open.ts";
import type { Store } from "../store/store.ts";
import { createEvents } from "../telemetry/events.ts";
import { createLog } from "../telemetry/log.ts";
import { createMetrics } from "../telemetry/metrics.ts";
import { startReceiver } from "./testing/receiver.ts";
import { sampleEvent } from "./testing/sample-event.ts";
import { sampleObject } from "./testing/sample-webhook.ts";
import { readWebhook, type WebhookDocument } from "./webhook.ts";
import { startWebhooks } from "./webhooks.ts";

const DAY_MILLISECONDS = 86_400_000;
const openSecret = (sealed: string) => sealed;

/** The machine may be busy with other suites. */
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000 });

async function start(store: Store = openMemoryStore(), delivers = true) {
  const log = createLog("silent");
  const events = createEvents(log);
  let passed = 0;
  const webhooks = await startWebhooks({
    store,
    events,
    openSecret,
    log,
    metrics: createMetrics(() => 0),
    nowMilliseconds: () => Date.now() + passed,
    version: "test",
    draw: () => 0.5,
    delivers,
  });
  onTestFinished(() => webhooks.close());
  return {
    store,
    events,
    webhooks,
    pass: (milliseconds: number) => {
      passed += milliseconds;
    },
  };
}

async function keep(store: Store, changes: Partial<WebhookDocument> = {}, id = "wh_sample") {
  const { document, organization } = sampleObject({ allowPrivate: true, ...changes }, id);
  const outcome = await store.writeObjects(
    [{ write: "put", kind: "webhook", organization, id, version: 0, document }],
    1,
  );
  const [object] = outcome.outcome === "written" ? outcome.objects : [];
  if (!object) throw new Error("not written");
  return readWebhook(object, openSecret);
}

describe("the webhooks of a server", () => {
  test("deliver what happens, and go on after a restart with what was left", async () => {
    const receiver = await startReceiver();
    const first = await start();
    await keep(first.store, { url: receiver.url });
    const second = await start(first.store);
    second.events.emit(sampleEvent());
    await soon(() => expect(receiver.received).toHaveLength(1));
    await second.webhooks.close();
    await first.store.enqueueDeliveries(
      [
        {
          webhook: "wh_sample",
          organization: "demo",
          id: "ev_left",
          event: "token.used",
          user: undefined,
          payload: "{}",
          createdAtMilliseconds: 1,
        },
      ],
      10,
    );
    await start(first.store);
    await soon(() => expect(receiver.received).toHaveLength(2));
    expect(receiver.received[1]?.headers["webhook-id"]).toBe("ev_left");
  });

  test("of a command on the folder keep what happens for the next server", async () => {
    const receiver = await startReceiver();
    const store = openMemoryStore();
    await keep(store, { url: receiver.url });
    const command = await start(store, false);
    command.events.emit(sampleEvent());
    await command.webhooks.close();
    expect(receiver.received).toEqual([]);
    await start(store);
    await soon(() => expect(receiver.received).toHaveLength(1));
  });

  test("switch one off whose receiver says 410, with the reason in its view and in the audit log", async () => {
    const receiver = await startReceiver(response => response.writeHead(410).end());
    const { store, events, webhooks } = await start();
    webhooks.put(await keep(store, { url: receiver.url }));
    events.emit(sampleEvent());
    await soon(() =>
      expect(webhooks.get("demo", "wh_sample")?.document).toMatchObject({
        enabled: false,
        disabledReason: "gone",
      }),
    );
    const { items } = await store.listAudit({ organization: "demo", limit: 9 });
    expect(items).toMatchObject([
      { actor: "system", action: "webhook.disable", after: { disabled_reason: "gone", version: 2 } },
    ]);
    expect(JSON.stringify(items)).not.toContain("whsec_");
  });

  test("switch one off that has done nothing but fail for five days", async () => {
    const receiver = await startReceiver(response => response.writeHead(500).end());
    const { store, events, webhooks, pass } = await start();
    webhooks.put(await keep(store, { url: receiver.url }));
    const disabledReason = () => webhooks.get("demo", "wh_sample")?.document.disabledReason;
    const failAgain = async (count: number) => {
      webhooks.retryNow("wh_sample");
      events.emit(sampleEvent());
      await soon(() => expect(receiver.received.length).toBeGreaterThanOrEqual(count));
      await webhooks.flush();
    };
    await failAgain(1);
    await soon(async () => expect(await store.webhookHealth(["wh_sample"])).toHaveLength(1));
    pass(5 * DAY_MILLISECONDS - 60_000);
    await failAgain(2);
    expect(disabledReason()).toBeNull();
    pass(60_000);
    await failAgain(receiver.received.length + 1);
    await soon(() => expect(disabledReason()).toBe("failing"));
  });

  test("leave one alone that somebody has changed while it was being switched off", async () => {
    const receiver = await startReceiver(response => response.writeHead(410).end());
    const { store, events, webhooks } = await start();
    const stale = await keep(store, { url: receiver.url });
    webhooks.put(stale);
    const { organization, id, document } = stale;
    await store.writeObjects([{ write: "put", kind: "webhook", organization, id, version: 1, document }], 2);
    events.emit(sampleEvent());
    await soon(async () =>
      expect((await store.listDeliveries({ webhook: id, limit: 1 })).items[0]?.status).toBe("failed"),
    );
    expect((await store.objects())[0]).toMatchObject({ version: 2, document: { enabled: true } });
    expect((await store.listAudit({ organization: "demo", limit: 9 })).items).toEqual([]);
  });

  test("are seen by their own organization only", async () => {
    const { store, webhooks } = await start();
    webhooks.put(await keep(store));
    expect(webhooks.get("demo", "wh_sample")).toBeDefined();
    expect(webhooks.get("other", "wh_sample")).toBeUndefined();
    expect(webhooks.of("demo")).toHaveLength(1);
    expect(webhooks.of("other")).toEqual([]);
  });

  test("send nothing more of one that was removed", async () => {
    const receiver = await startReceiver();
    const { store, events, webhooks } = await start();
    webhooks.put(await keep(store, { url: receiver.url }));
    await webhooks.remove("wh_sample");
    events.emit(sampleEvent());
    await webhooks.flush();
    expect((await store.listDeliveries({ webhook: "wh_sample", limit: 9 })).items).toEqual([]);
    expect(receiver.received).toEqual([]);
  });

  test("keep nothing of an organization that is gone, and send it nothing", async () => {
    const receiver = await startReceiver(response => response.writeHead(500).end());
    const { store, events, webhooks } = await start();
    webhooks.put(await keep(store, { url: receiver.url }));
    events.emit(sampleEvent());
    await soon(() => expect(receiver.received).toHaveLength(1));
    events.emit(sampleEvent());
    await webhooks.removeOrganization("demo");
    events.emit(sampleEvent());
    await webhooks.flush();
    expect(webhooks.of("demo")).toEqual([]);
    expect((await store.listDeliveries({ webhook: "wh_sample", limit: 9 })).items).toEqual([]);
    expect(await store.webhookHealth(["wh_sample"])).toEqual([]);
    expect(receiver.received).toHaveLength(1);
  });

  test("test one that is switched off, and keep nothing of it", async () => {
    const receiver = await startReceiver(response => response.writeHead(418).end());
    const { store, webhooks } = await start();
    const webhook = await keep(store, { url: receiver.url, enabled: false });
    expect(await webhooks.test(webhook)).toMatchObject({ status: 418, error: "answered 418" });
    expect(JSON.parse(receiver.received[0]?.body ?? "")).toEqual({
      type: "webhook.test",
      timestamp: expect.any(String),
      organization: "demo",
      data: { webhook: "wh_sample" },
    });
    expect((await store.listDeliveries({ webhook: "wh_sample", limit: 9 })).items).toEqual([]);
  });
});
