import type { AccessRequest } from "./access-request.ts";
import type { Constraint, ConstraintKind, ConstraintOf } from "./constraint.ts";
import type { Finding } from "./constraints/evaluator.ts";
import { evaluators } from "./constraints/index.ts";
import type { DenyReason } from "./deny-reasons.ts";
import type { RuleOutcome, StateCheck, Verdict } from "./verdict.ts";

function evaluateOne<K extends ConstraintKind>(constraint: ConstraintOf<K>, request: AccessRequest): Finding {
  return evaluators[constraint.kind].evaluate(constraint, request);
}

/**
 * Runs every constraint over the request, so that an explanation is complete; the first that fails gives the
 * reason. Pure. A token without an action or a target grants nothing.
 */
export function evaluate(constraints: readonly Constraint[], request: AccessRequest): Verdict {
  const rules: RuleOutcome[] = [];
  const checks: StateCheck[] = [];
  let reason: DenyReason | undefined = missingGrant(constraints);
  for (const constraint of constraints) {
    const finding = evaluateOne(constraint, request);
    rules.push({ rule: ruleOf(constraint), outcome: finding.outcome, detail: finding.detail });
    if (finding.outcome === "fail") reason ??= finding.reason;
    if (finding.outcome === "pending") checks.push(finding.check);
  }
  return reason === undefined ? { verdict: "allow", checks, rules } : { verdict: "deny", reason, rules };
}

/** What a stream's own limits say where a token's would say that the token is at fault. */
const STREAM_REASONS: Partial<Record<DenyReason, DenyReason>> = {
  "token-not-yet-valid": "stream-not-yet-open",
  "token-expired": "stream-closed",
};

/** The words of a stream's own limits, for explanations: `stream ip`. */
export const STREAM_RULE = "stream ";

/**
 * Runs a stream's own limits over the request: the same rules as a token's, under names and reasons that tell the
 * operator where to look. Pure.
 */
export function evaluateStream(limits: readonly Constraint[], request: AccessRequest): Verdict {
  const rules: RuleOutcome[] = [];
  const checks: StateCheck[] = [];
  let reason: DenyReason | undefined;
  for (const limit of limits) {
    const finding = evaluateOne(limit, request);
    rules.push({ rule: STREAM_RULE + ruleOf(limit), outcome: finding.outcome, detail: finding.detail });
    if (finding.outcome === "fail") reason ??= STREAM_REASONS[finding.reason] ?? finding.reason;
    // What a stream limits is counted over all tokens.
    if (finding.outcome === "pending" && isCountedFor(finding.check, request)) {
      checks.push({ ...finding.check, of: "stream" });
    }
  }
  return reason === undefined ? { verdict: "allow", checks, rules } : { verdict: "deny", reason, rules };
}

/** Plays, minutes and bytes of a stream are those of its viewers: whoever publishes uses nothing up. */
function isCountedFor({ kind }: StateCheck, { action }: AccessRequest): boolean {
  return kind === "slot" || action === "play";
}

/** The constraints that are judged again with every manifest of a running session; `client.site` is the one where it began. */
export function evaluateManifest(
  constraints: readonly Constraint[],
  request: AccessRequest,
): DenyReason | undefined {
  for (const constraint of constraints) {
    if (checkedAt(constraint) !== "manifest") continue;
    const finding = evaluateOne(constraint, request);
    if (finding.outcome === "fail") return finding.reason;
  }
  return undefined;
}

function checkedAt<K extends ConstraintKind>(constraint: ConstraintOf<K>): "entry" | "manifest" {
  return evaluators[constraint.kind].checkedAt(constraint);
}

/** A claim explains itself under its own name. */
function ruleOf(constraint: Constraint): string {
  return constraint.kind === "claim" ? constraint.claim.name : constraint.kind;
}

function missingGrant(constraints: readonly Constraint[]): DenyReason | undefined {
  if (constraints.some(constraint => constraint.kind === "grant")) return undefined;
  if (!constraints.some(constraint => constraint.kind === "action")) return "wrong-action";
  if (!constraints.some(constraint => constraint.kind === "target")) return "wrong-stream";
  return undefined;
}
