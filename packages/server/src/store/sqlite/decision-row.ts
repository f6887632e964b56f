import type { DecisionRecord } from "../store.ts";
import { applicationOf } from "../target-reach.ts";
import { type Columns, json, number, optionalText, type Row, text, word } from "./rows.ts";

/** The columns of `decisions`. `application` repeats the front of the stream's name, for keys that see only theirs. */
export const decisionColumns: Columns<DecisionRecord> = [
  ["ref", decision => decision.ref],
  ["at_milliseconds", decision => decision.atMilliseconds],
  ["organization", decision => decision.organization ?? null],
  [
    "application",
    decision => (decision.stream === undefined ? null : (applicationOf(decision.stream) ?? null)),
  ],
  ["stream", decision => decision.stream ?? null],
  ["allowed", decision => Number(decision.allowed)],
  ["reason", decision => decision.reason ?? null],
  ["unenforced", decision => decision.unenforced ?? null],
  ["door", decision => decision.door],
  ["action", decision => decision.action],
  ["token_id", decision => decision.tokenId ?? null],
  ["session_id", decision => decision.sessionId ?? null],
  ["user", decision => decision.user ?? null],
  ["ip", decision => decision.ip ?? null],
  ["user_agent", decision => decision.userAgent ?? null],
  ["rules_json", decision => JSON.stringify(decision.rules)],
];

/** The decision in a row. */
export function decisionOfRow(row: Row): DecisionRecord {
  return {
    ref: text(row, "ref"),
    atMilliseconds: number(row, "at_milliseconds"),
    organization: optionalText(row, "organization"),
    allowed: number(row, "allowed") === 1,
    reason: row.reason === null ? undefined : word(row, "reason"),
    unenforced: row.unenforced === null ? undefined : word(row, "unenforced"),
    door: word(row, "door"),
    action: word(row, "action"),
    stream: optionalText(row, "stream"),
    tokenId: optionalText(row, "token_id"),
    sessionId: optionalText(row, "session_id"),
    user: optionalText(row, "user"),
    ip: optionalText(row, "ip"),
    userAgent: optionalText(row, "user_agent"),
    rules: json(row, "rules_json"),
  };
}
