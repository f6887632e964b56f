import type {
  AttemptOutcome,
  Delivery,
  DeliveryAttempt,
  WebhookHealth,
  WebhookStore,
} from "../store/webhooks.ts";
import type { Log } from "../telemetry/log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { SignedContent } from "./attempt.ts";
import { backoffMilliseconds } from "./backoff.ts";
import { createLane, emptyQueue, type Lane, noteAttempt } from "./lane.ts";
import { createSettlements } from "./settlements.ts";
import type { Webhook } from "./webhook.ts";

/** Deliveries under way: of one webhook, of one organization, and of all. */
const MOST_IN_FLIGHT_PER_WEBHOOK = 4;
const MOST_IN_FLIGHT_PER_ORGANIZATION = 8;
const MOST_IN_FLIGHT = 20;
/** Deliveries read from the outbox at once. */
const CHUNK = 100;
/** With so many outcomes that cannot be written, nothing more is sent. */
const MOST_UNSETTLED = 500;
/** After a read that failed. */
const RETRY_MILLISECONDS = 1_000;
/** The longest wait of a timer: beyond it Node fires at once. */
const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;
/** A receiver that says so wants nothing more, ever (RFC 9110 section 15.5.11). */
const GONE = 410;

export interface DeliveryLoopOptions {
  readonly store: Pick<WebhookStore, "dueDeliveries" | "recordAttempts">;
  /** Undefined: nothing is sent to it now. */
  readonly enabledWebhook: (id: string) => Webhook | undefined;
  /** Sends once; `stopping` ends it. Never rejects. */
  readonly attempt: (
    webhook: Webhook,
    content: SignedContent,
    stopping: AbortSignal,
  ) => Promise<DeliveryAttempt>;
  readonly nowMilliseconds: () => number;
  /** A random number from 0 to 1, for the jitter. */
  readonly draw: () => number;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "webhookAttempts">;
  /** Hears of a receiver that is gone, and how webhooks fare after each write. */
  readonly gone: (webhook: string) => void;
  readonly fared: (health: readonly WebhookHealth[]) => void;
}

/** Sends what is due, to each webhook at its own pace: a slow receiver holds up nobody but itself. */
export interface DeliveryLoop {
  /** Looks into the outbox of these now. */
  wake(webhooks: Iterable<string>): void;
  /** Looks now, and forgets that the receiver has failed. */
  retryNow(webhook: string): void;
  /** Sends nothing more of it that is not under way. */
  forget(webhook: string): void;
  /** Writes what became of the attempts so far. */
  settle(): Promise<void>;
  /** Ends what is under way, which stays pending, and stops after a last write. */
  close(): Promise<void>;
}

