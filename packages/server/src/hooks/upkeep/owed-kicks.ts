import { connectionKey, type EndReason, type SessionConnection } from "@sluice/policy";
import type { KickedClient } from "../server-api.ts";

/** So many are remembered; the oldest fall out. */
const MEMORY = 10_000;

/** A connection that is to be cut, because the session it carried has ended. */
export interface OwedKick {
  readonly connection: SessionConnection;
  readonly of: KickedClient;
  readonly sessionId: string;
  readonly reason: EndReason;
  readonly sinceMilliseconds: number;
  /** True when the session had only begun: its client may be let in by an answer that is on its way. */
  readonly isYoung: boolean;
  /** Ids of the sessions that the connection carried besides when this one ended; they go with it. */
  readonly companions: ReadonlySet<string>;
}

/** Connections that are to be cut and are not known to be gone, by server and id. */
export interface OwedKicks {
  get(server: string, id: string): OwedKick | undefined;
  add(owed: OwedKick): void;
  /** It is gone, or carries somebody else by now. */
  settle(owed: OwedKick): void;
  /** Settles all of a server that were owed before a listing began which does not show them. */
  settleUnlisted(server: string, listed: ReadonlyMap<string, unknown>, beganMilliseconds: number): void;
}

export function createOwedKicks(): OwedKicks {
  const owed = new Map<string, OwedKick>();
  const settle = (kick: OwedKick): void => {
    const key = connectionKey(kick.connection);
    if (owed.get(key) === kick) owed.delete(key);
  };
  return {
    get: (server, id) => owed.get(connectionKey({ server, id })),
    add(kick) {
      const key = connectionKey(kick.connection);
      owed.delete(key);
      owed.set(key, kick);
      if (owed.size > MEMORY) owed.delete(owed.keys().next().value ?? "");
    },
    settle,
    settleUnlisted(server, listed, beganMilliseconds) {
      for (const kick of owed.values()) {
        const { connection, sinceMilliseconds } = kick;
        if (connection.server !== server || listed.has(connection.id)) continue;
        if (sinceMilliseconds < beganMilliseconds) settle(kick);
      }
    },
  };
}
