import type { ObjectWrite, StoredObject } from "../../store/objects.ts";
import type { Actor } from "../actor.ts";
import { auditEntry, type Change } from "../audit/audit-entry.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import type { DeclaringDependencies } from "./dependencies.ts";

/** A change of what is declared: what is written, and what the audit log says of it. */
export interface DeclaredChange extends Omit<Change, "after"> {
  readonly writes: readonly ObjectWrite[];
  /** The thing as the API shows it, from the objects as they were written; undefined when it is gone. */
  readonly after?: (objects: readonly StoredObject[]) => unknown;
}

/** Writes objects with their audit entry, and then lets the registry know. */
export async function writeDeclared(
  { store, registry, nowMilliseconds }: DeclaringDependencies,
  actor: Actor,
  { writes, after, ...change }: DeclaredChange,
): Promise<Outcome<readonly StoredObject[]>> {
  const now = nowMilliseconds();
  const outcome = await store.writeObjects(writes, Math.floor(now / 1000), result =>
    result.outcome === "stale"
      ? undefined
      : auditEntry(actor, now, { ...change, after: after?.(result.objects) }),
  );
  if (outcome.outcome === "stale") {
    return refuse("version-stale", `${outcome.id} in the database is another than this server knows`);
  }
  registry.put(outcome.objects);
  registry.remove(writes.filter(({ write }) => write === "remove"));
  return { done: outcome.objects };
}
