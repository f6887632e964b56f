import type { Audit } from "./audit.ts";
import type { Page } from "./page.ts";

/**
 * Where a delivery stands: waiting for its next attempt, taken by the receiver, given up, or never kept because the
 * backlog was full.
 */
export type DeliveryStatus = "pending" | "delivered" | "failed" | "dropped";

/** Attempts that the log keeps of one delivery; the oldest fall out. */
export const KEPT_ATTEMPTS = 50;

/** One event for one webhook, to be delivered from now on. */
export interface NewDelivery {
  readonly webhook: string;
  readonly organization: string;
  /** The event's id; the same for every webhook that hears of it, and with every attempt. */
  readonly id: string;
  /** `session.started`. */
  readonly event: string;
  /** The viewer it is about, so that erasure finds it. */
  readonly user: string | undefined;
  /** The body, byte for byte. Never holds a credential. */
  readonly payload: string;
  readonly createdAtMilliseconds: number;
}

/** One attempt: when, and what came back. */
export interface DeliveryAttempt {
  readonly atMilliseconds: number;
  readonly durationMilliseconds: number;
  /** The HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  /** Why it failed, in words; undefined for a success. Never holds a credential. */
  readonly error: string | undefined;
}

/** A delivery as it is kept. */
export interface Delivery extends Omit<NewDelivery, "payload"> {
  /** Undefined for what was dropped. */
  readonly payload: string | undefined;
  readonly status: DeliveryStatus;
  /** Attempts since it was made or last replayed: its place in the backoff. */
  readonly tries: number;
  /** The latest attempts, the first of them first. */
  readonly attempts: readonly DeliveryAttempt[];
  /** Undefined unless it is pending. */
  readonly nextAttemptAtMilliseconds: number | undefined;
  /** How many events in a row this entry stands for when they were dropped; else 0. */
  readonly dropped: number;
}

/** What an attempt led to. */
export interface AttemptOutcome {
  readonly webhook: string;
  readonly id: string;
  readonly attempt: DeliveryAttempt;
  readonly status: "pending" | "delivered" | "failed";
  /** For `pending`. */
  readonly nextAttemptAtMilliseconds: number | undefined;
}

/** How a webhook fares. Unix milliseconds; undefined: not yet. */
export interface WebhookHealth {
  readonly webhook: string;
  /** The first failure since the last success; undefined while the last attempt was a success. */
  readonly failingSinceMilliseconds: number | undefined;
  readonly lastSuccessAtMilliseconds: number | undefined;
  readonly lastFailureAtMilliseconds: number | undefined;
}

export interface DeliveryQuery {
  readonly webhook: string;
  readonly status?: DeliveryStatus | undefined;
  readonly event?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Failed deliveries to be sent again. */
export interface ReplayOrder {
  readonly webhook: string;
  /** Only what was made at this millisecond or later. */
  readonly sinceMilliseconds: number;
  readonly nowMilliseconds: number;
  /** Most that may be pending afterwards. */
  readonly backlogLimit: number;
}

export interface ReplayResult {
  readonly replayed: number;
  /** True when the backlog had no room for all of them. */
  readonly hasMore: boolean;
}

/** The outbox of webhooks, and its log. Methods may reject with StoreUnavailable; nothing was changed then. */
export interface WebhookStore {
  /**
   * Keeps deliveries, all or nothing; those beyond `backlogLimit` pending ones of their webhook are dropped and become
   * one entry of the log for as long as nothing else comes between. Resolves to how many were dropped.
   */
  enqueueDeliveries(deliveries: readonly NewDelivery[], backlogLimit: number): Promise<number>;
  /**
   * Pending deliveries whose time has come, the longest due first, and when the next one behind them is due. What is
   * past its time but beyond `limit` counts as due now.
   */
  dueDeliveries(
    webhook: string,
    nowMilliseconds: number,
    limit: number,
  ): Promise<{ readonly due: readonly Delivery[]; readonly nextAtMilliseconds: number | undefined }>;
  /** Writes what attempts led to; resolves to the health of the webhooks they belong to. */
  recordAttempts(outcomes: readonly AttemptOutcome[]): Promise<readonly WebhookHealth[]>;
  /** Forgets failures: the webhook was mended. */
  clearWebhookHealth(webhook: string): Promise<void>;
  webhookHealth(webhooks: readonly string[]): Promise<readonly WebhookHealth[]>;
  /** The log of one webhook, the newest first. */
  listDeliveries(query: DeliveryQuery): Promise<Page<Delivery>>;
  delivery(webhook: string, id: string): Promise<Delivery | undefined>;
  /** Makes a delivery due now, from the first step of the backoff. Undefined: there is none, or it was dropped. */
  replayDelivery(
    webhook: string,
    id: string,
    nowMilliseconds: number,
    audit?: Audit<Delivery | undefined>,
  ): Promise<Delivery | undefined>;
  /** Makes failed deliveries due now, the oldest first. */
  replayFailed(order: ReplayOrder, audit?: Audit<ReplayResult>): Promise<ReplayResult>;
  /** Removes at most `limit` deliveries of a webhook that is gone, and its health. Resolves to how many. */
  removeDeliveries(webhook: string, limit: number): Promise<number>;
  /** Removes everything about one viewer. Resolves to how many. */
  eraseUserDeliveries(organization: string, user: string): Promise<number>;
  /** Removes at most `limit` of the oldest deliveries that were made before, whatever their status. */
  pruneDeliveries(beforeSeconds: number, limit: number): Promise<number>;
}
