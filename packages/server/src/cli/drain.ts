import type { Server } from "node:http";

/** How long a stop waits for answers that are under way. */
const DRAIN_MILLISECONDS = 3_000;
const IDLE_CHECK_MILLISECONDS = 50;

/** Takes no more connections, waits for the answers that are under way, and cuts what is left after 3 s, or as it is said. */
export async function drain(server: Server, patienceMilliseconds = DRAIN_MILLISECONDS): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()));
  // A connection that becomes idle only now is kept alive for its next request: there will be none.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MILLISECONDS);
  const cut = setTimeout(() => server.closeAllConnections(), patienceMilliseconds);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
