import type { DecisionAnswer } from "../connection/answers.ts";
import { colour } from "./colour.ts";
import { columns } from "./columns.ts";
import { reasonText } from "./reason-text.ts";
import { withRules } from "./rule-lines.ts";
import { timeFromNow } from "./time-text.ts";

/** A decision: what, when, where, who, why, and every rule. */
export function decisionText(decision: DecisionAnswer, nowSeconds: number): string {
  const text = reasonText(decision.reason);
  const head = decision.allowed
    ? `${colour.good("Allowed")} (${decision.ref})`
    : `${colour.bad("Refused")}: ${decision.reason} (${decision.ref})`;
  const rows = columns([
    ["when", timeFromNow(decision.at, nowSeconds)],
    ["where", `${decision.door}: ${decision.action} ${decision.stream ?? ""}`.trimEnd()],
    ["token", decision.token ?? undefined],
    ["session", decision.session ?? undefined],
    ["user", decision.user ?? undefined],
    ["ip", decision.ip ?? undefined],
    ["player", decision.user_agent ?? undefined],
    ["viewer sees", text && `${text.title}. ${text.detail}`],
    ["advice", text?.advice],
  ]);
  return withRules([head, rows].filter(Boolean).join("\n"), decision.rules);
}
