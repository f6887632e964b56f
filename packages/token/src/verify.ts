import type { TokenStateCheck } from "./finding.ts";
import type { ProvenClaims } from "./formats/format.ts";
import type { Refused } from "./formats/judgement.ts";
import type { KeyRing, TokenKey } from "./keys/token-key.ts";
import type { Proof } from "./prove.ts";
import type { RequestContext } from "./request-context.ts";
import { type ReasonCategory, type TokenReason, tokenReasons } from "./token-reasons.ts";

/** What a token is verified with. */
export interface VerifyOptions<Signatures> {
  readonly keys: KeyRing;
  readonly signatures: Signatures;
  readonly context: RequestContext;
  /** True: every limit is judged, for an explanation. Default: the first that fails ends it. */
  readonly explain?: boolean | undefined;
}

/** What one limit said. */
export interface JudgedRule {
  readonly claim: string;
  readonly outcome: "pass" | "fail" | "pending";
  readonly detail: string;
}

export type Verification = Allowed | Denied;

/** Every limit holds; `checks` are still to be carried out, by whoever keeps the state. */
export interface Allowed {
  readonly allowed: true;
  readonly claims: ProvenClaims;
  readonly key: TokenKey;
  readonly checks: readonly TokenStateCheck[];
  /** Empty unless an explanation was asked for. */
  readonly rules: readonly JudgedRule[];
}

export interface Denied {
  readonly allowed: false;
  readonly reason: TokenReason;
  readonly category: ReasonCategory;
  /** The claim that denies, where one does. */
  readonly claim: string | undefined;
  /** For the operator; holds no credential. */
  readonly detail: string;
  readonly rules: readonly JudgedRule[];
}

const NO_CHECKS: readonly TokenStateCheck[] = [];
const NO_RULES: readonly JudgedRule[] = [];

/** The verdict over a request, from what a driver has proven. Pure. */
export function verdict(proof: Proof | Refused, context: RequestContext, isExplained: boolean): Verification {
  if ("refused" in proof) return denied(proof.refused, proof.claim, proof.detail, NO_RULES);
  return isExplained ? explained(proof, context) : judged(proof, context);
}

function judged({ claims, key }: Proof, context: RequestContext): Verification {
  let checks = NO_CHECKS;
  for (const limit of claims.limits) {
    if (!limit.isLimit) continue;
    const finding = limit.judge(context);
    if (finding.outcome === "fail") return denied(finding.reason, limit.name, finding.detail, NO_RULES);
    if (finding.outcome === "pending") checks = [...checks, finding.check];
  }
  return { allowed: true, claims, key, checks, rules: NO_RULES };
}

function explained(proof: Proof, context: RequestContext): Verification {
  const limits = proof.claims.limits.filter(({ isLimit }) => isLimit);
  const rules = limits.map(limit => {
    const { outcome, detail } = limit.judge(context);
    return { claim: limit.name, outcome, detail };
  });
  return { ...judged(proof, context), rules };
}

function denied(
  reason: TokenReason,
  claim: string | undefined,
  detail: string,
  rules: readonly JudgedRule[],
): Denied {
  return { allowed: false, reason, category: tokenReasons[reason], claim, detail, rules };
}
