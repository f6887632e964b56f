import type { Action, SessionRecord } from "@sluice/policy";
import { subscriberTokenId } from "../../access/subscribers/subscriber-token.ts";
import type { SubscriberRecord } from "../../store/subscribers.ts";
import type { SubscriberDependencies } from "./subscriber-dependencies.ts";
import type { SubscriberStream } from "./subscriber-stream.ts";

/** Sessions that are looked at: who has had more finds them in API v1. */
const MOST_LOOKED_AT = 2_000;
const PAGE = 200;

/** That a subscriber came or went. */
export interface ConnectionEvent {
  readonly atSeconds: number;
  readonly event: "connected" | "disconnected";
  readonly action: Action;
  /** `rtmp`, `srt`, `hls` … */
  readonly protocol: string;
  readonly subscriberId: string;
}

/**
 * When the registered subscribers of a stream came and went, the first first, as their sessions tell it: as long as those are
 * kept, and of nobody who was removed since. Empty where the application does not have it kept.
 */
export async function readConnectionEvents(
  dependencies: Pick<SubscriberDependencies, "store" | "crypto">,
  stream: SubscriberStream,
  {
    subscriberId,
    offset,
    limit,
  }: {
    readonly subscriberId: string | undefined;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<readonly ConnectionEvent[]> {
  if (!stream.application.antmedia.writeSubscriberEventsToDatastore) return [];
  const known = new Map<string, SubscriberRecord | undefined>();
  const { organization, stream: name } = stream;
  const events: ConnectionEvent[] = [];
  let cursor: string | undefined;
  let looked = 0;
  do {
    const query = { organization, stream: name, user: subscriberId, limit: PAGE, cursor };
    const page = await dependencies.store.listSessions(query);
    for (const session of page.items) {
      const { user } = session;
      if (user === undefined) continue;
      if (!known.has(user))
        known.set(
          user,
          await dependencies.store.subscriber({ organization, stream: name, subscriberId: user }),
        );
      const subscriber = known.get(user);
      if (subscriber && isOf(dependencies, subscriber, session)) events.push(...eventsOf(session, user));
    }
    looked += page.items.length;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && looked < MOST_LOOKED_AT);
  return events.toSorted((one, other) => one.atSeconds - other.atSeconds).slice(offset, offset + limit);
}

/** By this subscriber's codes, and not by those of one of the same name before. */
function isOf(
  { crypto }: Pick<SubscriberDependencies, "crypto">,
  subscriber: SubscriberRecord,
  { tokenId, action, startedAtSeconds }: SessionRecord,
): boolean {
  const isSince = startedAtSeconds >= Math.floor(subscriber.createdAtMilliseconds / 1000);
  return isSince && tokenId === subscriberTokenId(crypto, subscriber, subscriber, action);
}

function eventsOf(session: SessionRecord, subscriberId: string): readonly ConnectionEvent[] {
  const { action, startedAtSeconds, endedAtSeconds, connection } = session;
  const of = { action, protocol: connection?.protocol || "hls", subscriberId };
  const connected = { atSeconds: startedAtSeconds, event: "connected", ...of } as const;
  if (endedAtSeconds === undefined) return [connected];
  return [connected, { atSeconds: endedAtSeconds, event: "disconnected", ...of }];
}
