import type { RevocationRecord } from "../revocations.ts";
import {
  type Columns,
  json,
  number,
  optionalJson,
  optionalNumber,
  optionalText,
  type Row,
  text,
} from "./rows.ts";

/** The columns of `revocations`. */
export const revocationColumns: Columns<RevocationRecord> = [
  ["id", rule => rule.id],
  ["organization", rule => rule.organization],
  ["selector_json", rule => JSON.stringify(rule.selector)],
  ["issued_up_to_milliseconds", rule => rule.issuedUpToMilliseconds ?? null],
  ["until_seconds", rule => rule.untilSeconds ?? null],
  ["created_at_seconds", rule => rule.createdAtSeconds],
  ["tokens", rule => rule.tokens],
  ["sessions", rule => rule.sessions],
  ["created_by", rule => rule.createdBy ?? null],
  ["applications_json", rule => (rule.applications === undefined ? null : JSON.stringify(rule.applications))],
  ["effect_milliseconds", rule => rule.effectMilliseconds ?? null],
  ["undone_at_seconds", rule => rule.undoneAtSeconds ?? null],
];

/** The rule in a row. */
export function revocationOfRow(row: Row): RevocationRecord {
  return {
    id: text(row, "id"),
    organization: text(row, "organization"),
    selector: json(row, "selector_json"),
    issuedUpToMilliseconds: optionalNumber(row, "issued_up_to_milliseconds"),
    untilSeconds: optionalNumber(row, "until_seconds"),
    createdAtSeconds: number(row, "created_at_seconds"),
    tokens: number(row, "tokens"),
    sessions: number(row, "sessions"),
    createdBy: optionalText(row, "created_by"),
    applications: optionalJson(row, "applications_json"),
    effectMilliseconds: optionalNumber(row, "effect_milliseconds"),
    undoneAtSeconds: optionalNumber(row, "undone_at_seconds"),
  };
}
