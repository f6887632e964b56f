import type { OriginReply, OriginUnavailable } from "./origin.ts";

/** An origin that fails so often in a row is down. One broken file makes no origin broken. */
const DOWN_AFTER_FAILURES = 3;
/** Weight of the newest answer in the average. */
const LATENCY_WEIGHT = 1 / 8;

/** What an origin can fail by; anything else, a 404 among it, is an answer. */
export type OriginFault = Extract<
  OriginUnavailable["reason"],
  "origin-error" | "origin-timeout" | "origin-unreachable"
>;

/** How an origin has answered since it was opened. */
export interface OriginHealth {
  readonly state: "up" | "down";
  /** 0 after an answer. */
  readonly consecutiveFailures: number;
  /** Unix milliseconds; undefined: none yet. */
  readonly lastAnswerAtMilliseconds: number | undefined;
  readonly lastFailure: { readonly atMilliseconds: number; readonly reason: OriginFault } | undefined;
  /** From question to head, or to the end of a small body, a running average; undefined before the first answer. */
  readonly latencyMilliseconds: number | undefined;
}

/** One request that is over. */
export interface OriginOutcome {
  readonly reply: OriginReply;
  readonly atMilliseconds: number;
  /** Undefined where the origin held the answer on purpose. */
  readonly latencyMilliseconds: number | undefined;
}

/** Nothing was asked yet. */
export const untriedOrigin: OriginHealth = {
  state: "up",
  consecutiveFailures: 0,
  lastAnswerAtMilliseconds: undefined,
  lastFailure: undefined,
  latencyMilliseconds: undefined,
};

/** The health after one more request. Pure. */
export function healthAfter(health: OriginHealth, outcome: OriginOutcome): OriginHealth {
  const { reply, atMilliseconds, latencyMilliseconds } = outcome;
  const reason = faultOf(reply);
  if (reason !== undefined) {
    const consecutiveFailures = health.consecutiveFailures + 1;
    const state = consecutiveFailures >= DOWN_AFTER_FAILURES ? "down" : health.state;
    return { ...health, state, consecutiveFailures, lastFailure: { atMilliseconds, reason } };
  }
  return {
    ...health,
    state: "up",
    consecutiveFailures: 0,
    lastAnswerAtMilliseconds: atMilliseconds,
    latencyMilliseconds: averageOf(health.latencyMilliseconds, latencyMilliseconds),
  };
}

/** What an origin failed by; undefined for an answer. */
export function faultOf(reply: OriginReply): OriginFault | undefined {
  if (reply.outcome === "media") return undefined;
  switch (reply.reason) {
    case "origin-error":
    case "origin-timeout":
    case "origin-unreachable":
      return reply.reason;
    case "media-not-found":
    case "media-type-refused":
    case "range-not-satisfiable":
      return undefined;
  }
}

function averageOf(before: number | undefined, now: number | undefined): number | undefined {
  if (before === undefined || now === undefined) return now ?? before;
  return before + (now - before) * LATENCY_WEIGHT;
}
