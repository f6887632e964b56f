import type { RevocationSelector, Target } from "@sluice/policy";
import type { NewRevocation } from "./revocations.ts";

/** The names of streams and groups a revocation reaches: exact ones, and every name under `prefix`. */
export interface TargetReach {
  readonly streams: readonly string[];
  readonly groups: readonly string[];
  readonly prefix: string | undefined;
}

/**
 * Which targets a revocation reaches; undefined when its selector does not speak of streams. Without word from
 * the registry a stream is taken to be its own group, and an application to own what begins with its name.
 */
export function targetReach({ selector, reach }: NewRevocation): TargetReach | undefined {
  const name = selector.stream ?? selector.group;
  if (name === undefined && selector.application === undefined) return undefined;
  if (reach) return { ...reach, prefix: undefined };
  if (name !== undefined) return { streams: [name], groups: [name], prefix: undefined };
  return { streams: [], groups: [], prefix: `${selector.application}/` };
}

/** True when a token with this target opens something within reach. */
export function isWithinReach(target: Target, reach: TargetReach): boolean {
  const under = (name: string) => reach.prefix !== undefined && name.startsWith(reach.prefix);
  if ("streams" in target) return target.streams.some(name => reach.streams.includes(name) || under(name));
  if ("group" in target) return reach.groups.includes(target.group) || under(target.group);
  return true;
}

/** The application in front of a stream's full name; undefined for a bare name. */
export function applicationOf(stream: string): string | undefined {
  const slash = stream.indexOf("/");
  return slash < 1 ? undefined : stream.slice(0, slash);
}

/** The applications that a target names; undefined for a group and for a whole organization, which may reach further. */
export function applicationsOf(target: Target): readonly string[] | undefined {
  if (!("streams" in target)) return undefined;
  return [...new Set(target.streams.map(stream => applicationOf(stream) ?? ""))];
}

/** True for a selector that covers nothing: no field is given. */
export function isEmptySelector(selector: RevocationSelector): boolean {
  return Object.values(selector).every(value => value === undefined);
}
