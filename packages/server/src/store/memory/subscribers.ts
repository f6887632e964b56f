import type { Audit } from "../audit.ts";
import type { SubscriberPlace, SubscriberRecord, SubscriberStore } from "../subscribers.ts";
import type { MemoryState } from "./state.ts";

/** The subscribers' part of the memory store. `audited` writes the audit entry of a result. */
export function memorySubscribers(
  { subscribers }: Pick<MemoryState, "subscribers">,
  audited: <T>(result: T, audit: Audit<T> | undefined) => T,
): SubscriberStore {
  const ofStream = (organization: string, stream: string): readonly SubscriberRecord[] =>
    [...subscribers.values()]
      .filter(record => record.organization === organization && record.stream === stream)
      .sort((one, other) => Buffer.compare(Buffer.from(one.subscriberId), Buffer.from(other.subscriberId)));
  return {
    subscriber: async place => subscribers.get(keyOf(place)),
    listSubscribers: async ({ organization, stream, offset, limit }) =>
      ofStream(organization, stream).slice(offset, offset + limit),
    async writeSubscriber({ subscriber, version }, audit) {
      const before = subscribers.get(keyOf(subscriber));
      if ((before?.version ?? 0) !== version) return audited({ outcome: "stale" }, audit);
      const record = { ...subscriber, version: version + 1 };
      subscribers.set(keyOf(subscriber), record);
      return audited({ outcome: "written", subscriber: record }, audit);
    },
    async removeSubscribers({ organization, stream, subscriberId, limit }, audit) {
      const gone = ofStream(organization, stream)
        .filter(record => subscriberId === undefined || record.subscriberId === subscriberId)
        .slice(0, limit);
      for (const record of gone) subscribers.delete(keyOf(record));
      return audited(gone, audit);
    },
  };
}

/** Removes a viewer's rows, at most so many, whatever stream they are of. */
export function eraseSubscribers(
  { subscribers }: Pick<MemoryState, "subscribers">,
  { organization, user }: { readonly organization: string; readonly user: string },
  limit: number,
): number {
  const theirs = [...subscribers.values()]
    .filter(record => record.organization === organization && record.subscriberId === user)
    .slice(0, limit);
  for (const record of theirs) subscribers.delete(keyOf(record));
  return theirs.length;
}

function keyOf({ organization, stream, subscriberId }: SubscriberPlace): string {
  return `${organization}\0${stream}\0${subscriberId}`;
}
