import type { WebEdge } from "../web-edge.ts";

/** How long edges wait that say nothing else. */
const PATIENCE_MILLISECONDS = 300;

/** How long an edge waits for an answer at most, milliseconds. */
export function patienceOf({
  patienceMilliseconds = PATIENCE_MILLISECONDS,
}: Pick<WebEdge, "patienceMilliseconds">): number {
  return patienceMilliseconds;
}

/** The value of `work`, or undefined when the time is over first. Rejects as `work` does, until then. */
export async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  const { promise: over, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, milliseconds);
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
