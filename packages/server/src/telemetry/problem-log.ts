import { createRecentRefs } from "../lib/recent-refs.ts";
import type { Log } from "./log.ts";

/** A problem of an API, and who was told of it. */
export interface NotedProblem {
  readonly status: number;
  readonly reason: string;
  readonly method: string;
  /** The pattern of its route, never the address; undefined: it has none. */
  readonly route: string | undefined;
  /** Id of the API key that asked; undefined: nobody's. */
  readonly key: string | undefined;
  readonly ip: string | undefined;
  /** Whom strangers are told apart by: an IPv4 address, an IPv6 /64. */
  readonly neighbourhood: string;
  /** What broke, for the log alone. */
  readonly fault: Error | undefined;
}

/** Writes a problem's log line and answers its reference. */
export type NoteProblem = (problem: NotedProblem) => string;

/** One log line a problem. What a stranger without a good key repeats is written once in 10 s. */
export function createProblemLog(options: {
  readonly log: Log;
  readonly drawRef: () => string;
  readonly nowMilliseconds: () => number;
}): NoteProblem {
  const { log, drawRef, nowMilliseconds } = options;
  const recentRef = createRecentRefs(drawRef);
  return ({ status, reason, method, route, key, ip, neighbourhood, fault }) => {
    const { ref, isRepeat } =
      key === undefined
        ? recentRef(`${neighbourhood} ${reason}`, nowMilliseconds())
        : { ref: drawRef(), isRepeat: false };
    if (isRepeat) return ref;
    const fields = { event: "problem", ref, status, reason, method, route, key, ip, err: fault } as const;
    if (status >= 500) log.error(fields, "a request failed");
    else log.info(fields, "refused");
    return ref;
  };
}
