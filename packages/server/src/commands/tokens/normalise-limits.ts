import { type FurtherLimits, normaliseDomain, parseNetwork } from "@sluice/policy";
import { buildLimits, buildSessions } from "../../declarations/limits/build-limits.ts";
import type { LimitWords } from "../../declarations/limits/limit-schemas.ts";
import { LATEST_SECONDS } from "../../declarations/limits-schema.ts";
import type { FieldProblem } from "../field-problem.ts";
import type { TokenGrant } from "./token-grant.ts";

/** The limits of a grant in their one written form. */
export interface NormalisedLimits {
  readonly notBeforeSeconds: number | undefined;
  readonly expiresAtSeconds: number | undefined;
  readonly maxUses: number | undefined;
  readonly ip: readonly string[];
  readonly domains: readonly string[];
  readonly maxSessions: number | undefined;
  readonly limits: FurtherLimits | undefined;
}

/** The part of a grant that single fields cannot tell right from wrong. */
export type LimitGrant = LimitWords &
  Pick<TokenGrant, "kind" | "not_before" | "expires_at" | "ttl_seconds" | "ip" | "domains" | "user">;

/** Checks what single fields cannot say, all at once. */
export function normaliseLimits(
  grant: LimitGrant,
  defaults: { readonly nowSeconds: number; readonly ttlSeconds: number },
): { readonly limits: NormalisedLimits } | { readonly problems: readonly FieldProblem[] } {
  const expiresAtSeconds = expiryOf(grant, defaults);
  const ip = grant.ip ?? [];
  const hosts = (grant.domains ?? []).map(domain => ({ domain, host: normaliseDomain(domain) }));
  const problems = [
    ...timeProblems(grant, expiresAtSeconds),
    ...useProblems(grant),
    ...userProblems(grant),
    ...ip.flatMap((network, index) =>
      parseNetwork(network)
        ? []
        : [{ field: `ip.${index}`, message: `${JSON.stringify(network)} is no address and no CIDR network` }],
    ),
    ...hosts.flatMap(({ domain, host }, index) =>
      host === undefined ? [{ field: `domains.${index}`, message: hostMessage(domain) }] : [],
    ),
  ];
  if (problems.length > 0) return { problems };
  return {
    limits: {
      notBeforeSeconds: grant.not_before,
      expiresAtSeconds,
      maxUses: grant.kind === "one-time" ? 1 : grant.max_uses,
      ip,
      domains: hosts.flatMap(({ host }) => host ?? []),
      maxSessions: buildSessions(grant.max_sessions, "token").maxSessions,
      limits: buildLimits(grant, "token"),
    },
  };
}

function timeProblems(grant: LimitGrant, expiresAtSeconds: number | undefined): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (grant.expires_at !== undefined && grant.ttl_seconds !== undefined) {
    problems.push({ field: "ttl_seconds", message: "give expires_at or ttl_seconds, not both" });
  }
  for (const field of ["expires_at", "not_before"] as const) {
    if ((grant[field] ?? 0) > LATEST_SECONDS) {
      problems.push({ field, message: "this looks like milliseconds; give Unix seconds" });
    }
  }
  if ((grant.not_before ?? Number.NEGATIVE_INFINITY) >= (expiresAtSeconds ?? Number.POSITIVE_INFINITY)) {
    problems.push({ field: "not_before", message: "the token would expire before it becomes valid" });
  }
  return problems;
}

function useProblems({ kind, max_uses }: LimitGrant): readonly FieldProblem[] {
  if (kind !== "one-time" || max_uses === undefined || max_uses === 1) return [];
  return [{ field: "max_uses", message: "a one-time token has exactly one use; take kind access for more" }];
}

/** Without a user there is nobody whose sessions could be counted. */
function userProblems({ max_sessions: limit, user }: LimitGrant): readonly FieldProblem[] {
  if (typeof limit !== "object" || limit.per !== "user" || user !== undefined) return [];
  return [{ field: "max_sessions.per", message: "a token without a user has no sessions of its user" }];
}

function hostMessage(domain: string): string {
  return `${JSON.stringify(domain)} is no host name (example.com or *.example.com)`;
}

function expiryOf(
  grant: LimitGrant,
  defaults: { readonly nowSeconds: number; readonly ttlSeconds: number },
): number | undefined {
  if (grant.expires_at !== undefined) return grant.expires_at ?? undefined;
  if (grant.ttl_seconds === null) return undefined;
  return defaults.nowSeconds + (grant.ttl_seconds ?? defaults.ttlSeconds);
}
