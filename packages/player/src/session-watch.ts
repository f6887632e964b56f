import type { Refusal } from "./refusal.ts";
import type { Probe } from "./session-client.ts";

/**
 * What a watch needs. Native engines hide the server's answers, and every engine plays on from its buffer for half
 * a minute without asking for anything: a viewer who is stopped should see it at once.
 */
export interface SessionWatchOptions {
  readonly probe: () => Promise<Probe>;
  readonly isPlaying: () => boolean;
  readonly onRefused: (refusal: Refusal) => void;
}

/** Asks after the session every few seconds of play, or at once when something looks wrong. */
export interface SessionWatch {
  /** Asks now, unless the last question is younger than two seconds. */
  ask(): void;
  stop(): void;
}

const PERIOD_MS = 3_000;
const SOONEST_MS = 2_000;

/** Starts to watch. A server that is out of reach is no refusal: the buffer plays on. */
export function watchSession(options: SessionWatchOptions): SessionWatch {
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let stopped = false;
  const ask = async () => {
    if (stopped || performance.now() - askedAtMs < SOONEST_MS) return;
    askedAtMs = performance.now();
    const answer = await options.probe();
    if (!stopped && answer.outcome === "refused") options.onRefused(answer.refusal);
  };
  const timer = setInterval(() => {
    if (options.isPlaying()) void ask();
  }, PERIOD_MS);
  return {
    ask: () => void ask(),
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
  };
}
