import type { Constraint } from "./constraint.ts";
import type { FurtherLimits } from "./limit-types.ts";

/** Limits of a token or a stream in their one written form. */
export interface Limits {
  /** Unix seconds. */
  readonly notBeforeSeconds: number | undefined;
  /** Unix seconds; undefined: for ever. */
  readonly expiresAtSeconds: number | undefined;
  /** Addresses and CIDR networks; empty: any. */
  readonly ip: readonly string[];
  /** Normalised host patterns; empty: any. */
  readonly domains: readonly string[];
  /** All others; undefined: none. */
  readonly limits?: FurtherLimits | undefined;
}

/** Limits that are counted, as a token or a stream has them. */
export interface CountedLimits {
  readonly maxSessions?: number | undefined;
  readonly maxUses?: number | undefined;
  readonly limits?: FurtherLimits | undefined;
}

/** True when they have a quota of minutes or bytes: running sessions are then watched by clock. */
export function isMetered({ limits }: Pick<CountedLimits, "limits">): boolean {
  return (limits?.maxWatchMinutes ?? limits?.maxBytes) !== undefined;
}

/** The limits that a request alone decides, as constraints, in the order in which they are judged. */
export function limitConstraints(limits: Limits): readonly Constraint[] {
  const { notBeforeSeconds, expiresAtSeconds, ip, domains } = limits;
  const constraints: Constraint[] = [];
  if (notBeforeSeconds !== undefined) constraints.push({ kind: "not-before", atSeconds: notBeforeSeconds });
  if (expiresAtSeconds !== undefined) constraints.push({ kind: "expiry", atSeconds: expiresAtSeconds });
  if (ip.length > 0) constraints.push({ kind: "ip", networks: ip });
  if (domains.length > 0) constraints.push({ kind: "domain", patterns: domains });
  return limits.limits ? [...constraints, ...furtherConstraints(limits.limits)] : constraints;
}

/** The limits that a store counts, as constraints: the use last, because it cannot be given back. */
export function countedConstraints({
  maxSessions,
  maxUses,
  limits = {},
}: CountedLimits): readonly Constraint[] {
  const { sessionCounting, maxWatchMinutes, maxBytes } = limits;
  const constraints: Constraint[] = [];
  if (maxWatchMinutes !== undefined) constraints.push({ kind: "watch-minutes", max: maxWatchMinutes });
  if (maxBytes !== undefined) constraints.push({ kind: "bytes", max: maxBytes });
  if (maxSessions !== undefined)
    constraints.push({ kind: "sessions", max: maxSessions, counting: sessionCounting });
  if (maxUses !== undefined) constraints.push({ kind: "uses", max: maxUses });
  return constraints;
}

function furtherConstraints(limits: FurtherLimits): readonly Constraint[] {
  const { countries, asns, rules, hours, bind, maxHeight, renditions, download } = limits;
  const constraints: Constraint[] = [];
  if (hours) constraints.push({ kind: "hours", windows: hours });
  if (countries) constraints.push({ kind: "countries", ...countries });
  if (asns) constraints.push({ kind: "asns", ...asns });
  if (rules) constraints.push({ kind: "rules", rules });
  if (bind !== undefined) constraints.push({ kind: "bind", bind });
  if (maxHeight !== undefined || renditions)
    constraints.push({ kind: "renditions", maxHeight, names: renditions });
  if (download !== undefined) constraints.push({ kind: "download", allowed: download });
  return constraints;
}
