import { type DenyReason, neighbourhoodOf } from "@sluice/policy";
import type { GuessThrottle } from "../lib/guess-throttle.ts";
import { createRecentRefs } from "../lib/recent-refs.ts";
import type { DecisionLog } from "../telemetry/decision-log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { mayBeGuess } from "./guesses.ts";
import type { VerifiedToken } from "./verified-token.ts";

/** A request for a token below another that was refused. */
export interface RefusedDelegation {
  readonly reason: DenyReason;
  /** For the operator; never the credential. */
  readonly detail: string;
  /** The token that was presented, when it has proven itself. */
  readonly token: Pick<VerifiedToken, "id" | "organization" | "user"> | undefined;
  readonly ip: string | undefined;
  readonly nowMilliseconds: number;
}

/** What is told: endless wrong tokens become `too-many-guesses`. */
export type RefuseDelegation = (refused: RefusedDelegation) => {
  readonly reason: DenyReason;
  readonly ref: string;
};

/**
 * Writes refused delegations down, and counts what may be guesses at the same throttle as wrong tokens at the doors. What
 * an address without a good token repeats within 10 s is written once.
 */
export function createRefuseDelegation(options: {
  readonly decisions: DecisionLog;
  readonly throttle: GuessThrottle;
  readonly metrics: Metrics;
  readonly drawRef: () => string;
}): RefuseDelegation {
  const recentRef = createRecentRefs(options.drawRef);
  return refused => {
    const { token, ip, nowMilliseconds } = refused;
    const reason = throttled(options, refused);
    const key = `${neighbourhoodOf(ip)} ${reason}`;
    const { ref, isRepeat } = token
      ? { ref: options.drawRef(), isRepeat: false }
      : recentRef(key, nowMilliseconds);
    const write = isRepeat ? options.decisions.repeat : options.decisions.record;
    write({
      ref,
      atMilliseconds: nowMilliseconds,
      organization: token?.organization,
      allowed: false,
      reason,
      door: "api",
      action: "play",
      stream: undefined,
      tokenId: token?.id,
      sessionId: undefined,
      user: token?.user,
      ip,
      userAgent: undefined,
      rules: [{ rule: "delegation", outcome: "fail", detail: refused.detail }],
    });
    return { reason, ref };
  };
}

function throttled(
  { throttle, metrics }: { readonly throttle: GuessThrottle; readonly metrics: Metrics },
  { reason, ip, nowMilliseconds }: RefusedDelegation,
): DenyReason {
  if (!mayBeGuess(reason)) return reason;
  if (!throttle.note(neighbourhoodOf(ip), Math.floor(nowMilliseconds / 1000))) return reason;
  metrics.guessesThrottled.inc({ credential: "token" });
  return "too-many-guesses";
}
