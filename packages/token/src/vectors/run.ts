import type { KeyRing } from "../keys/token-key.ts";
import type { RequestContext } from "../request-context.ts";
import type { Verification } from "../verify.ts";
import { readContext } from "./read-context.ts";
import { readKeys } from "./read-keys.ts";
import { readVectors, type Vector } from "./read-vectors.ts";
import type { Loose } from "./shapes.ts";
import { type Import, vectorRing } from "./vector-ring.ts";

/** What one vector came to: the line that is printed. */
export interface VectorLine {
  readonly id: string;
  readonly decision: "allow" | "deny";
  readonly reason: string | null;
}

/** A vector with everything that its verification needs. */
export interface PreparedVector {
  readonly vector: Vector;
  readonly keys: KeyRing;
  readonly context: RequestContext;
}

/** Prepares every vector of a file; each is judged with a state of its own. */
export function prepareVectors(file: Loose, runSeconds: number, imported: Import): readonly PreparedVector[] {
  const keys = readKeys(file);
  return readVectors(file).map(vector => ({
    vector,
    keys: vectorRing(keys, vector, { labels: vector.labels }, imported),
    context: readContext(vector.context, runSeconds),
  }));
}

/** A pending use counts as the first one. */
export function lineOf({ id }: Vector, verification: Verification): VectorLine {
  return verification.allowed
    ? { id, decision: "allow", reason: null }
    : { id, decision: "deny", reason: verification.reason };
}
