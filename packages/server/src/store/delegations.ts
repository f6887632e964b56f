import type { DelegationRefusal } from "@sluice/policy";
import type { Audit } from "./audit.ts";
import type { TokenRecord } from "./token-record.ts";

/** What came of an order to write a token below others. */
export type DelegationOutcome =
  | { readonly outcome: "inserted" }
  | ({ readonly outcome: "refused" } & DelegationRefusal);

/** Where a token is to stand. */
export interface DelegationPlace {
  readonly organization: string;
  /** The ids above it, the first one first. */
  readonly lineage: readonly string[];
  readonly nowSeconds: number;
}

/** Tokens that are made from tokens. */
export interface DelegationStore {
  /** Why no token may be written at this place now; undefined: it may. Nothing is written. */
  peekDelegation(place: DelegationPlace): Promise<DelegationRefusal | undefined>;
  /** Writes a token below those of its lineage, if all of them allow it and have room: judged and written in one step. */
  insertDelegated(
    token: TokenRecord,
    nowSeconds: number,
    audit?: Audit<DelegationOutcome>,
  ): Promise<DelegationOutcome>;
}
