import type { Action } from "@sluice/policy";
import type { Audit } from "./audit.ts";

/** A block of a subscriber: no new sessions of these actions until then. */
export interface SubscriberBlock {
  readonly actions: readonly Action[];
  /** Unix milliseconds. */
  readonly untilMilliseconds: number;
  /** Ids of the revocation rules that carry it out. */
  readonly rules: readonly string[];
}

/** What names a subscriber. */
export interface SubscriberPlace {
  readonly organization: string;
  /** `application/stream`. */
  readonly stream: string;
  readonly subscriberId: string;
}

/** Somebody who opens one stream by codes of the time, as it is kept. */
export interface SubscriberSettings extends SubscriberPlace {
  readonly name: string | undefined;
  /** `publish` may play, too; undefined: it was not said, and then it plays. */
  readonly type: Action | undefined;
  /** The secret in Base32, sealed for the place that `subscriberSealPlace` names; undefined: that of the application counts. */
  readonly sealedSecret: string | undefined;
  /** Seconds that one code stands; undefined: as the application says. */
  readonly periodSeconds: number | undefined;
  /** Sessions at the same time, 1 or more. */
  readonly maxSessions: number;
  readonly block: SubscriberBlock | undefined;
  /** When its secret began to open; one that was removed and made again is another token. */
  readonly createdAtMilliseconds: number;
}

export interface SubscriberRecord extends SubscriberSettings {
  /** 1 when it was made; one more with each change. */
  readonly version: number;
}

/** Subscribers of one stream in the order of their ids (bytes of UTF-8). */
export interface SubscriberQuery extends Omit<SubscriberPlace, "subscriberId"> {
  readonly offset: number;
  readonly limit: number;
}

/** One write; `version` is the one that is replaced, 0 for a subscriber that must not exist yet. */
export interface SubscriberWrite {
  readonly subscriber: SubscriberSettings;
  readonly version: number;
}

/** `stale`: somebody else was faster, and nothing was written. */
export type SubscriberOutcome =
  | { readonly outcome: "written"; readonly subscriber: SubscriberRecord }
  | { readonly outcome: "stale" };

/** Which subscribers go: one, or those of a stream, at most `limit`. */
export interface SubscriberRemoval extends Omit<SubscriberPlace, "subscriberId"> {
  readonly subscriberId?: string | undefined;
  readonly limit: number;
}

export interface SubscriberStore {
  subscriber(place: SubscriberPlace): Promise<SubscriberRecord | undefined>;
  listSubscribers(query: SubscriberQuery): Promise<readonly SubscriberRecord[]>;
  writeSubscriber(write: SubscriberWrite, audit?: Audit<SubscriberOutcome>): Promise<SubscriberOutcome>;
  /** Resolves to those that it removed; none is left when they are fewer than `limit`. */
  removeSubscribers(
    removal: SubscriberRemoval,
    audit?: Audit<readonly SubscriberRecord[]>,
  ): Promise<readonly SubscriberRecord[]>;
}

/** For what place a subscriber's secret is sealed. */
export function subscriberSealPlace({ organization, stream, subscriberId }: SubscriberPlace): string {
  return `subscriber/${JSON.stringify([organization, stream, subscriberId])}/secret`;
}
