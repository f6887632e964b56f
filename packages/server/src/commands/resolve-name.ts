import type { LocatedStream } from "../registry/application.ts";
import { isLocated, type NameProblem, type Registry } from "../registry/registry.ts";
import { applicationOf } from "../store/target-reach.ts";
import type { Actor } from "./actor.ts";
import { mayUseApplication } from "./permissions.ts";

/**
 * Resolves `app/stream`, an alias or a bare name as far as the actor may see: for a key that is limited to applications
 * the streams of others are not there, not even to make a name mean two things.
 */
export function resolveName(
  registry: Pick<Registry, "resolve">,
  actor: Actor,
  name: string,
): LocatedStream | NameProblem {
  const found = registry.resolve(actor.organization, name);
  if (actor.applications === undefined) return found;
  if (isLocated(found)) return mayUseApplication(actor, found.application.name) ? found : unknownName;
  if (found.problem === "unknown") return found;
  const candidates = found.candidates.filter(each => mayUseApplication(actor, applicationOf(each) ?? ""));
  const [first, ...others] = candidates;
  if (first === undefined) return unknownName;
  return others.length === 0
    ? registry.resolve(actor.organization, first)
    : { problem: "ambiguous", candidates };
}

const unknownName: NameProblem = { problem: "unknown" };
