import { Counter, Histogram, type Registry } from "prom-client";

/** Of decisions, whatever the door. */
export interface AccessMetrics {
  readonly decisions: Counter<"door" | "action" | "outcome" | "reason">;
  readonly decisionSeconds: Histogram<"door">;
  readonly decisionsDropped: Counter<string>;
  /** `outcome` as the store has it, and `failed` when it could not answer. */
  readonly admissions: Counter<"outcome">;
  readonly guessesThrottled: Counter<"credential">;
}

/** Makes them in a registry. */
export function createAccessMetrics(registers: Registry[]): AccessMetrics {
  return {
    decisions: new Counter({
      name: "sluice_decisions_total",
      help: "Access decisions",
      labelNames: ["door", "action", "outcome", "reason"],
      registers,
    }),
    decisionSeconds: new Histogram({
      name: "sluice_decision_seconds",
      help: "Time from the parsed request to the decision, origin included",
      labelNames: ["door"],
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
    decisionsDropped: new Counter({
      name: "sluice_decisions_dropped_total",
      help: "Decisions that were logged but not kept for `sluice why`, because too many came at once",
      registers,
    }),
    admissions: new Counter({
      name: "sluice_admissions_total",
      help: "Admissions asked of the store: a session begun, continued or refused, or the store failed",
      labelNames: ["outcome"],
      registers,
    }),
    guessesThrottled: new Counter({
      name: "sluice_guesses_throttled_total",
      help: "Wrong tokens and keys beyond what one address may try",
      labelNames: ["credential"],
      registers,
    }),
  };
}
