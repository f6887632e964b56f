import { setTimeout as sleep } from "node:timers/promises";
import { eventTypes } from "../../packages/server/src/webhooks/events.ts";
import type { Made, Make } from "./ask.ts";

const PAUSE_MILLISECONDS = 50;
const PATIENCE = 100;

/** Makes a webhook that hears of everything; resolves to its id. */
export async function openHook(make: Make, more: object): Promise<string> {
  return String((await make("post", "/v1/webhooks", { body: { ...more, events: eventTypes } })).id);
}

/** The id of a delivery of a webhook, once there are as many as more than one page holds. */
export async function deliveryOf(make: Make, webhook: string): Promise<string> {
  for (let count = 0; count < PATIENCE; count += 1) {
    const { items } = await make("get", "/v1/webhooks/{id}/deliveries", { path: { id: webhook } });
    const deliveries: readonly Made[] = Array.isArray(items) ? items : [];
    const [first, second] = deliveries;
    if (first !== undefined && second !== undefined) return String(first.id);
    await sleep(PAUSE_MILLISECONDS);
  }
  throw new Error(`the webhook ${webhook} has heard of nothing`);
}

/** What the webhook has heard of waits from now on, and nobody is asked again. */
export async function closeHook(make: Make, webhook: string): Promise<void> {
  await make("patch", "/v1/webhooks/{id}", { path: { id: webhook }, body: { enabled: false } });
}
