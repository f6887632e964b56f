import type { SessionRecord } from "@sluice/policy";
import { canonicalAddress } from "../lib/canonical-address.ts";
import type { Registry } from "../registry/registry.ts";
import { currentRecord } from "../sessions/live-session.ts";
import type { SessionTable } from "../sessions/session-table.ts";
import type { SessionQuery } from "../store/queries.ts";
import type { Store } from "../store/store.ts";
import type { Actor } from "./actor.ts";
import { type Listed, listed } from "./listed.ts";
import { mayUseApplication } from "./permissions.ts";
import { streamName } from "./tokens/read-tokens.ts";
import { tokenIdOf } from "./tokens/token-id.ts";
import { sessionView } from "./views.ts";

export interface ReadSessionDependencies {
  readonly store: Store;
  readonly registry: Registry;
  readonly sessions: SessionTable;
}

/** What a list of sessions is narrowed down by. */
export interface SessionFilter
  extends Pick<
    SessionQuery,
    | "token"
    | "user"
    | "tag"
    | "stream"
    | "group"
    | "application"
    | "door"
    | "server"
    | "live"
    | "since"
    | "limit"
    | "cursor"
  > {
  /** The address at the start. */
  readonly ip?: string | undefined;
}

/** One session that the actor may see, as it is now. */
export async function findSession(
  { store, sessions }: Pick<ReadSessionDependencies, "store" | "sessions">,
  actor: Actor,
  id: string,
): Promise<SessionRecord | undefined> {
  const record = await store.session(id);
  if (record?.organization !== actor.organization) return undefined;
  if (!mayUseApplication(actor, record.application)) return undefined;
  return current(sessions, record);
}

/** Sessions that the actor may see, the newest first. */
export async function listSessions(
  { store, registry, sessions }: ReadSessionDependencies,
  actor: Actor,
  { ip, stream, token, ...filter }: SessionFilter,
): Promise<Listed<ReturnType<typeof sessionView>>> {
  const page = await store.listSessions({
    ...filter,
    organization: actor.organization,
    within: actor.applications,
    stream: stream === undefined ? undefined : streamName(registry, actor, stream),
    token: token === undefined ? undefined : (tokenIdOf(token) ?? token),
    address: ip === undefined ? undefined : (canonicalAddress(ip) ?? ip),
  });
  return listed(page, record => sessionView(current(sessions, record)));
}

/** The store lags the requests by a moment; what runs here is newer. */
function current(sessions: SessionTable, record: SessionRecord): SessionRecord {
  const session = sessions.byId(record.id);
  return session ? currentRecord(session) : record;
}
