import type { Audit } from "./audit.ts";

/** Things that an operator declares, kept as JSON documents; the registry and the webhooks are built from them. */
export type ObjectKind = "organization" | "application" | "stream" | "group" | "webhook";

/** One declared thing. */
export interface StoredObject {
  readonly kind: ObjectKind;
  readonly organization: string;
  /** Unique among its kind in the organization: `vod`, `vod/clip`, `news`, `wh_…`. */
  readonly id: string;
  /** 1 when it was made; one more with each change. */
  readonly version: number;
  /** Its settings, as JSON; secrets in it are sealed. */
  readonly document: unknown;
  readonly createdAtSeconds: number;
  readonly updatedAtSeconds: number;
}

/** One step of a change. `version` is the one that is being replaced: 0 for a thing that must not exist yet. */
export type ObjectWrite =
  | {
      readonly write: "put";
      readonly kind: ObjectKind;
      readonly organization: string;
      readonly id: string;
      readonly version: number;
      readonly document: unknown;
    }
  | {
      readonly write: "remove";
      readonly kind: ObjectKind;
      readonly organization: string;
      readonly id: string;
      readonly version: number;
    };

/** `stale`: somebody else was faster with one of them, and nothing was written. */
export type ObjectsOutcome =
  | { readonly outcome: "written"; readonly objects: readonly StoredObject[] }
  | { readonly outcome: "stale"; readonly id: string };

export interface ObjectStore {
  /** Every object of the installation, in the order in which they were made. */
  objects(): Promise<readonly StoredObject[]>;
  /** All or nothing; the outcome names what was put. */
  writeObjects(
    writes: readonly ObjectWrite[],
    nowSeconds: number,
    audit?: Audit<ObjectsOutcome>,
  ): Promise<ObjectsOutcome>;
}
