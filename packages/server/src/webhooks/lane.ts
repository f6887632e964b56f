import type { Delivery } from "../store/webhooks.ts";

/** A receiver that fails is asked again after so long, twice as long with every failure in a row. */
const FIRST_HOLD_MILLISECONDS = 100;
const LONGEST_HOLD_MILLISECONDS = 30_000;
/** Failures in a row after which the hold grows no more. */
const MOST_DOUBLINGS = 16;

/** What the delivery loop knows of one webhook. */
export interface Lane {
  readonly webhook: string;
  /** Read from the outbox and not yet sent. */
  queue: Delivery[];
  /** Ids from when they are read until what became of them is written. */
  readonly claimed: Set<string>;
  inFlight: number;
  isLoading: boolean;
  /** Ids whose outcome was written while the outbox was being read: what is read of them is old. */
  readonly settledMeanwhile: Set<string>;
  /** When the outbox is worth a look, Unix milliseconds; infinite: not before somebody says so. */
  lookAtMilliseconds: number;
  /** Failures since the last success, whichever delivery they hit. */
  failures: number;
  /** Nothing is sent before. */
  holdUntilMilliseconds: number;
}

/** A lane that has not looked into the outbox yet. */
export function createLane(webhook: string): Lane {
  return {
    webhook,
    queue: [],
    claimed: new Set(),
    inFlight: 0,
    isLoading: false,
    settledMeanwhile: new Set(),
    lookAtMilliseconds: 0,
    failures: 0,
    holdUntilMilliseconds: 0,
  };
}

/** Notes how an attempt went: a receiver that is down is not hammered with everything that waits for it. */
export function noteAttempt(lane: Lane, isSuccess: boolean, nowMilliseconds: number): void {
  lane.failures = isSuccess ? 0 : lane.failures + 1;
  const doublings = Math.min(lane.failures - 1, MOST_DOUBLINGS);
  const hold = Math.min(LONGEST_HOLD_MILLISECONDS, FIRST_HOLD_MILLISECONDS * 2 ** doublings);
  lane.holdUntilMilliseconds = isSuccess ? 0 : nowMilliseconds + hold;
}

/** Gives back what was read and not sent: it is in the outbox. */
export function emptyQueue(lane: Lane): void {
  for (const { id } of lane.queue) lane.claimed.delete(id);
  lane.queue = [];
}
