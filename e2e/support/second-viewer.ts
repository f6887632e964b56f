import type { RecordedRequest } from "./recording-proxy.ts";
import { lastUnderSession } from "./segments.ts";
import { createViewer, type Reply } from "./viewer.ts";

/** Another network than 127.0.0.0/24, on this machine. */
const ELSEWHERE = "127.9.0.1";

/** The copy is tried soon after a request of the holder: one that is silent for 10 s may move. */
const FRESH_MILLISECONDS = 6_000;

/** Somebody who got hold of the entry URL, with another player. */
export function openElsewhere(server: { readonly url: string }, entryUrl: string): Promise<Reply> {
  const { pathname, search } = new URL(entryUrl);
  return createViewer(server, { agent: "SecondViewer/1.0" }).ask(pathname + search);
}

/**
 * Somebody who got hold of the last session URL, on another network and with the very same agent. Undefined when the
 * holder has not asked for anything just now: then is not the moment.
 */
export async function copyElsewhere(
  server: { readonly url: string },
  requests: readonly RecordedRequest[],
): Promise<Reply | undefined> {
  const last = lastUnderSession(requests);
  if (!last || Date.now() - last.atMilliseconds > FRESH_MILLISECONDS) return undefined;
  return createViewer(server, { agent: last.agent, address: ELSEWHERE }).ask(last.target);
}
