import { subscriberTokenId } from "../../access/subscribers/subscriber-token.ts";
import type { SubscriberRecord } from "../../store/subscribers.ts";
import type { SubscriberDependencies } from "./subscriber-dependencies.ts";
import type { SubscriberStream } from "./subscriber-stream.ts";

/** A subscriber, and how many sessions run by their codes. */
export interface ListedSubscriber {
  readonly subscriber: SubscriberRecord;
  readonly running: number;
}

/** Subscribers of a stream in the order of their ids. */
export async function listSubscribers(
  { store, sessions, crypto }: Pick<SubscriberDependencies, "store" | "sessions" | "crypto">,
  { organization, stream }: SubscriberStream,
  page: { readonly offset: number; readonly limit: number },
): Promise<readonly ListedSubscriber[]> {
  const subscribers = await store.listSubscribers({ organization, stream, ...page });
  const running = new Map<string, number>();
  for (const { record } of sessions.live()) {
    if (record.stream === stream && record.organization === organization)
      running.set(record.tokenId, (running.get(record.tokenId) ?? 0) + 1);
  }
  return subscribers.map(subscriber => {
    const ids = (["publish", "play"] as const).map(action =>
      subscriberTokenId(crypto, subscriber, subscriber, action),
    );
    return { subscriber, running: ids.reduce((sum, id) => sum + (running.get(id) ?? 0), 0) };
  });
}
