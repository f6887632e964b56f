import type { EndedOnConnection } from "../../sessions/connections.ts";
import type { LiveSession } from "../../sessions/live-session.ts";
import type { OpenEvent } from "../media-server-hook.ts";
import { believedAddress } from "./believed-address.ts";
import type { FoundServer } from "./find-server.ts";
import type { HooksDependencies } from "./hooks-dependencies.ts";
import { nameStream } from "./name-stream.ts";

/**
 * Whether a client asks for something else over a connection that goes on with what it began with. Such a question is to be
 * refused, which has the server close the connection, and so what it carried ends here: else a viewer whose token is
 * withdrawn would only have to ask for another stream to be looked at by that name alone, and to see the first one on.
 *
 * From another address it is another client, to whom the server gave the number of one that is gone.
 */
export async function endTakenConnection(
  { connections, sessions, registry, nowMilliseconds }: HooksDependencies,
  found: FoundServer,
  open: OpenEvent,
): Promise<boolean> {
  const { hook, server } = found;
  if (hook.keepsFirstStream !== true || open.connectionId === undefined) return false;
  const { name } = nameStream(registry, open, server.application);
  const address = believedAddress(found, open);
  const isOther = ({ record }: LiveSession) =>
    record.address === address && (record.action !== open.action || record.stream !== name);
  const part = { server: server.name, id: open.connectionId };
  const others = connections.live(part).filter(isOther);
  if (others.length === 0) return wasWithdrawn(connections.endedOn(part), isOther);
  const nowSeconds = Math.floor(nowMilliseconds() / 1000);
  for (const session of others) session.carriedUntilSeconds = nowSeconds;
  await sessions.end(
    others.map(({ record }) => record.id),
    "closed",
    nowSeconds,
  );
  return true;
}

/** The same after its end: what Sluice ended goes on over its connection until that is cut. */
function wasWithdrawn(
  ends: readonly EndedOnConnection[],
  isOther: (session: LiveSession) => boolean,
): boolean {
  return ends.some(({ session, reason }) => reason !== "closed" && isOther(session));
}
