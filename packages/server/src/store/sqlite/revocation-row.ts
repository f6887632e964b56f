import type { RevocationRule } from "@sluice/policy";
import { type Columns, json, number, optionalNumber, type Row, text } from "./rows.ts";

/** The columns of `revocations`. */
export const revocationColumns: Columns<RevocationRule> = [
  ["id", rule => rule.id],
  ["organization", rule => rule.organization],
  ["selector_json", rule => JSON.stringify(rule.selector)],
  ["issued_up_to_milliseconds", rule => rule.issuedUpToMilliseconds ?? null],
  ["until_seconds", rule => rule.untilSeconds ?? null],
  ["created_at_seconds", rule => rule.createdAtSeconds],
  ["tokens", rule => rule.tokens],
  ["sessions", rule => rule.sessions],
];

/** The rule in a row. */
export function revocationOfRow(row: Row): RevocationRule {
  return {
    id: text(row, "id"),
    organization: text(row, "organization"),
    selector: json(row, "selector_json"),
    issuedUpToMilliseconds: optionalNumber(row, "issued_up_to_milliseconds"),
    untilSeconds: optionalNumber(row, "until_seconds"),
    createdAtSeconds: number(row, "created_at_seconds"),
    tokens: number(row, "tokens"),
    sessions: number(row, "sessions"),
  };
}
