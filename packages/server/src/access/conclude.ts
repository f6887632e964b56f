import { type DenyReason, parseAddress, prefixOf } from "@sluice/policy";
import type { GuessThrottle } from "../lib/guess-throttle.ts";
import { outsideText, redact } from "../lib/redact.ts";
import type { DecisionRecord } from "../store/store.ts";
import type { DecisionLog } from "../telemetry/decision-log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { Outcome } from "./check-access.ts";
import type { AccessQuestion, Decision } from "./question.ts";

/** Refusals that may be guesses. */
const GUESSES: ReadonlySet<DenyReason> = new Set(["token-unknown", "token-malformed", "token-too-long"]);

export interface ConcludeDependencies {
  readonly decisions: DecisionLog;
  readonly metrics: Metrics;
  readonly throttle: GuessThrottle;
  readonly drawRef: () => string;
  readonly nowMilliseconds: () => number;
}

/**
 * Step 7 of the flow, and the only place that writes the access log and counts decisions: gives an outcome its
 * reference and turns an address's endless wrong tokens into `too-many-guesses`.
 */
export function createConclude(
  dependencies: ConcludeDependencies,
): <T>(question: AccessQuestion, outcome: Outcome<T>) => Decision<T> {
  const { decisions, metrics, drawRef, nowMilliseconds } = dependencies;
  return (question, outcome) => {
    const judged = throttled(dependencies, question, withoutCredentials(outcome));
    const ref = drawRef();
    const elapsed = Math.max(0, nowMilliseconds() - question.nowMilliseconds);
    metrics.decisionSeconds.observe({ door: question.door }, elapsed / 1000);
    // An allowed peek decides nothing: no session begins and nothing is spent.
    if (!judged.allowed || question.mode === "admit") decisions.record(record(question, judged, ref));
    return { ...judged, ref };
  };
}

/** One neighbourhood of an address, for counting guesses: the IPv4 address itself, an IPv6 /64. */
export function guessNeighbourhood(ip: string | undefined): string {
  const address = ip === undefined ? undefined : parseAddress(ip);
  if (!address) return "unknown";
  return address.family === 4 ? address.bytes.join(".") : prefixOf(address);
}

/** The embedding site is the one text from outside in an outcome's details: a host name can be made of a token. */
function withoutCredentials<T>(outcome: Outcome<T>): Outcome<T> {
  const rules = outcome.rules.map(rule =>
    rule.rule === "domain" ? { ...rule, detail: redact(rule.detail) } : rule,
  );
  return { ...outcome, rules };
}

function throttled<T>(
  { throttle, metrics }: ConcludeDependencies,
  question: AccessQuestion,
  outcome: Outcome<T>,
): Outcome<T> {
  if (outcome.allowed || question.door === "api" || !GUESSES.has(outcome.reason)) return outcome;
  const nowSeconds = Math.floor(question.nowMilliseconds / 1000);
  if (!throttle.note(guessNeighbourhood(question.client.ip), nowSeconds)) return outcome;
  metrics.guessesThrottled.inc({ credential: "token" });
  return { ...outcome, reason: "too-many-guesses" };
}

function record<T>(question: AccessQuestion, outcome: Outcome<T>, ref: string): DecisionRecord {
  const { userAgent } = question.client;
  return {
    ref,
    atMilliseconds: question.nowMilliseconds,
    organization: outcome.token?.organization ?? question.organization,
    allowed: outcome.allowed,
    reason: outcome.allowed ? undefined : outcome.reason,
    door: question.door,
    action: question.action,
    stream: outcome.allowed ? outcome.stream.facts.stream : question.asked && outsideText(question.asked),
    tokenId: outcome.tokenId,
    sessionId: outcome.allowed ? outcome.session?.record.id : outcome.sessionId,
    user: outcome.token?.user,
    ip: question.client.ip,
    userAgent: userAgent === undefined ? undefined : outsideText(userAgent),
    rules: outcome.rules,
  };
}
