import type { Action } from "@sluice/policy";
import type { Scope } from "../scopes.ts";

/** What a new key may do. What is left out is taken from the key that makes it. */
export interface ApiKeyGrant {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Null: every application of the organization. */
  readonly applications?: readonly string[] | null | undefined;
  readonly actions?: readonly Action[] | undefined;
  /** Null: any, also for ever. */
  readonly longest_ttl_seconds?: number | null | undefined;
  /** Unix seconds; null: never. */
  readonly expires_at?: number | null | undefined;
}

/** A change of a key; what is left out stays. */
export type ApiKeyPatch = { readonly [K in keyof ApiKeyGrant]?: ApiKeyGrant[K] | undefined };
