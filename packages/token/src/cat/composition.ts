import type { CborMap } from "../cbor/value.ts";
import { type Finding, fail, pass } from "../finding.ts";
import type { RequestContext } from "../request-context.ts";
import { tokenReasons } from "../token-reasons.ts";
import type { Json, ParsedClaim } from "./claim.ts";
import { type ClaimProblem, isClaimProblem } from "./claim-problem.ts";
import type { Composition } from "./claim-table.ts";

/** One set of claims inside a composition. What cannot be processed is kept with its reason. */
export interface ClaimSet {
  readonly written: CborMap;
  readonly claims: readonly ParsedClaim[] | ClaimProblem;
}

const ACCEPTABLE = pass("the sets of claims allow it");
const NOT_MET = fail("composition-not-met", "the sets of claims do not allow it");
const STATEFUL = fail("claim-unsupported", "a limit that counts uses cannot stand inside a composition");

/**
 * Judges sets of claims with three values: acceptable, not acceptable, and unprocessable, which never becomes an
 * acceptance. A set, `and` and `nor` with anything unprocessable inside are unprocessable; `or` is only where no other
 * set is acceptable. Unprocessable is every reason outside the category `denied`.
 */
export function judgeComposition(
  kind: Composition,
  sets: readonly ClaimSet[],
  context: RequestContext,
): Finding {
  let unprocessable: Finding | undefined;
  let acceptable = 0;
  for (const set of sets) {
    const finding = judgeSet(set, context);
    if (finding.outcome === "pass") acceptable += 1;
    else if (!isDenial(finding)) unprocessable ??= finding;
  }
  if (kind === "or" && acceptable > 0) return ACCEPTABLE;
  if (unprocessable !== undefined) return unprocessable;
  const isMet = kind === "and" ? acceptable === sets.length : kind === "nor" && acceptable === 0;
  return isMet ? ACCEPTABLE : NOT_MET;
}

/** Sets as JSON: objects of claims by name; `unreadable` for what cannot be processed. */
export function setsToJson(sets: readonly ClaimSet[]): Json {
  return sets.map(({ claims }) =>
    isClaimProblem(claims)
      ? { unreadable: claims.claim }
      : Object.fromEntries(claims.map(parsed => [parsed.name, parsed.toJson()])),
  );
}

function judgeSet({ claims }: ClaimSet, context: RequestContext): Finding {
  if (isClaimProblem(claims)) return fail(claims.reason, `${claims.claim}: ${claims.detail}`);
  let denial: Finding | undefined;
  for (const parsed of claims) {
    const finding = parsed.judge(context);
    if (finding.outcome === "pending") return STATEFUL;
    if (finding.outcome === "pass") continue;
    if (!isDenial(finding)) return finding;
    denial ??= finding;
  }
  return denial ?? ACCEPTABLE;
}

function isDenial(finding: Finding): boolean {
  return finding.outcome === "fail" && tokenReasons[finding.reason] === "denied";
}
