const MILLISECONDS = 1_000;

/** How an origin has answered since it was opened, as whoever asks it knows. */
export interface ObservedOriginHealth {
  readonly state: "up" | "down";
  readonly consecutiveFailures: number;
  readonly lastAnswerAtMilliseconds: number | undefined;
  readonly lastFailure:
    | {
        readonly atMilliseconds: number;
        readonly reason: "origin-error" | "origin-timeout" | "origin-unreachable";
      }
    | undefined;
  readonly latencyMilliseconds: number | undefined;
}

/** The same as the API shows it; what an origin said is for the log, which its operator reads. */
export function originHealthView(health: ObservedOriginHealth | undefined) {
  if (health === undefined) return null;
  const { lastAnswerAtMilliseconds: answered, lastFailure, latencyMilliseconds: latency } = health;
  return {
    state: health.state,
    consecutive_failures: health.consecutiveFailures,
    last_answer_at: answered === undefined ? null : seconds(answered),
    last_failure: lastFailure
      ? { at: seconds(lastFailure.atMilliseconds), reason: lastFailure.reason }
      : null,
    latency_ms: latency === undefined ? null : Math.round(latency),
  };
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / MILLISECONDS);
}
