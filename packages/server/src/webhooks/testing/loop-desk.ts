import { vi } from "vitest";
import { openMemoryStore } from "../../store/memory/open.ts";
import type { DeliveryAttempt, NewDelivery } from "../../store/webhooks.ts";
import { createLog } from "../../telemetry/log.ts";
import { createMetrics } from "../../telemetry/metrics.ts";
import { createDeliveryLoop } from "../delivery-loop.ts";
import { sampleWebhook } from "./sample-webhook.ts";

/** Answers an attempt: a status, or nothing at all. */
export type Receive = (webhook: string, id: string) => Promise<number | undefined>;

/** A delivery loop over a memory store, with a receiver that the test plays. Needs fake timers. */
export function createLoopDesk(receive: Receive) {
  const store = openMemoryStore();
  const metrics = createMetrics(() => 0);
  const disabled = new Set<string>();
  const gone = vi.fn((id: string) => void disabled.add(id));
  const fared = vi.fn();
  const asked: { readonly webhook: string; readonly id: string; readonly atMilliseconds: number }[] = [];
  const loop = createDeliveryLoop({
    store,
    // `wh_a@acme` is of the organization acme.
    enabledWebhook: id =>
      disabled.has(id) ? undefined : { ...sampleWebhook({}, id), organization: id.split("@")[1] ?? "demo" },
    async attempt(webhook, { id }, stopping): Promise<DeliveryAttempt> {
      const atMilliseconds = Date.now();
      asked.push({ webhook: webhook.id, id, atMilliseconds });
      const stopped = new Promise<undefined>(resolve => {
        stopping.addEventListener("abort", () => resolve(undefined));
      });
      const status = await Promise.race([receive(webhook.id, id), stopped]);
      const isSuccess = status !== undefined && status < 300;
      const error = isSuccess ? undefined : `answered ${status}`;
      return { atMilliseconds, durationMilliseconds: Date.now() - atMilliseconds, status, error };
    },
    nowMilliseconds: () => Date.now(),
    draw: () => 0.5,
    log: createLog("silent"),
    metrics,
    gone,
    fared,
  });
  let drawn = 0;
  return {
    store,
    loop,
    asked,
    disabled,
    gone,
    fared,
    attempts: async (outcome: string) =>
      (await metrics.webhookAttempts.get()).values.find(({ labels }) => labels.outcome === outcome)?.value,
    async enqueue(webhook: string, count: number): Promise<readonly string[]> {
      const deliveries = Array.from({ length: count }, (): NewDelivery => {
        drawn += 1;
        const createdAtMilliseconds = Date.now();
        const event = { event: "session.started", user: undefined, payload: "{}" };
        return { webhook, organization: "demo", id: `ev_${drawn}`, ...event, createdAtMilliseconds };
      });
      await store.enqueueDeliveries(deliveries, 10_000);
      loop.wake([webhook]);
      return deliveries.map(({ id }) => id);
    },
    async statuses(webhook: string): Promise<readonly string[]> {
      const { items } = await store.listDeliveries({ webhook, limit: 999 });
      return items.map(({ status }) => status).toReversed();
    },
  };
}
