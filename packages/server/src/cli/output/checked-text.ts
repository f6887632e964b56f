import type { CheckAnswer, RuleAnswer } from "../connection/answers.ts";
import { colour } from "./colour.ts";
import { columns } from "./columns.ts";
import { printable } from "./printable.ts";
import { withRules } from "./rule-lines.ts";

/** The outcome of `sluice check`. */
export function checkedText(
  answer: CheckAnswer,
  stream: string,
  action: string,
  rules: readonly RuleAnswer[],
): string {
  const what = `${action} ${printable(stream)}`;
  const head = answer.allowed
    ? `${colour.good("Allowed")}: ${what}`
    : `${colour.bad("Refused")}: ${what} (${answer.reason ?? "no reason given"})`;
  const rows = columns([
    ["viewer sees", answer.detail ?? undefined],
    ["advice", answer.advice ?? undefined],
    ["token", answer.token ?? undefined],
    ["session", answer.session ?? undefined],
    ["reference", answer.allowed ? undefined : answer.ref],
  ]);
  return withRules([head, rows].filter(Boolean).join("\n"), rules);
}
