import { type DenyReason, neighbourhoodOf, type RuleOutcome } from "@sluice/policy";
import type { GuessThrottle } from "../lib/guess-throttle.ts";
import { createRecentRefs, type RecentRef, type RecentRefs } from "../lib/recent-refs.ts";
import { outsideText, redact } from "../lib/redact.ts";
import type { UsageMeter } from "../sessions/usage-meter.ts";
import type { DecisionRecord } from "../store/store.ts";
import type { DecisionLog } from "../telemetry/decision-log.ts";
import type { Events } from "../telemetry/events.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { emitDecision } from "./access-events.ts";
import type { Outcome } from "./check-access.ts";
import { countDecision } from "./count-usage.ts";
import { mayBeGuess } from "./guesses.ts";
import type { AccessQuestion, Decision } from "./question.ts";

/**
 * Refusals that a stranger can cause without end: one row for each address, application and 10 s, or they would push out
 * all others.
 */
const STRANGERS: ReadonlySet<DenyReason> = new Set(["token-missing", "tokens-conflict", "too-many-guesses"]);

export interface ConcludeDependencies {
  readonly decisions: DecisionLog;
  readonly events: Events;
  readonly metrics: Metrics;
  readonly usage: UsageMeter;
  readonly throttle: GuessThrottle;
  readonly drawRef: () => string;
  readonly nowMilliseconds: () => number;
}

/**
 * Step 7 of the flow, and the only place that writes the access log, counts decisions and tells of them: gives an outcome its
 * reference and turns an address's endless wrong tokens into `too-many-guesses`. What strangers repeat is counted each
 * time and written once.
 */
export function createConclude(
  dependencies: ConcludeDependencies,
): <T>(question: AccessQuestion, outcome: Outcome<T>) => Decision<T> {
  const { decisions, events, metrics, usage, drawRef, nowMilliseconds } = dependencies;
  const recentRef = createRecentRefs(drawRef);
  return (question, outcome) => {
    const judged = throttled(dependencies, question, withoutCredentials(outcome));
    const stranger = strangerKey(question, judged);
    const { ref, isRepeat } =
      stranger === undefined
        ? { ref: drawRef(), isRepeat: false }
        : refOfStranger(recentRef, stranger, question);
    const elapsed = Math.max(0, nowMilliseconds() - question.nowMilliseconds);
    metrics.decisionSeconds.observe({ door: question.door }, elapsed / 1000);
    // An allowed peek decides nothing: no session begins and nothing is spent.
    if (!judged.allowed || question.mode === "admit") {
      const decision = record(question, judged, ref);
      const write = isRepeat ? decisions.repeat : decisions.record;
      write(decision);
      if (!isRepeat) {
        countDecision(usage, question, judged);
        emitDecision(events, question, judged, decision);
      }
    }
    return { ...judged, ref };
  };
}

/**
 * A reference of its own for each application that is asked for, whosever it is and whether it is there or not: two
 * organizations hear of their own strangers, and no stranger hears of theirs. Of applications that are nobody's the first
 * is written, for they have no end.
 */
function refOfStranger(
  recentRef: RecentRefs,
  stranger: string,
  { asked = "", organization, nowMilliseconds }: AccessQuestion,
): RecentRef {
  const [application] = asked.split("/", 1);
  const own = recentRef(`${stranger} ${application}`, nowMilliseconds);
  if (organization !== undefined || own.isRepeat) return own;
  const { isRepeat } = recentRef(stranger, nowMilliseconds);
  return { ...own, isRepeat };
}

/** What a stranger repeats; undefined for a decision of its own. The API is asked by its key's owner, not by strangers. */
function strangerKey<T>({ door, client }: AccessQuestion, outcome: Outcome<T>): string | undefined {
  if (outcome.allowed || door === "api" || !STRANGERS.has(outcome.reason)) return undefined;
  return `${neighbourhoodOf(client.ip)} ${outcome.reason}`;
}

/** Rules whose details repeat what was asked: a stream's name and a site's can be made of a token. */
const REPEATING: ReadonlySet<string> = new Set(["target", "domain"]);

/** Also in the words of a stream's own limits and of a token's parents: `parent st_3f9a0c12bd77: target`. */
function isRepeating({ rule }: RuleOutcome): boolean {
  return REPEATING.has(rule.slice(rule.lastIndexOf(" ") + 1));
}

function withoutCredentials<T>(outcome: Outcome<T>): Outcome<T> {
  const rules = outcome.rules.map(rule =>
    isRepeating(rule) ? { ...rule, detail: redact(rule.detail) } : rule,
  );
  return { ...outcome, rules };
}

function throttled<T>(
  { throttle, metrics }: ConcludeDependencies,
  question: AccessQuestion,
  outcome: Outcome<T>,
): Outcome<T> {
  if (outcome.allowed || question.door === "api" || !mayBeGuess(outcome.reason)) return outcome;
  const nowSeconds = Math.floor(question.nowMilliseconds / 1000);
  if (!throttle.note(neighbourhoodOf(question.client.ip), nowSeconds)) return outcome;
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
    reason: outcome.allowed ? outcome.unenforced?.reason : outcome.reason,
    unenforced: outcome.unenforced?.mode,
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
