import type { SessionTable } from "../../sessions/session-table.ts";
import type { UsageMeter } from "../../sessions/usage-meter.ts";
import { type ErasedRows, type Erasure, nothingErased, sumErased } from "../../store/erasure.ts";
import type { Store } from "../../store/store.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import { type Outcome, refuse } from "../command-problem.ts";
import { endOrphans } from "./end-orphans.ts";

/** Rows of each kind that one write removes: an admit never waits for more. */
const BATCH = 250;
/** What stands in the place of the viewer's name in the audit log. */
const ERASED = "(erased)";

export interface EraseUserDependencies {
  readonly store: Store;
  readonly sessions: SessionTable;
  readonly usage: UsageMeter;
  readonly nowMilliseconds: () => number;
  /** Writes what is only in memory, so that it is found. */
  readonly writePending: () => Promise<void>;
}

/** What an erasure removed, by what it was; `audit`: entries that lost their details. */
export type UserErasure = ErasedRows & { readonly deliveries: number; readonly audit: number };

/**
 * Erases what is kept about a viewer of the actor's organization: their tokens first, so that nothing new begins, then
 * their sessions, and then every trace. It may be repeated; what it does not find counts 0.
 */
export async function eraseUser(
  dependencies: EraseUserDependencies,
  actor: Actor,
  user: string,
): Promise<Outcome<UserErasure>> {
  if (actor.applications !== undefined) {
    return refuse(
      "not-permitted",
      "a viewer is erased everywhere: this API key is for its applications only",
    );
  }
  const { store, sessions, usage, nowMilliseconds, writePending } = dependencies;
  const { organization } = actor;
  const now = nowMilliseconds();
  const erasure: Erasure = { organization, user, nowSeconds: Math.floor(now / 1000) };
  // First, so that no crash leaves a removal without an entry.
  const numbers = await store.eraseAudit(erasure, entries =>
    auditEntry(actor, now, {
      action: "user.erase",
      subject: { kind: "user", id: ERASED },
      before: { entries: entries.length },
      after: { audit: entries },
    }),
  );
  const tokens = await eraseAllTokens(store, erasure);
  await endTheirSessions(dependencies, erasure);
  await endOrphans(dependencies, organization, erasure.nowSeconds);
  await writePending();
  sessions.forget(organization, user);
  usage.forget(organization, user, nowMilliseconds());
  const records = await eraseAllRecords(store, erasure);
  const deliveries = await store.eraseUserDeliveries(organization, user);
  const removed = sumErased(records, { ...nothingErased, tokens });
  await store.settleErasure();
  return { done: { ...removed, deliveries, audit: numbers.length } };
}

async function eraseAllTokens(store: Store, erasure: Erasure): Promise<number> {
  let count = 0;
  for (;;) {
    const erased = await store.eraseTokens(erasure, BATCH);
    count += erased;
    if (erased < BATCH) return count;
  }
}

async function endTheirSessions(
  { store, sessions }: EraseUserDependencies,
  { organization, user, nowSeconds }: Erasure,
): Promise<void> {
  for (;;) {
    const { items } = await store.listSessions({ organization, user, live: true, limit: BATCH });
    const ended = await sessions.end(
      items.map(({ id }) => id),
      "revoked",
      nowSeconds,
    );
    if (ended.length === 0) return;
  }
}

async function eraseAllRecords(store: Store, erasure: Erasure): Promise<ErasedRows> {
  let sum = nothingErased;
  for (;;) {
    const erased = await store.eraseRecords(erasure, BATCH);
    sum = sumErased(sum, erased);
    if (Object.values(erased).every(count => count === 0)) return sum;
  }
}
