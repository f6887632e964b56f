import type { Delivery, WebhookHealth } from "../webhooks.ts";
import { json, number, optionalNumber, optionalText, type Row, text, word } from "./rows.ts";

/** The delivery in a row. */
export function deliveryOfRow(row: Row): Delivery {
  return {
    webhook: text(row, "webhook"),
    organization: text(row, "organization"),
    id: text(row, "id"),
    event: text(row, "event"),
    user: optionalText(row, "user"),
    payload: optionalText(row, "payload"),
    createdAtMilliseconds: number(row, "created_at_milliseconds"),
    status: word(row, "status"),
    tries: number(row, "tries"),
    attempts: json<readonly WrittenAttempt[]>(row, "attempts_json").map(attempt => ({
      atMilliseconds: attempt.atMilliseconds,
      durationMilliseconds: attempt.durationMilliseconds,
      status: attempt.status,
      error: attempt.error,
    })),
    nextAttemptAtMilliseconds: optionalNumber(row, "next_attempt_at_milliseconds"),
    dropped: number(row, "dropped"),
  };
}

/** JSON has no undefined: what was not known is missing. */
interface WrittenAttempt {
  readonly atMilliseconds: number;
  readonly durationMilliseconds: number;
  readonly status?: number;
  readonly error?: string;
}

/** The health in a row. */
export function healthOfRow(row: Row): WebhookHealth {
  return {
    webhook: text(row, "webhook"),
    failingSinceMilliseconds: optionalNumber(row, "failing_since_milliseconds"),
    lastSuccessAtMilliseconds: optionalNumber(row, "last_success_at_milliseconds"),
    lastFailureAtMilliseconds: optionalNumber(row, "last_failure_at_milliseconds"),
  };
}
