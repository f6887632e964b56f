import type { Constraint } from "./constraint.ts";

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
}

/** The limits as constraints, in the order in which they are judged. */
export function limitConstraints(limits: Limits): readonly Constraint[] {
  const { notBeforeSeconds, expiresAtSeconds, ip, domains } = limits;
  const constraints: Constraint[] = [];
  if (notBeforeSeconds !== undefined) constraints.push({ kind: "not-before", atSeconds: notBeforeSeconds });
  if (expiresAtSeconds !== undefined) constraints.push({ kind: "expiry", atSeconds: expiresAtSeconds });
  if (ip.length > 0) constraints.push({ kind: "ip", networks: ip });
  if (domains.length > 0) constraints.push({ kind: "domain", patterns: domains });
  return constraints;
}
