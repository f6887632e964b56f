import { type EndReason, type SessionRecord, tokenIdOf } from "@sluice/policy";
import { carriesEmbedToken, isEmbedToken } from "../../access/embed-token.ts";
import type { Registry } from "../../registry/registry.ts";
import type { LiveSession } from "../../sessions/live-session.ts";
import type { SessionTable } from "../../sessions/session-table.ts";
import type { GroupMove, GroupMoveStore } from "../../store/group-moves.ts";

/**
 * Brings running sessions to what is declared now; resolves when they are closed that must be. `concerned` chooses which
 * to look at.
 */
export type SessionFollower = (concerned: (session: LiveSession) => boolean) => Promise<void>;

/** What becomes of a session by what is declared now. */
type Fate = { readonly end: EndReason } | { readonly move: GroupMove };

function fateOf(registry: Pick<Registry, "named">, record: SessionRecord): Fate | undefined {
  const { organization, stream, action } = record;
  const located = registry.named(organization, stream);
  if (!located) return { end: "stream-removed" };
  const isOpen = tokenIdOf(record) === undefined;
  if (isOpen && located.enforcement[action] === "enforce") return { end: "enforced" };
  // Where nothing is enforced any more, whoever plays plays on.
  const isEnforced = located.enforcement[action] === "enforce";
  if (isEnforced && isEmbedToken(record) && !carriesEmbedToken(located)) return { end: "revoked" };
  const { group } = located.facts;
  return group === record.group ? undefined : { move: { organization, stream, group } };
}

/** True when nothing that is declared now stands against the session as it was admitted. */
export function isInPlace(registry: Pick<Registry, "named">, { record }: LiveSession): boolean {
  return fateOf(registry, record) === undefined;
}

/** So soon it is tried again when the store could not be written. */
const RETRY_MILLISECONDS = 1_000;

/** Follows what is declared, and goes on trying while the store cannot be written. */
export interface FollowingSessions {
  readonly follow: SessionFollower;
  /** Gives up what is still to be tried. */
  close(): void;
}

/**
 * Sessions of streams that are gone end. Where a stream has another group now, those end whose token opens another group
 * only, and the others belong to the new group from then on, so that its revocations reach them. Where a stream enforces
 * now, those end that no token made, and those of embed codes where these carry no token any more. `fault` hears of a store that cannot be written: what was declared stands all the
 * same, and the sessions follow as soon as it can.
 */
export function createSessionFollower(options: {
  readonly store: GroupMoveStore;
  readonly registry: Pick<Registry, "named">;
  readonly sessions: SessionTable;
  readonly nowSeconds: () => number;
  readonly fault: (error: unknown) => void;
}): FollowingSessions {
  const { store, registry, sessions, nowSeconds, fault } = options;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;

  const apply = async ({ ends, moves }: Fates): Promise<void> => {
    for (const [reason, ids] of ends) await sessions.end(ids, reason, nowSeconds());
    for (const move of moves.values()) {
      const { endedSessionIds, moved } = await store.moveSessions(move, nowSeconds());
      sessions.markEnded(endedSessionIds, "left-group");
      sessions.amend(moved, []);
    }
  };
  const follow: SessionFollower = async concerned => {
    try {
      await apply(fatesOf(registry, sessions.live(), concerned));
    } catch (error) {
      fault(error);
      if (isClosed) return;
      clearTimeout(retry);
      retry = setTimeout(() => void follow(() => true), RETRY_MILLISECONDS);
      retry.unref();
    }
  };
  return {
    follow,
    close() {
      isClosed = true;
      clearTimeout(retry);
    },
  };
}

interface Fates {
  readonly ends: ReadonlyMap<EndReason, readonly string[]>;
  /** By organization and stream. */
  readonly moves: ReadonlyMap<string, GroupMove>;
}

function fatesOf(
  registry: Pick<Registry, "named">,
  live: Iterable<LiveSession>,
  concerned: (session: LiveSession) => boolean,
): Fates {
  const ends = new Map<EndReason, string[]>();
  const moves = new Map<string, GroupMove>();
  for (const session of live) {
    const fate = concerned(session) ? fateOf(registry, session.record) : undefined;
    if (!fate) continue;
    const { id, organization, stream } = session.record;
    if ("move" in fate) moves.set(`${organization} ${stream}`, fate.move);
    else {
      const ids = ends.get(fate.end) ?? [];
      ids.push(id);
      ends.set(fate.end, ids);
    }
  }
  return { ends, moves };
}
