import type { SessionRecord } from "@sluice/policy";
import type { SessionTable } from "../../sessions/session-table.ts";
import type { Store } from "../../store/store.ts";

/** Ends the sessions of tokens that were made from one that is gone: they are refused from now on, and so is who plays. */
export async function endOrphans(
  { store, sessions }: { readonly store: Store; readonly sessions: SessionTable },
  organization: string,
  nowSeconds: number,
): Promise<void> {
  const live = await store.liveSessions();
  const delegated = live.filter(session => session.organization === organization && session.lineage);
  const gone = await missingTokens(store, delegated);
  const orphans = delegated.filter(({ lineage }) => lineage?.some(id => gone.has(id)));
  if (orphans.length === 0) return;
  const ids = orphans.map(({ id }) => id);
  await sessions.end(ids, "revoked", nowSeconds);
}

async function missingTokens(
  store: Store,
  delegated: readonly SessionRecord[],
): Promise<ReadonlySet<string>> {
  const gone = new Set<string>();
  for (const id of new Set(delegated.flatMap(({ lineage }) => lineage ?? []))) {
    if (!(await store.token(id))) gone.add(id);
  }
  return gone;
}
