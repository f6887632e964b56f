import type { NewDelivery, WebhookStore } from "../store/webhooks.ts";
import type { Events } from "../telemetry/events.ts";
import type { Log } from "../telemetry/log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { type Message, payloadOf } from "./payload.ts";
import type { Subscriptions } from "./subscriptions.ts";
import type { Webhook } from "./webhook.ts";

/** An event is on disk no later than this after it happened, as long as the disk keeps up. */
const FLUSH_MILLISECONDS = 50;
const RETRY_MILLISECONDS = 1_000;
/** Events in memory that wait for the disk; what comes beyond is dropped and counted. */
const WAITING_LIMIT = 10_000;
/** Deliveries of one write: an admit never waits for more. */
const BATCH = 250;
/** Deliveries of one webhook that may be pending. */
export const BACKLOG_LIMIT = 10_000;

export interface OutboxOptions {
  readonly store: Pick<WebhookStore, "enqueueDeliveries">;
  readonly events: Events;
  readonly subscriptions: Subscriptions;
  readonly drawId: () => string;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "webhookEventsDropped">;
  /** Hears which webhooks have something to deliver. */
  readonly enqueued: (webhooks: ReadonlySet<string>) => void;
}

/** Takes events in and writes them behind: what is written is delivered at least once, whatever happens. */
export interface Outbox {
  /** Writes what waits; resolves when it is written, or was tried and could not be. */
  flush(): Promise<void>;
  /** Stops, after a last write. */
  close(): Promise<void>;
}

/** An event with those who want to hear of it. */
interface Waiting {
  readonly message: Message;
  readonly user: string | undefined;
  readonly webhooks: readonly Webhook[];
}

/** Listens from now on. Taking an event in is a look-up and an entry in a list: no I/O, whoever emits never waits. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { store, subscriptions, log, metrics, enqueued } = options;
  let waiting: Waiting[] = [];
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const schedule = (delayMilliseconds: number): void => {
    timer ??= setTimeout(() => void flush(), delayMilliseconds);
  };

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = nextBatch(waiting);
      const deliveries = batch.flatMap(entry => deliveriesOf(entry, options.drawId()));
      try {
        metrics.webhookEventsDropped.inc(await store.enqueueDeliveries(deliveries, BACKLOG_LIMIT));
      } catch (error) {
        log.warn(
          { event: "webhook-events-unwritten", err: error },
          "events for webhooks could not be written yet",
        );
        schedule(RETRY_MILLISECONDS);
        return;
      }
      waiting = waiting.slice(batch.length);
      enqueued(new Set(deliveries.map(({ webhook }) => webhook)));
    }
  };

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  };

  options.events.onEvent(event => {
    const webhooks = subscriptions.subscribers(event);
    if (webhooks.length === 0) return;
    if (waiting.length >= WAITING_LIMIT) {
      metrics.webhookEventsDropped.inc(webhooks.length);
      return;
    }
    const { type, organization, atMilliseconds, user } = event;
    waiting.push({ message: { type, organization, atMilliseconds, data: event.data() }, user, webhooks });
    schedule(FLUSH_MILLISECONDS);
  });

  return {
    flush,
    async close() {
      await flush();
      clearTimeout(timer);
    },
  };
}

function nextBatch(waiting: readonly Waiting[]): readonly Waiting[] {
  let deliveries = 0;
  const end = waiting.findIndex(({ webhooks }) => {
    deliveries += webhooks.length;
    return deliveries > BATCH;
  });
  return end < 0 ? waiting : waiting.slice(0, Math.max(1, end));
}

/** One body for all who hear of it, under one id. */
function deliveriesOf({ message, user, webhooks }: Waiting, id: string): readonly NewDelivery[] {
  const { organization, type, atMilliseconds } = message;
  const payload = payloadOf(message);
  return webhooks.map(webhook => ({
    webhook: webhook.id,
    organization,
    id,
    event: type,
    user,
    payload,
    createdAtMilliseconds: atMilliseconds,
  }));
}
