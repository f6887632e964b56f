import type { Outcome } from "./check-access.ts";
import type { AccessQuestion, Decision } from "./question.ts";

/**
 * Step 7 of the flow for questions that are nobody's request: nothing is logged, counted or told, no guess is noted, and
 * the decision has no reference.
 */
export function concludeUnrecorded<T>(_question: AccessQuestion, outcome: Outcome<T>): Decision<T> {
  return { ...outcome, ref: "" };
}
