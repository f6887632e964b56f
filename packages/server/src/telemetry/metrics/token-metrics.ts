import { Counter, Histogram, type Registry } from "prom-client";

/** Of tokens made and taken back. */
export interface TokenMetrics {
  readonly tokensCreated: Counter<"kind" | "action">;
  /** Sessions of tokens that came again though their issuer wants to hear of it (catreplay 2). */
  readonly tokensReused: Counter<string>;
  /** From the arrival of the call to the end of what it covers, seconds. */
  readonly revocationEffectSeconds: Histogram<string>;
}

/** Makes them in a registry. */
export function createTokenMetrics(registers: Registry[]): TokenMetrics {
  return {
    tokensCreated: new Counter({
      name: "sluice_tokens_created_total",
      help: "Tokens made",
      labelNames: ["kind", "action"],
      registers,
    }),
    tokensReused: new Counter({
      name: "sluice_tokens_reused_total",
      help: "Sessions of tokens that came again and say that this is to be noticed (catreplay 2)",
      registers,
    }),
    revocationEffectSeconds: new Histogram({
      name: "sluice_revocation_effect_seconds",
      help: "Time from the call of a revocation until nothing that it covers is open any more",
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    }),
  };
}
