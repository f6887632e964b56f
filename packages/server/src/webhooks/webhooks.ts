import type { ResolveName } from "../lib/egress.ts";
import { randomSessionId } from "../lib/random-names.ts";
import type { Store } from "../store/store.ts";
import type { DeliveryAttempt, WebhookHealth } from "../store/webhooks.ts";
import type { Events } from "../telemetry/events.ts";
import type { Log } from "../telemetry/log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { attempt } from "./attempt.ts";
import { createDeliveryLoop } from "./delivery-loop.ts";
import { disableWebhook } from "./disable.ts";
import { TEST_EVENT } from "./events.ts";
import { createOutbox } from "./outbox.ts";
import { payloadOf } from "./payload.ts";
import { createSender, type Outgoing } from "./send.ts";
import { createSubscriptions } from "./subscriptions.ts";
import { type disableReasons, type OpenSecret, readWebhook, type Webhook } from "./webhook.ts";

/** A receiver that does nothing but fail for so long is switched off. */
const FAILING_LIMIT_MILLISECONDS = 5 * 24 * 3_600 * 1_000;
/** Deliveries removed in one write: an admit never waits for more. */
const REMOVED_AT_ONCE = 500;

export interface WebhookOptions {
  readonly store: Store;
  readonly events: Events;
  readonly openSecret: OpenSecret;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly nowMilliseconds: () => number;
  /** The version of the program, for the User-Agent. */
  readonly version: string;
  /** For tests; the system's by default. */
  readonly resolveName?: ResolveName;
  /** Random number from 0 to 1. */
  readonly draw: () => number;
  /** False: events are only written into the outbox, for the next server. */
  readonly delivers: boolean;
}

/** The webhooks of the installation: who hears of what, and the delivery of it. */
export interface Webhooks {
  get(organization: string, id: string): Webhook | undefined;
  /** Of one organization, the last made first. */
  of(organization: string): readonly Webhook[];
  /** Takes a webhook in as it was written, and sends what waits for it. */
  put(webhook: Webhook): void;
  /** Forgets a webhook that is gone, and removes what was kept for it. */
  remove(id: string): Promise<void>;
  /** Forgets the webhooks of an organization that is gone, and removes what was kept for them. */
  removeOrganization(organization: string): Promise<void>;
  /** Sends what is due now, also to a receiver that has failed. */
  retryNow(id: string): void;
  /** Sends a test, whether it is enabled or not; nothing of it is kept. */
  test(webhook: Webhook): Promise<DeliveryAttempt>;
  /** Writes what has happened so far: events into the outbox, and what became of attempts. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Reads the webhooks, listens for events, and goes on with what an earlier process left undelivered. */
export async function startWebhooks(options: WebhookOptions): Promise<Webhooks> {
  const { store, events, openSecret, log, metrics, nowMilliseconds, version, draw, delivers } = options;
  const objects = (await store.objects()).filter(({ kind }) => kind === "webhook");
  const subscriptions = createSubscriptions(objects.map(object => readWebhook(object, openSecret)));
  const sender = createSender(options.resolveName === undefined ? {} : { resolveName: options.resolveName });
  const send = (request: Outgoing) => sender.send(request);
  const dependencies = { send, nowMilliseconds, version };
  const enabledWebhook = (id: string): Webhook | undefined => {
    const webhook = subscriptions.get(id);
    return delivers && webhook?.document.enabled ? webhook : undefined;
  };
  const disable = async (id: string, reason: (typeof disableReasons)[number]): Promise<void> => {
    const webhook = enabledWebhook(id);
    const disabled =
      webhook && (await disableWebhook({ store, openSecret, nowMilliseconds, log }, webhook, reason));
    if (disabled) subscriptions.put(disabled);
  };
  const loop = createDeliveryLoop({
    store,
    enabledWebhook,
    attempt: (webhook, content, stopping) => attempt(dependencies, webhook, content, stopping),
    nowMilliseconds,
    draw,
    log,
    metrics,
    gone: id => void disable(id, "gone"),
    fared: health => {
      for (const { webhook } of health.filter(isHopeless)) void disable(webhook, "failing");
    },
  });
  const isHopeless = ({ failingSinceMilliseconds: since }: WebhookHealth): boolean =>
    since !== undefined && nowMilliseconds() - since >= FAILING_LIMIT_MILLISECONDS;
  const drawId = (): string => `ev_${randomSessionId()}`;
  const outbox = createOutbox({
    store,
    events,
    subscriptions,
    drawId,
    log,
    metrics,
    enqueued: ids => loop.wake(ids),
  });
  const forget = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) {
      subscriptions.remove(id);
      loop.forget(id);
    }
    // What has been taken in for it is written first, so that it is removed with the rest.
    await outbox.flush();
  };
  const removeDeliveries = async (id: string): Promise<void> => {
    while ((await store.removeDeliveries(id, REMOVED_AT_ONCE)) === REMOVED_AT_ONCE);
  };
  loop.wake([...subscriptions.all()].map(({ id }) => id));
  return {
    get(organization, id) {
      const webhook = subscriptions.get(id);
      return webhook?.organization === organization ? webhook : undefined;
    },
    of: organization => subscriptions.of(organization),
    put(webhook) {
      subscriptions.put(webhook);
      loop.retryNow(webhook.id);
    },
    async remove(id) {
      await forget([id]);
      await removeDeliveries(id);
    },
    async removeOrganization(organization) {
      const ids = subscriptions.of(organization).map(({ id }) => id);
      await forget(ids);
      for (const id of ids) await removeDeliveries(id);
    },
    retryNow: id => loop.retryNow(id),
    test: webhook => {
      const atMilliseconds = nowMilliseconds();
      const { id, organization } = webhook;
      const payload = payloadOf({ type: TEST_EVENT, organization, atMilliseconds, data: { webhook: id } });
      return attempt(dependencies, webhook, { id: drawId(), payload });
    },
    async flush() {
      await outbox.flush();
      await loop.settle();
    },
    async close() {
      await outbox.close();
      await loop.close();
      await sender.close();
    },
  };
}
