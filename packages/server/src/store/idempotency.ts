import type { Audit } from "./audit.ts";
import type { TokenRecord } from "./token-record.ts";

/** For so long the same key gives the same answer. */
export const IDEMPOTENCY_SECONDS = 24 * 3600;

/** A request that made tokens, kept so that the same request makes them once. Holds no text in clear. */
export interface IdempotencyRecord {
  readonly organization: string;
  /** Id of the API key that asked. */
  readonly apiKey: string;
  /** Keyed hash of the Idempotency-Key. */
  readonly keyHash: Uint8Array;
  /** Keyed hash of what was asked for. */
  readonly requestHash: Uint8Array;
  readonly tokenIds: readonly string[];
  /** The tokens' secrets, sealed. */
  readonly sealed: string;
  readonly createdAtSeconds: number;
}

/** Under which a request is known again. */
export type IdempotencyName = Pick<IdempotencyRecord, "organization" | "apiKey" | "keyHash">;

export interface IdempotencyStore {
  /** The request that was made under this key within the last 24 hours. */
  idempotentRequest(name: IdempotencyName, nowSeconds: number): Promise<IdempotencyRecord | undefined>;
  /**
   * Adds the tokens and the request that made them, in one step. Resolves to the earlier request when there is one
   * under its key, and then nothing was added.
   */
  insertTokensOnce(
    tokens: readonly TokenRecord[],
    request: IdempotencyRecord,
    audit?: Audit<IdempotencyRecord | undefined>,
  ): Promise<IdempotencyRecord | undefined>;
}
