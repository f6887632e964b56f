import type { Metrics } from "../telemetry/metrics.ts";
import type { ChanceBars } from "./chance-bars.ts";
import type { AccessQuestion, Decision } from "./question.ts";
import { REUSE_RULE } from "./reuse-of.ts";

/** What is kept of a decision beside its record: whom chance has refused, and which tokens came again. */
export function noteOutcome(
  { bars, metrics }: { readonly bars: ChanceBars; readonly metrics: Pick<Metrics, "tokensReused"> },
  { mode, nowMilliseconds }: AccessQuestion,
  decision: Decision<unknown>,
): void {
  if (mode === "peek") return;
  if (decision.allowed) {
    if (decision.rules.some(({ rule }) => rule === REUSE_RULE)) metrics.tokensReused.inc();
    return;
  }
  const { reason, token } = decision;
  if (reason !== "refused-by-chance" || !token?.proven || token.keyId === undefined) return;
  const chance = token.proven.limits.find(({ name }) => name === "catpor")?.toJson();
  const [, id, untilSeconds] = Array.isArray(chance) ? chance : [];
  if (typeof id !== "string") return;
  const nowSeconds = Math.floor(nowMilliseconds / 1000);
  const until = typeof untilSeconds === "number" ? untilSeconds : token.expiresAtSeconds;
  // Who is barred stays barred for as long as was said first.
  if (!bars.isBarred(token.keyId, id, nowSeconds)) bars.bar(token.keyId, id, until, nowSeconds);
}
