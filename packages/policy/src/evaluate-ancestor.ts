import type { AccessRequest } from "./access-request.ts";
import type { Constraint } from "./constraint.ts";
import { evaluate } from "./evaluate.ts";
import { ancestorRule } from "./lineage.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Runs the limits of a token that the presented one was delegated from over the request: the same rules, under names that
 * tell whose they are, and checks that are counted at the ancestor. Pure.
 */
export function evaluateAncestor(
  ancestor: string,
  constraints: readonly Constraint[],
  request: AccessRequest,
): Verdict {
  const verdict = evaluate(constraints, request);
  const rules = verdict.rules.map(line => ({ ...line, rule: ancestorRule(ancestor, line.rule) }));
  if (verdict.verdict === "deny") return { ...verdict, rules };
  return { ...verdict, rules, checks: verdict.checks.map(check => ({ ...check, token: ancestor })) };
}
