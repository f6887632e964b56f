import type { ConstraintTypes, Target } from "@sluice/policy";
import { type Grant, type GrantTarget, keptRegex, RegexProblem } from "@sluice/token";
import { isLocated, type Registry } from "../../registry/registry.ts";

type Grants = ConstraintTypes["grant"]["grants"];

/** Where the names of a token are looked up. */
export interface GrantScope {
  readonly registry: Pick<Registry, "resolve">;
  readonly organization: string;
  /** The stream that is asked for: patterns are judged over its name. */
  readonly stream: string | undefined;
  /** Where a name without an application belongs that no registered stream has; undefined: to the live ones. */
  readonly application: string | undefined;
}

/** The application of names as media servers have them (`cam1`), where nothing else is said. */
const LIVE = "live";

/**
 * A token's grants in full names. A bare name or an alias is looked up in its key's application, if it has one, and then in the
 * token's organization; one that means two things opens
 * nothing, and one that is not registered belongs to its key's application, or to the live ones.
 */
export function resolveGrants(scope: GrantScope, grants: readonly Grant[]): Grants {
  return grants.map(({ actions, target }) => ({ actions, target: resolveTarget(scope, target) }));
}

function resolveTarget(scope: GrantScope, target: GrantTarget): Target {
  if ("streams" in target) return { streams: target.streams.flatMap(name => resolveName(scope, name)) };
  if ("pattern" in target) return { streams: matching(scope, target.pattern) };
  if ("group" in target) return { group: resolveGroup(scope, target.group) };
  return target;
}

function resolveName(
  { registry, organization, application: inside }: GrantScope,
  name: string,
): readonly string[] {
  const isBare = inside !== undefined && !name.includes("/");
  const own = !isBare ? undefined : registry.resolve(organization, `${inside}/${name}`);
  const found = own && isLocated(own) ? own : registry.resolve(organization, name);
  if (isLocated(found)) return [found.facts.stream];
  if (found.problem !== "unknown") return [];
  return [name.includes("/") ? name : `${inside ?? LIVE}/${name}`];
}

/** A stream without a group is its own, under its full name. */
function resolveGroup(scope: GrantScope, group: string): string {
  const found = scope.registry.resolve(scope.organization, group);
  return isLocated(found) && found.facts.group === found.facts.stream ? found.facts.group : group;
}

/** The pattern speaks of full names, and of bare ones only where a bare name would belong. */
function matching({ stream, application = LIVE }: GrantScope, pattern: string): readonly string[] {
  const regex = keptRegex(pattern);
  if (stream === undefined || regex instanceof RegexProblem) return [];
  const prefix = `${application}/`;
  const isBareMatch = stream.startsWith(prefix) && regex.test(stream.slice(prefix.length));
  return isBareMatch || regex.test(stream) ? [stream] : [];
}
