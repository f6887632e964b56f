import type { Claim } from "./claim.ts";

/** A claim and its place in the order of judging. */
export interface ClaimRow {
  readonly claim: Claim<unknown>;
  readonly rank: number;
  /** Set for or, nor and and: their sets are read with the same table, within the same limits. */
  readonly composition?: Composition;
}

/** or: one set at least is acceptable. nor: none is. and: all are. */
export type Composition = "or" | "nor" | "and";

/** What is understood under which label, for one label profile. */
export interface ClaimTable {
  readonly byLabel: ReadonlyMap<number | string, ClaimRow>;
  /** The label of crit; undefined: there is none. */
  readonly crit: number | undefined;
}
