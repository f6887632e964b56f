import type { ParsedClaim } from "@sluice/token";
import type { Action } from "./access-request.ts";
import type { AccessRule, AllowDeny, BindLimit, OpenHours, SessionCounting } from "./limit-types.ts";

/** Which streams a token opens. Exactly one form. */
export type Target =
  | { readonly streams: readonly string[] }
  | { readonly group: string }
  | { readonly organization: true };

/** The parameters of each kind of limit, the same type for token claims and stream settings. */
export interface ConstraintTypes {
  readonly action: { readonly allow: readonly Action[] };
  readonly target: { readonly target: Target };
  /** Any of several grants, as signed tokens have them: an action on a target. */
  readonly grant: {
    readonly grants: readonly { readonly actions: readonly Action[]; readonly target: Target }[];
  };
  /** A claim of a signed token: it judges for itself, and explains itself under its own name. */
  readonly claim: { readonly claim: ParsedClaim };
  readonly "not-before": { readonly atSeconds: number };
  readonly expiry: { readonly atSeconds: number };
  /** Addresses and CIDR networks, IPv4 and IPv6. */
  readonly ip: { readonly networks: readonly string[] };
  /** Hosts: `example.com`, or `*.example.com` for every host below it. */
  readonly domain: { readonly patterns: readonly string[] };
  readonly uses: { readonly max: number };
  /** `counting` undefined: as a number alone is counted. */
  readonly sessions: { readonly max: number; readonly counting?: SessionCounting | undefined };
  readonly "watch-minutes": { readonly max: number };
  readonly bytes: { readonly max: number };
  readonly countries: AllowDeny<string>;
  readonly asns: AllowDeny<number>;
  readonly rules: { readonly rules: readonly AccessRule[] };
  readonly hours: { readonly windows: readonly OpenHours[] };
  readonly bind: { readonly bind: BindLimit | "none" };
  /** At least one of the two. */
  readonly renditions: {
    readonly maxHeight?: number | undefined;
    readonly names?: readonly string[] | undefined;
  };
  readonly download: { readonly allowed: boolean };
}

export type ConstraintKind = keyof ConstraintTypes;

/** One limit, as data. */
export type ConstraintOf<K extends ConstraintKind> = { readonly kind: K } & ConstraintTypes[K];
export type Constraint = { [K in ConstraintKind]: ConstraintOf<K> }[ConstraintKind];
