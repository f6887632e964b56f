import type { SessionRecord } from "@sluice/policy";
import { opaqueIdOf } from "@sluice/token";
import { currentRecord } from "../sessions/live-session.ts";
import type { SessionTable } from "../sessions/session-table.ts";
import type { Page } from "../store/page.ts";
import type { Store, TokenRecord } from "../store/store.ts";
import type { DecisionLog } from "../telemetry/decision-log.ts";
import type { Actor } from "./actor.ts";
import { decisionView, revocationView, sessionView, tokenView } from "./views.ts";

export interface ReadDependencies {
  readonly store: Store;
  readonly sessions: SessionTable;
  readonly decisions: DecisionLog;
  readonly nowMilliseconds: () => number;
}

/** Where a list goes on. */
export interface Paging {
  /** 1 to 200. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A list as the API answers it. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** One token of the actor's organization, by its id or by its text. */
export async function readToken(dependencies: ReadDependencies, actor: Actor, idOrText: string) {
  const id = opaqueIdOf(idOrText);
  const token = id === undefined ? undefined : await dependencies.store.token(id);
  if (token?.organization !== actor.organization) return undefined;
  return viewToken(dependencies, token);
}

/** A token as it is now, revocation rules included. */
export async function viewToken(
  { store, nowMilliseconds }: Pick<ReadDependencies, "store" | "nowMilliseconds">,
  token: TokenRecord,
) {
  const nowSeconds = Math.floor(nowMilliseconds() / 1000);
  return tokenView(token, { nowSeconds, isCovered: await store.isCovered(token, nowSeconds) });
}

export async function listTokens(
  dependencies: ReadDependencies,
  actor: Actor,
  query: Paging & { user?: string | undefined; tag?: string | undefined; stream?: string | undefined },
) {
  const page = await dependencies.store.listTokens({ ...query, organization: actor.organization });
  const items = await Promise.all(page.items.map(token => viewToken(dependencies, token)));
  return { items, next: page.next ?? null };
}

export async function listSessions(
  dependencies: ReadDependencies,
  actor: Actor,
  query: Paging & {
    token?: string | undefined;
    user?: string | undefined;
    stream?: string | undefined;
    live?: boolean | undefined;
  },
) {
  const page = await dependencies.store.listSessions({ ...query, organization: actor.organization });
  const running = new Map<string, SessionRecord>();
  for (const session of dependencies.sessions.live()) running.set(session.record.id, currentRecord(session));
  // The store lags the requests by a moment; what runs here is newer.
  return listed(page, record => sessionView(running.get(record.id) ?? record));
}

export async function listRevocations(dependencies: ReadDependencies, actor: Actor, query: Paging) {
  const page = await dependencies.store.listRevocations({ ...query, organization: actor.organization });
  return listed(page, revocationView);
}

export async function readRevocation(dependencies: ReadDependencies, actor: Actor, id: string) {
  const rule = await dependencies.store.revocation(actor.organization, id);
  return rule && revocationView(rule);
}

/** Sluice why: the decision under a reference, if it concerns the actor's organization or none. */
export async function readDecision(dependencies: ReadDependencies, actor: Actor, ref: string) {
  const decision = await dependencies.decisions.find(ref.toUpperCase());
  if (!decision) return undefined;
  const visible = decision.organization === undefined || decision.organization === actor.organization;
  return visible ? decisionView(decision) : undefined;
}

function listed<T, V>(page: Page<T>, view: (item: T) => V): Listed<V> {
  return { items: page.items.map(view), next: page.next ?? null };
}