export function createDeliveryLoop(options: DeliveryLoopOptions): DeliveryLoop {
  const { store, nowMilliseconds, log, metrics } = options;
  const lanes = new Map<string, Lane>();
  const inFlight = new Set<Promise<void>>();
  /** Deliveries under way by organization. */
  const busy = new Map<string, number>();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const settlements = createSettlements({ store, log, settled });

  function settled(outcomes: readonly AttemptOutcome[], health: readonly WebhookHealth[]): void {
    for (const { webhook, id, nextAttemptAtMilliseconds } of outcomes) {
      const lane = lanes.get(webhook);
      if (!lane) continue;
      lane.claimed.delete(id);
      if (lane.isLoading) lane.settledMeanwhile.add(id);
      lookNoLaterThan(lane, nextAttemptAtMilliseconds);
    }
    options.fared(health);
    pump();
  }

  /** Starts what may be started, reads what may be read, and sets the clock for the rest. */
  function pump(): void {
    if (stopping.signal.aborted) return;
    while ([...lanes.values()].map(startOne).includes(true)) {}
    for (const lane of [...lanes.values()]) {
      if (isWorthALook(lane)) void load(lane);
      else if (isIdle(lane)) lanes.delete(lane.webhook);
    }
    setClock();
  }

  function startOne(lane: Lane): boolean {
    if (isFull(lane) || lane.holdUntilMilliseconds > nowMilliseconds()) return false;
    const webhook = options.enabledWebhook(lane.webhook);
    if (!webhook) emptyQueue(lane);
    const delivery = lane.queue.shift();
    if (!webhook || !delivery) return false;
    const delivering = deliver(lane, webhook, delivery).finally(() => inFlight.delete(delivering));
    inFlight.add(delivering);
    // Whoever was served last comes last: when all places are taken, the next free one is another's.
    lanes.delete(lane.webhook);
    lanes.set(lane.webhook, lane);
    return true;
  }

  function isFull(lane: Lane): boolean {
    if (inFlight.size >= MOST_IN_FLIGHT || lane.inFlight >= MOST_IN_FLIGHT_PER_WEBHOOK) return true;
    const organization = options.enabledWebhook(lane.webhook)?.organization;
    // A tenant whose receivers are slow keeps no place from the others.
    return organization !== undefined && (busy.get(organization) ?? 0) >= MOST_IN_FLIGHT_PER_ORGANIZATION;
  }

  async function deliver(lane: Lane, webhook: Webhook, delivery: Delivery): Promise<void> {
    const { organization } = webhook;
    lane.inFlight += 1;
    busy.set(organization, (busy.get(organization) ?? 0) + 1);
    const content = { id: delivery.id, payload: delivery.payload ?? "" };
    const attempted = await options.attempt(webhook, content, stopping.signal);
    lane.inFlight -= 1;
    leave(organization);
    // What a stop has cut off is no failure of the receiver: it stays pending.
    if (stopping.signal.aborted && attempted.error !== undefined) return;
    const isSuccess = attempted.error === undefined;
    noteAttempt(lane, isSuccess, nowMilliseconds());
    const outcome = outcomeOf(delivery, attempted, options.draw());
    metrics.webhookAttempts.inc({ outcome: isSuccess ? "delivered" : "failed" });
    settlements.add(outcome);
    if (attempted.status === GONE) options.gone(lane.webhook);
    // In a turn of its own, when this place is free.
    setImmediate(pump);
  }

  function leave(organization: string): void {
    const left = (busy.get(organization) ?? 1) - 1;
    if (left > 0) busy.set(organization, left);
    else busy.delete(organization);
  }

  async function load(lane: Lane): Promise<void> {
    lane.isLoading = true;
    lane.lookAtMilliseconds = Number.POSITIVE_INFINITY;
    try {
      const limit = CHUNK + lane.claimed.size;
      const { due, nextAtMilliseconds } = await store.dueDeliveries(lane.webhook, nowMilliseconds(), limit);
      const fresh = due.filter(({ id }) => !lane.claimed.has(id) && !lane.settledMeanwhile.has(id));
      for (const { id } of fresh) lane.claimed.add(id);
      lane.queue.push(...fresh);
      lookNoLaterThan(lane, nextAtMilliseconds);
    } catch (error) {
      log.warn(
        { event: "webhook-outbox-unreadable", err: error },
        "the outbox of webhooks cannot be read now",
      );
      lookNoLaterThan(lane, nowMilliseconds() + RETRY_MILLISECONDS);
    }
    lane.isLoading = false;
    lane.settledMeanwhile.clear();
    pump();
  }

  function isWorthALook(lane: Lane): boolean {
    const isEmpty = lane.queue.length === 0 && !lane.isLoading && lane.claimed.size < MOST_UNSETTLED;
    return (
      isEmpty && lookTime(lane) <= nowMilliseconds() && options.enabledWebhook(lane.webhook) !== undefined
    );
  }

  function setClock(): void {
    clearTimeout(timer);
    const now = nowMilliseconds();
    const times = [...lanes.values()]
      .filter(lane => options.enabledWebhook(lane.webhook) !== undefined)
      .map(lane => nextTime(lane, isFull(lane)));
    const wait = Math.min(...times) - now;
    if (wait < Number.POSITIVE_INFINITY) {
      timer = setTimeout(pump, Math.min(Math.max(wait, 1), LONGEST_TIMER_MILLISECONDS));
    }
  }

  function laneOf(webhook: string): Lane {
    const lane = lanes.get(webhook) ?? createLane(webhook);
    lanes.set(webhook, lane);
    return lane;
  }

  return {
    wake(webhooks) {
      for (const webhook of webhooks) laneOf(webhook).lookAtMilliseconds = 0;
      pump();
    },
    retryNow(webhook) {
      const lane = laneOf(webhook);
      Object.assign(lane, { failures: 0, holdUntilMilliseconds: 0, lookAtMilliseconds: 0 });
      pump();
    },
    forget(webhook) {
      const lane = lanes.get(webhook);
      if (lane) emptyQueue(lane);
      lanes.delete(webhook);
    },
    settle: () => settlements.flush(),
    async close() {
      stopping.abort();
      clearTimeout(timer);
      await Promise.all(inFlight);
      await settlements.close();
    },
  };
}

function lookNoLaterThan(lane: Lane, atMilliseconds: number | undefined): void {
  lane.lookAtMilliseconds = Math.min(lane.lookAtMilliseconds, atMilliseconds ?? Number.POSITIVE_INFINITY);
}

/** Nothing that is read could be sent during a hold. */
function lookTime(lane: Lane): number {
  return Math.max(lane.lookAtMilliseconds, lane.holdUntilMilliseconds);
}

/** When a lane has something to do by itself; infinite: it waits for an answer or for somebody to wake it. */
function nextTime(lane: Lane, isFull: boolean): number {
  if (lane.isLoading) return Number.POSITIVE_INFINITY;
  if (lane.queue.length > 0) return isFull ? Number.POSITIVE_INFINITY : lane.holdUntilMilliseconds;
  return lane.claimed.size < MOST_UNSETTLED ? lookTime(lane) : Number.POSITIVE_INFINITY;
}

/** There is nothing to remember of it. */
function isIdle(lane: Lane): boolean {
  const isEmpty = lane.claimed.size === 0 && !lane.isLoading && lane.failures === 0;
  return isEmpty && lane.lookAtMilliseconds === Number.POSITIVE_INFINITY;
}

function outcomeOf(delivery: Delivery, attempt: DeliveryAttempt, draw: number): AttemptOutcome {
  const { webhook, id } = delivery;
  const ended = { webhook, id, attempt, nextAttemptAtMilliseconds: undefined };
  if (attempt.error === undefined) return { ...ended, status: "delivered" };
  const delay = attempt.status === GONE ? undefined : backoffMilliseconds(delivery.tries + 1, draw);
  if (delay === undefined) return { ...ended, status: "failed" };
  const nextAttemptAtMilliseconds = attempt.atMilliseconds + attempt.durationMilliseconds + delay;
  return { ...ended, status: "pending", nextAttemptAtMilliseconds };
}
