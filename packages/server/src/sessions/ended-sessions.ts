import type { EndReason, SessionRecord } from "@sluice/policy";

/** Ended sessions that are remembered, so that a player that keeps asking costs no look-up. */
const MEMORY = 50_000;

/** What a refusal has to say of the session that is over: whose it was, and which token made it. */
export type EndedRecord = Pick<
  SessionRecord,
  "id" | "organization" | "application" | "stream" | "action" | "door" | "tokenId" | "user" | "tag"
>;

/** A session that is over; `record` is missing while only its end has been heard of. */
export interface EndedSession {
  readonly reason: EndReason;
  readonly record: EndedRecord | undefined;
}

/** The sessions that ended lately, by id; the oldest fall out. */
export interface EndedSessions {
  get(id: string): EndedSession | undefined;
  add(id: string, reason: EndReason, record: EndedRecord | undefined): void;
  /** Drops the viewer's name. */
  forget(organization: string, user: string): void;
}

export function createEndedSessions(): EndedSessions {
  const ended = new Map<string, EndedSession>();
  return {
    get: id => ended.get(id),
    add(id, reason, record) {
      ended.set(id, { reason, record: record ? excerpt(record) : ended.get(id)?.record });
      if (ended.size > MEMORY) ended.delete(ended.keys().next().value ?? "");
    },
    forget(organization, user) {
      for (const [id, { reason, record }] of ended) {
        if (record?.organization !== organization || record.user !== user) continue;
        ended.set(id, { reason, record: { ...record, user: undefined } });
      }
    },
  };
}

/** So many are remembered that the rest of the record would weigh too much. */
function excerpt(record: EndedRecord): EndedRecord {
  const { id, organization, application, stream, action, door, tokenId, user, tag } = record;
  return { id, organization, application, stream, action, door, tokenId, user, tag };
}
