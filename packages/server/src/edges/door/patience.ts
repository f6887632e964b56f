import type { WebEdge } from "../web-edge.ts";

/** How long edges wait that say nothing else. */
const PATIENCE_MILLISECONDS = 300;

/** How long an edge waits for an answer at most, milliseconds. */
export function patienceOf({
  patienceMilliseconds = PATIENCE_MILLISECONDS,
}: Pick<WebEdge, "patienceMilliseconds">): number {
  return patienceMilliseconds;
}
