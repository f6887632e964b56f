import type { Target } from "@sluice/policy";
import type { LocatedStream } from "../../registry/application.ts";
import { isLocated, type NameProblem, type Registry } from "../../registry/registry.ts";
import { applicationOf } from "../../store/target-reach.ts";
import type { Actor } from "../actor.ts";
import type { FieldProblem } from "../field-problem.ts";
import { mayUseApplication } from "../permissions.ts";
import { resolveName } from "../resolve-name.ts";

/** A target with every stream under its one name, and the stream that a printed URL opens. */
export interface ResolvedTarget {
  readonly target: Target;
  readonly first: LocatedStream | undefined;
}

/** The stream that printed URLs of a token open: the first of its target. */
export function openedFirst(
  registry: Registry,
  organization: string,
  target: Target,
): LocatedStream | undefined {
  if ("organization" in target) return undefined;
  if ("group" in target) return firstMember(registry, organization, target.group);
  const [name] = target.streams;
  const found = name === undefined ? undefined : registry.resolve(organization, name);
  return found && isLocated(found) ? found : undefined;
}

/**
 * Resolves names and aliases inside the organization, as far as the actor may see. What a limited key may not see stays
 * as it was named, whether it is there or not: it may hand out neither.
 */
export function resolveTarget(
  registry: Registry,
  actor: Actor,
  target: Target,
): { readonly resolved: ResolvedTarget } | { readonly problems: readonly FieldProblem[] } {
  if ("organization" in target) return { resolved: { target, first: undefined } };
  if ("group" in target) {
    const { organization } = actor;
    const group = groupMeant(registry, organization, target.group);
    return { resolved: { target: { group }, first: firstMember(registry, organization, group) } };
  }
  const streams: LocatedStream[] = [];
  const names = new Set<string>();
  const problems: FieldProblem[] = [];
  for (const [index, name] of target.streams.entries()) {
    const found = resolveName(registry, actor, name);
    if (isLocated(found)) {
      streams.push(found);
      names.add(found.facts.stream);
    } else if (found.problem === "unknown" && isOutside(actor, name)) names.add(name);
    else
      problems.push({
        field: `target.streams.${index}`,
        message: describeProblem(registry, actor, name, found),
      });
  }
  if (problems.length > 0) return { problems };
  return { resolved: { target: { streams: [...names] }, first: streams[0] } };
}

/** True for a name that could only be of an application which the actor's key is not for. */
function isOutside(actor: Actor, name: string): boolean {
  return actor.applications !== undefined && !mayUseApplication(actor, applicationOf(name) ?? "");
}

/** A group's own id comes first; else the group of the stream that is named, which without one is its own. */
function groupMeant(registry: Registry, organization: string, name: string): string {
  if (registry.declared.group(organization, name)) return name;
  const found = registry.resolve(organization, name);
  return isLocated(found) ? found.facts.group : name;
}

/** The stream that stands first in a group; for a stream that is its own group, the stream. */
function firstMember(registry: Registry, organization: string, group: string): LocatedStream | undefined {
  const [first = group] = registry.membersOf(organization, group).toSorted();
  return registry.named(organization, first);
}

function describeProblem(registry: Registry, actor: Actor, name: string, problem: NameProblem): string {
  const hint = "; write application/stream";
  if (problem.problem !== "unknown")
    return `${JSON.stringify(name)} could be ${problem.candidates.join(" or ")}${hint}`;
  return `there is no stream ${JSON.stringify(name)}${name.includes("/") ? missingPart(registry, actor, name) : hint}`;
}

/** Of a full name, whether its application is what nobody has declared: whoever reads that looks at the configuration. */
function missingPart(registry: Registry, actor: Actor, name: string): string {
  const application = name.slice(0, name.indexOf("/"));
  const isThere = registry.application(application)?.organization === actor.organization;
  return isThere ? "" : `: no application is called ${JSON.stringify(application)}`;
}
