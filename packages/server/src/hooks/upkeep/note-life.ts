import type { Connections } from "../../sessions/connections.ts";
import type { LiveSession } from "../../sessions/live-session.ts";
import type { ServerClient } from "../server-api.ts";

/** Notes what a listing tells about a connection that goes on. */
export type NoteLife = (session: LiveSession, client: ServerClient, nowMilliseconds: number) => void;

/** So long a connection that was listed is taken to be open, whatever its server asks meanwhile. Seconds. */
const LISTED_SECONDS = 30;

interface Flow {
  readonly count: number;
  /** True once the count has grown: from then on it means something that it does not. */
  readonly hasGrown: boolean;
}

/**
 * A count that stands still is no sign of life, so that whoever lost its line may take its own place again, while the
 * connection keeps that place from everybody else. Some servers count nothing for some protocols (SRS: WebRTC): a count that
 * has never grown says nothing.
 */
export function createNoteLife(connections: Pick<Connections, "heard">): NoteLife {
  const flows = new WeakMap<LiveSession, Flow>();
  return (session, { bytes, progress }, nowMilliseconds) => {
    carryOn(session, nowMilliseconds);
    keepPlace(session, nowMilliseconds);
    const count = bytes ?? progress;
    if (count === undefined) return connections.heard(session, nowMilliseconds);
    const last = flows.get(session);
    const grows = last !== undefined && count !== last.count;
    const hasGrown = grows || last?.hasGrown === true;
    flows.set(session, { count, hasGrown });
    connections.heard(session, nowMilliseconds, { bytes, progress });
    if (!hasGrown) connections.heard(session, nowMilliseconds);
  };
}

/** A server may ask again less often than is usual for its kind: its list says that nobody is gone for that. */
function carryOn(session: LiveSession, nowMilliseconds: number): void {
  const { carriedUntilSeconds } = session;
  if (carriedUntilSeconds === undefined) return;
  const untilSeconds = Math.floor(nowMilliseconds / 1000) + LISTED_SECONDS;
  session.carriedUntilSeconds = Math.max(carriedUntilSeconds, untilSeconds);
}

/** A slot is held by whoever is connected, also while no media flows. One that has run out may be another's by now. */
function keepPlace(session: LiveSession, nowMilliseconds: number): void {
  const nowSeconds = Math.floor(nowMilliseconds / 1000);
  if (session.leaseUntilSeconds <= nowSeconds) return;
  session.leaseUntilSeconds = Math.max(session.leaseUntilSeconds, nowSeconds + session.record.leaseSeconds);
  session.dirty = true;
}
