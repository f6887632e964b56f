import type { RuleOutcome } from "@sluice/policy";

/** Rules and how they went, without what they say of a token that the reader may not see. */
export function withoutDetails(rules: readonly RuleOutcome[]): readonly RuleOutcome[] {
  return rules.map(({ rule, outcome }) => ({ rule, outcome, detail: "of another application's token" }));
}
