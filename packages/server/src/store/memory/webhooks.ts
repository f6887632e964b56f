import type { Audit } from "../audit.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Page } from "../page.ts";
import {
  type AttemptOutcome,
  type Delivery,
  type DeliveryQuery,
  KEPT_ATTEMPTS,
  type NewDelivery,
  type ReplayOrder,
  type ReplayResult,
  type WebhookHealth,
  type WebhookStore,
} from "../webhooks.ts";

/** A delivery and its place in the log. */
interface Placed {
  readonly seq: number;
  readonly delivery: Delivery;
}

interface State {
  readonly deliveries: Map<string, Placed>;
  readonly health: Map<string, WebhookHealth>;
  nextSeq: number;
}

/** The webhooks' part of the memory store. `audited` writes the audit entry of a result. */
export function memoryWebhooks(audited: <T>(result: T, audit: Audit<T> | undefined) => T): WebhookStore {
  const state: State = { deliveries: new Map(), health: new Map(), nextSeq: 1 };
  return {
    enqueueDeliveries: async (deliveries, backlogLimit) => enqueue(state, deliveries, backlogLimit),
    dueDeliveries: async (webhook, nowMilliseconds, limit) => due(state, webhook, nowMilliseconds, limit),
    recordAttempts: async outcomes => recordAttempts(state, outcomes),
    clearWebhookHealth: async webhook => void state.health.delete(webhook),
    webhookHealth: async webhooks => healthOf(state, webhooks),
    listDeliveries: async query => list(state, query),
    delivery: async (webhook, id) => state.deliveries.get(keyOf({ webhook, id }))?.delivery,
    replayDelivery: async (webhook, id, nowMilliseconds, audit) =>
      audited(replay(state, webhook, id, nowMilliseconds), audit),
    replayFailed: async (order, audit) => audited(replayFailed(state, order), audit),
    removeDeliveries: async (webhook, limit) => {
      state.health.delete(webhook);
      return remove(state, limit, delivery => delivery.webhook === webhook);
    },
    eraseUserDeliveries: async (organization, user) =>
      remove(
        state,
        Number.POSITIVE_INFINITY,
        delivery => delivery.organization === organization && delivery.user === user,
      ),
    pruneDeliveries: async (beforeSeconds, limit) =>
      remove(state, limit, delivery => delivery.createdAtMilliseconds < beforeSeconds * 1000),
  };
}

function enqueue(state: State, deliveries: readonly NewDelivery[], backlogLimit: number): number {
  let dropped = 0;
  for (const delivery of deliveries) {
    if (pendingOf(state, delivery.webhook).length < backlogLimit) {
      const nextAttemptAtMilliseconds = delivery.createdAtMilliseconds;
      put(state, {
        ...delivery,
        status: "pending",
        tries: 0,
        attempts: [],
        nextAttemptAtMilliseconds,
        dropped: 0,
      });
      continue;
    }
    dropped += 1;
    drop(state, delivery);
  }
  return dropped;
}

/** Drops in a row are one entry of the log. */
function drop(state: State, delivery: NewDelivery): void {
  const last = logOf(state, delivery.webhook).at(-1)?.delivery;
  const entry: Delivery = {
    ...delivery,
    payload: undefined,
    user: undefined,
    status: "dropped",
    tries: 0,
    attempts: [],
    nextAttemptAtMilliseconds: undefined,
    dropped: 1,
  };
  put(state, last?.status === "dropped" ? { ...last, dropped: last.dropped + 1 } : entry);
}

function due(state: State, webhook: string, nowMilliseconds: number, limit: number) {
  const pending = pendingOf(state, webhook).toSorted((left, right) => dueAt(left) - dueAt(right));
  const ready = pending.filter(delivery => dueAt(delivery) <= nowMilliseconds).slice(0, limit);
  return { due: ready, nextAtMilliseconds: pending[ready.length]?.nextAttemptAtMilliseconds };
}

