import type { Action } from "@sluice/policy";
import type { Audit } from "./audit.ts";
import type { Page } from "./page.ts";

/** A key of API v1. Only a keyed hash of its text is kept. */
export interface ApiKeyRecord {
  readonly id: string;
  readonly organization: string;
  readonly name: string;
  readonly hash: Uint8Array;
  /** The text before the last rotation, while it still works; undefined when there is none. */
  readonly previous: PreviousText | undefined;
  /** What it may do, by name; names that this program does not know give nothing. */
  readonly scopes: readonly string[];
  /** Only these applications; undefined: all of the organization. */
  readonly applications: readonly string[] | undefined;
  /** Which tokens it may make. */
  readonly actions: readonly Action[];
  /** Longest life of a token it makes; undefined: any, also for ever. */
  readonly longestTtlSeconds: number | undefined;
  /** Undefined: valid until it is removed. */
  readonly expiresAtSeconds: number | undefined;
  readonly createdAtSeconds: number;
  /** Id of the API key that made it; `start` for the first one and the configured one. */
  readonly createdBy: string;
  readonly lastUsedAtSeconds: number | undefined;
  /** 1 when it was made; one more with each change. */
  readonly version: number;
}

/** A text that a rotation has replaced. It works before `untilSeconds`. */
export interface PreviousText {
  readonly hash: Uint8Array;
  readonly untilSeconds: number;
}

export interface ApiKeyQuery {
  readonly organization: string;
  /** Only keys that are limited to some of these applications; undefined: every key. */
  readonly within?: readonly string[] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * A change of a key that stands at `version`. Without an administrator's key that works at `administratorAtSeconds`
 * the organization would be left to nobody: such a change is not made. Undefined: it may be the last one.
 */
export interface ApiKeyChange {
  readonly organization: string;
  readonly id: string;
  readonly version: number;
  /** What it becomes, `version` and `lastUsedAtSeconds` apart; undefined: it is removed. */
  readonly key: ApiKeyRecord | undefined;
  readonly administratorAtSeconds: number | undefined;
}

/** `stale`: there is no such key, or not at this version. Only `changed` has written anything. */
export type ApiKeyOutcome = "changed" | "stale" | "last-administrator";

export interface ApiKeyStore {
  /** Adds the key or, for an id that exists, replaces it. */
  putApiKey(key: ApiKeyRecord, audit?: Audit<void>): Promise<void>;
  /** Removes the key; nothing happens when there is none with this id. */
  deleteApiKey(id: string, audit?: Audit<void>): Promise<void>;
  changeApiKey(change: ApiKeyChange, audit?: Audit<ApiKeyOutcome>): Promise<ApiKeyOutcome>;
  /** The key with this text's hash: its text now, or the one before its last rotation, whether that still works or not. */
  apiKeyByHash(hash: Uint8Array): Promise<ApiKeyRecord | undefined>;
  apiKey(organization: string, id: string): Promise<ApiKeyRecord | undefined>;
  /** Keys, the last made first. */
  listApiKeys(query: ApiKeyQuery): Promise<Page<ApiKeyRecord>>;
  countApiKeys(): Promise<number>;
  /** Notes that a key was used; an earlier time than the one that is known changes nothing. */
  recordApiKeyUse(id: string, atSeconds: number): Promise<void>;
}
