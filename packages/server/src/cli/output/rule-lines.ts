import type { RuleAnswer } from "../connection/answers.ts";
import { colour } from "./colour.ts";
import { printable } from "./printable.ts";

/** A text with the rules of its decision below it. */
export function withRules(text: string, rules: readonly RuleAnswer[]): string {
  return rules.length === 0 ? text : `${text}\n\n${ruleLines(rules)}`;
}

/**
 * Every rule of a decision on a line of its own: ✓ passed, ✗ failed, … not settled. A rule that was settled by
 * the state later has that line only.
 */
function ruleLines(rules: readonly RuleAnswer[]): string {
  const shown = rules.filter((rule, index) => !isSettledLater(rule, rules.slice(index + 1)));
  const width = Math.max(0, ...shown.map(rule => rule.rule.length));
  return shown
    .map(
      ({ rule, outcome, detail }) =>
        `  ${mark(outcome)} ${printable(rule).padEnd(width)}  ${printable(detail)}`,
    )
    .join("\n");
}

function isSettledLater({ rule, outcome }: RuleAnswer, later: readonly RuleAnswer[]): boolean {
  return outcome === "pending" && later.some(other => other.rule === rule);
}

function mark(outcome: string): string {
  if (outcome === "pass") return colour.good("✓");
  return outcome === "fail" ? colour.bad("✗") : colour.faint("…");
}