function recordAttempts(state: State, outcomes: readonly AttemptOutcome[]): readonly WebhookHealth[] {
  for (const outcome of outcomes) {
    const { webhook, attempt, status, nextAttemptAtMilliseconds } = outcome;
    const known = state.deliveries.get(keyOf(outcome))?.delivery;
    if (!known) continue;
    const attempts = [...known.attempts, attempt].slice(-KEPT_ATTEMPTS);
    put(state, { ...known, status, nextAttemptAtMilliseconds, attempts, tries: known.tries + 1 });
    const health = state.health.get(webhook);
    const { atMilliseconds } = attempt;
    const isSuccess = status === "delivered";
    state.health.set(webhook, {
      webhook,
      failingSinceMilliseconds: isSuccess ? undefined : (health?.failingSinceMilliseconds ?? atMilliseconds),
      lastSuccessAtMilliseconds: isSuccess ? atMilliseconds : health?.lastSuccessAtMilliseconds,
      lastFailureAtMilliseconds: isSuccess ? health?.lastFailureAtMilliseconds : atMilliseconds,
    });
  }
  return healthOf(state, [...new Set(outcomes.map(({ webhook }) => webhook))]);
}

function list(state: State, query: DeliveryQuery): Page<Delivery> {
  const before =
    query.cursor === undefined ? Number.POSITIVE_INFINITY : (decodeCursor(query.cursor, 1)[0] ?? 0);
  const matching = logOf(state, query.webhook)
    .filter(
      ({ seq, delivery }) =>
        seq < before &&
        (query.status === undefined || delivery.status === query.status) &&
        (query.event === undefined || delivery.event === query.event),
    )
    .toReversed();
  const items = matching.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ delivery }) => delivery),
    next: last && matching.length > items.length ? encodeCursor([last.seq]) : undefined,
  };
}

function replay(state: State, webhook: string, id: string, nowMilliseconds: number): Delivery | undefined {
  const known = state.deliveries.get(keyOf({ webhook, id }))?.delivery;
  if (!known || known.status === "dropped") return undefined;
  put(state, { ...known, status: "pending", tries: 0, nextAttemptAtMilliseconds: nowMilliseconds });
  return state.deliveries.get(keyOf({ webhook, id }))?.delivery;
}

function replayFailed(state: State, order: ReplayOrder): ReplayResult {
  const { webhook, sinceMilliseconds, nowMilliseconds, backlogLimit } = order;
  const failed = logOf(state, webhook)
    .map(({ delivery }) => delivery)
    .filter(({ status, createdAtMilliseconds: at }) => status === "failed" && at >= sinceMilliseconds);
  const room = Math.max(0, backlogLimit - pendingOf(state, webhook).length);
  for (const { id } of failed.slice(0, room)) replay(state, webhook, id, nowMilliseconds);
  return { replayed: Math.min(room, failed.length), hasMore: failed.length > room };
}

function remove(state: State, limit: number, isGone: (delivery: Delivery) => boolean): number {
  const gone = [...state.deliveries].filter(([, { delivery }]) => isGone(delivery)).slice(0, limit);
  for (const [key] of gone) state.deliveries.delete(key);
  return gone.length;
}

function put(state: State, delivery: Delivery): void {
  const key = keyOf(delivery);
  const seq = state.deliveries.get(key)?.seq ?? state.nextSeq++;
  state.deliveries.set(key, { seq, delivery });
}

function healthOf(state: State, webhooks: readonly string[]): readonly WebhookHealth[] {
  return webhooks.flatMap(webhook => state.health.get(webhook) ?? []);
}

function logOf(state: State, webhook: string): readonly Placed[] {
  return [...state.deliveries.values()].filter(({ delivery }) => delivery.webhook === webhook);
}

function pendingOf(state: State, webhook: string): readonly Delivery[] {
  return logOf(state, webhook)
    .map(({ delivery }) => delivery)
    .filter(({ status }) => status === "pending");
}

function dueAt({ nextAttemptAtMilliseconds }: Delivery): number {
  return nextAttemptAtMilliseconds ?? Number.POSITIVE_INFINITY;
}

function keyOf({ webhook, id }: Pick<Delivery, "webhook" | "id">): string {
  return `${webhook}\0${id}`;
}
