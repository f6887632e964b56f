import type { ServerEvent } from "../telemetry/events.ts";
import { type Webhook, wants } from "./webhook.ts";

/** The webhooks of the installation in memory, and who of them wants to hear of an event. */
export interface Subscriptions {
  get(id: string): Webhook | undefined;
  /** Of one organization, the last made first. */
  of(organization: string): readonly Webhook[];
  all(): IterableIterator<Webhook>;
  put(webhook: Webhook): void;
  remove(id: string): void;
  /** One look-up, and a walk over those that want this type. */
  subscribers(event: ServerEvent): readonly Webhook[];
}

export function createSubscriptions(webhooks: readonly Webhook[] = []): Subscriptions {
  const byId = new Map(webhooks.map(webhook => [webhook.id, webhook]));
  let byEvent = new Map<string, readonly Webhook[]>();
  const index = (): void => {
    const next = new Map<string, Webhook[]>();
    for (const webhook of byId.values()) {
      if (!webhook.document.enabled) continue;
      for (const type of webhook.document.events) {
        const key = keyOf(webhook.organization, type);
        next.set(key, [...(next.get(key) ?? []), webhook]);
      }
    }
    byEvent = next;
  };
  index();
  return {
    get: id => byId.get(id),
    of: organization =>
      [...byId.values()].filter(webhook => webhook.organization === organization).toReversed(),
    all: () => byId.values(),
    put(webhook) {
      byId.set(webhook.id, webhook);
      index();
    },
    remove(id) {
      byId.delete(id);
      index();
    },
    subscribers({ organization, type, application }) {
      const found = byEvent.get(keyOf(organization, type));
      if (found === undefined) return NOBODY;
      return found.filter(webhook => wants(webhook, type, application));
    },
  };
}

const NOBODY: readonly Webhook[] = [];

function keyOf(organization: string, type: string): string {
  return `${organization} ${type}`;
}
