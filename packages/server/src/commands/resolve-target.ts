import type { Target } from "@sluice/policy";
import type { LocatedStream } from "../registry/application.ts";
import { isLocated, type NameProblem, type Registry } from "../registry/registry.ts";
import type { FieldProblem } from "./field-problem.ts";

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

/** Resolves names and aliases inside the organization. */
export function resolveTarget(
  registry: Registry,
  organization: string,
  target: Target,
): { readonly resolved: ResolvedTarget } | { readonly problems: readonly FieldProblem[] } {
  if ("organization" in target) return { resolved: { target, first: undefined } };
  if ("group" in target) {
    const group = groupMeant(registry, organization, target.group);
    return { resolved: { target: { group }, first: firstMember(registry, organization, group) } };
  }
  const streams: LocatedStream[] = [];
  const problems: FieldProblem[] = [];
  for (const [index, name] of target.streams.entries()) {
    const found = registry.resolve(organization, name);
    if (isLocated(found)) streams.push(found);
    else problems.push({ field: `target.streams.${index}`, message: describeProblem(name, found) });
  }
  if (problems.length > 0) return { problems };
  const names = [...new Set(streams.map(stream => stream.facts.stream))];
  return { resolved: { target: { streams: names }, first: streams[0] } };
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

function describeProblem(name: string, problem: NameProblem): string {
  if (problem.problem === "unknown")
    return `there is no stream ${JSON.stringify(name)}; write application/stream`;
  return `${JSON.stringify(name)} could be ${problem.candidates.join(" or ")}; write application/stream`;
}
