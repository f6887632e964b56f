import { normaliseDomain, parseNetwork } from "@sluice/policy";
import type { FieldProblem } from "./field-problem.ts";
import type { TokenGrant } from "./token-grant.ts";

/** Unix seconds do not reach this before the year 5000; milliseconds do today. */
const LATEST_SECONDS = 100_000_000_000;

/** The limits of a grant in their one written form. */
export interface NormalisedLimits {
  readonly notBeforeSeconds: number | undefined;
  readonly expiresAtSeconds: number | undefined;
  readonly maxUses: number | undefined;
  readonly ip: readonly string[];
  readonly domains: readonly string[];
}

/** Checks what single fields cannot say, all at once. */
export function normaliseLimits(
  grant: TokenGrant,
  defaults: { readonly nowSeconds: number; readonly ttlSeconds: number },
): { readonly limits: NormalisedLimits } | { readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const problem = (field: string, message: string): void => void problems.push({ field, message });
  const expiresAtSeconds = expiryOf(grant, defaults);
  if (grant.expires_at !== undefined && grant.ttl_seconds !== undefined) {
    problem("ttl_seconds", "give expires_at or ttl_seconds, not both");
  }
  for (const field of ["expires_at", "not_before"] as const) {
    if ((grant[field] ?? 0) > LATEST_SECONDS)
      problem(field, "this looks like milliseconds; give Unix seconds");
  }
  if (
    grant.not_before !== undefined &&
    expiresAtSeconds !== undefined &&
    grant.not_before >= expiresAtSeconds
  ) {
    problem("not_before", "the token would expire before it becomes valid");
  }
  if (grant.kind === "one-time" && grant.max_uses !== undefined && grant.max_uses !== 1) {
    problem("max_uses", "a one-time token has exactly one use; take kind access for more");
  }
  const ip = grant.ip ?? [];
  for (const [index, network] of ip.entries()) {
    if (!parseNetwork(network))
      problem(`ip.${index}`, `${JSON.stringify(network)} is no address and no CIDR network`);
  }
  const domains = (grant.domains ?? []).map((domain, index) => {
    const host = normaliseDomain(domain);
    if (host === undefined)
      problem(`domains.${index}`, `${JSON.stringify(domain)} is no host name (example.com or *.example.com)`);
    return host ?? "";
  });
  if (problems.length > 0) return { problems };
  const maxUses = grant.kind === "one-time" ? 1 : grant.max_uses;
  return { limits: { notBeforeSeconds: grant.not_before, expiresAtSeconds, maxUses, ip, domains } };
}

function expiryOf(
  grant: TokenGrant,
  defaults: { readonly nowSeconds: number; readonly ttlSeconds: number },
): number | undefined {
  if (grant.expires_at !== undefined) return grant.expires_at ?? undefined;
  if (grant.ttl_seconds === null) return undefined;
  return defaults.nowSeconds + (grant.ttl_seconds ?? defaults.ttlSeconds);
}
