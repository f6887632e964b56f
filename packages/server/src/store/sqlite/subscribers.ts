import type { DatabaseSync } from "node:sqlite";
import type { Audit } from "../audit.ts";
import type {
  SubscriberOutcome,
  SubscriberPlace,
  SubscriberRecord,
  SubscriberRemoval,
  SubscriberSettings,
  SubscriberStore,
  SubscriberWrite,
} from "../subscribers.ts";
import { json, number, type Row } from "./rows.ts";

/** The two connections, and how work on them is run. */
export interface SubscriberConnections {
  readonly reader: DatabaseSync;
  readonly writer: DatabaseSync;
  readonly read: <T>(work: () => T) => Promise<T>;
  readonly change: <T>(audit: Audit<T> | undefined, operation: () => T) => Promise<T>;
}

const ONE = "SELECT * FROM subscribers WHERE organization = ? AND stream = ? AND subscriber_id = ?";

/** The subscribers' part of the store. */
export function sqliteSubscribers({ reader, writer, read, change }: SubscriberConnections): SubscriberStore {
  const one = reader.prepare(ONE);
  const list = reader.prepare(`SELECT * FROM subscribers WHERE organization = ? AND stream = ?
    ORDER BY subscriber_id LIMIT ? OFFSET ?`);
  const write = prepareWrite(writer);
  const remove = prepareRemove(writer);
  return {
    subscriber: ({ organization, stream, subscriberId }) =>
      read(() => recordOfRow(one.get(organization, stream, subscriberId))),
    listSubscribers: ({ organization, stream, offset, limit }) =>
      read(() => list.all(organization, stream, limit, offset).flatMap(row => recordOfRow(row) ?? [])),
    writeSubscriber: (order, audit) => change(audit, () => write(order)),
    removeSubscribers: (removal, audit) => change(audit, () => remove(removal)),
  };
}

/** Runs inside a transaction. */
function prepareWrite(database: DatabaseSync): (write: SubscriberWrite) => SubscriberOutcome {
  const find = database.prepare(ONE);
  const put = database.prepare(`INSERT INTO subscribers
    (organization, stream, subscriber_id, document_json, version) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET document_json = excluded.document_json, version = excluded.version`);
  return ({ subscriber, version }) => {
    const { organization, stream, subscriberId } = subscriber;
    const before = recordOfRow(find.get(organization, stream, subscriberId));
    if ((before?.version ?? 0) !== version) return { outcome: "stale" };
    put.run(organization, stream, subscriberId, JSON.stringify(subscriber), version + 1);
    return { outcome: "written", subscriber: { ...subscriber, version: version + 1 } };
  };
}

/** Runs inside a transaction. */
function prepareRemove(database: DatabaseSync): (removal: SubscriberRemoval) => readonly SubscriberRecord[] {
  const find = database.prepare(ONE);
  const all = database.prepare("SELECT * FROM subscribers WHERE organization = ? AND stream = ? LIMIT ?");
  const remove = database.prepare(
    "DELETE FROM subscribers WHERE organization = ? AND stream = ? AND subscriber_id = ?",
  );
  return ({ organization, stream, subscriberId, limit }) => {
    const rows =
      subscriberId === undefined
        ? all.all(organization, stream, limit)
        : [find.get(organization, stream, subscriberId)];
    const gone = rows.flatMap(row => recordOfRow(row) ?? []);
    for (const record of gone) remove.run(organization, stream, record.subscriberId);
    return gone;
  };
}

/** Prepares the removal of a viewer's rows, at most so many, whatever stream they are of. Runs inside a transaction. */
export function prepareEraseSubscribers(
  database: DatabaseSync,
): (place: Pick<SubscriberPlace, "organization"> & { readonly user: string }, limit: number) => number {
  const erase = database.prepare(`DELETE FROM subscribers WHERE (organization, stream, subscriber_id) IN
    (SELECT organization, stream, subscriber_id FROM subscribers
     WHERE organization = ? AND subscriber_id = ? LIMIT ?)`);
  return ({ organization, user }, limit) => Number(erase.run(organization, user, limit).changes);
}

function recordOfRow(row: Row | undefined): SubscriberRecord | undefined {
  return row && { ...json<SubscriberSettings>(row, "document_json"), version: number(row, "version") };
}
