import { subscriberTokenId } from "../../access/subscribers/subscriber-token.ts";
import type { SubscriberRecord } from "../../store/subscribers.ts";
import type { Actor } from "../actor.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { SubscriberDependencies } from "./subscriber-dependencies.ts";
import type { SubscriberStream } from "./subscriber-stream.ts";
import { subscriberView } from "./subscriber-view.ts";
import { retireCodes, undoRules } from "./withdraw-codes.ts";

/** Rows that one write removes: an admit never waits for more. */
const BATCH = 100;

/**
 * Removes one subscriber, or all of a stream: their secrets open nothing from then on, what runs by them ends, and their
 * connection events are told no more. A block goes with them. True when there was one.
 */
export async function removeSubscribers(
  dependencies: SubscriberDependencies,
  actor: Actor,
  { organization, stream }: SubscriberStream,
  subscriberId?: string,
): Promise<boolean> {
  const { store, nowMilliseconds } = dependencies;
  const removal = { organization, stream, subscriberId, limit: BATCH };
  for (let isFirst = true; ; isFirst = false) {
    const gone = await store.removeSubscribers(removal, records =>
      records.length === 0 ? undefined : auditEntry(actor, nowMilliseconds(), removed(records)),
    );
    for (const record of gone) await retire(dependencies, actor, record);
    if (gone.length < BATCH) return !isFirst || gone.length > 0;
  }
}

function removed(records: readonly SubscriberRecord[]) {
  const [first, ...others] = records;
  if (first && others.length === 0) {
    const subject = { kind: "subscriber", id: `${first.stream}/${first.subscriberId}` };
    return { action: "subscriber.delete", subject, user: first.subscriberId, before: subscriberView(first) };
  }
  const subject = { kind: "subscribers", id: `${records.length} of ${first?.stream ?? "none"}` };
  return { action: "subscriber.delete", subject };
}

/** Who never came has nothing that could end. */
async function retire(
  dependencies: SubscriberDependencies,
  actor: Actor,
  record: SubscriberRecord,
): Promise<void> {
  const { store, crypto } = dependencies;
  await undoRules(dependencies, actor, record.block?.rules ?? []);
  for (const action of ["publish", "play"] as const) {
    if (!(await store.token(subscriberTokenId(crypto, record, record, action)))) continue;
    return retireCodes(dependencies, actor, { place: record, record, after: undefined });
  }
}
