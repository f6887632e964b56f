import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Audit } from "../audit.ts";
import type { GroupMove, GroupMoveResult, GroupMoveStore } from "../group-moves.ts";
import type { OpenRules } from "../open-rules.ts";
import type { OrganizationStore } from "../organizations.ts";
import { ANCESTOR_COLUMNS } from "./ancestor-columns.ts";
import { loadRules } from "./revocations.ts";
import { number, text } from "./rows.ts";
import { sessionOfRow } from "./session-row.ts";
import { prepareEndSessions } from "./sessions.ts";
import type { Transaction } from "./write-queue.ts";

/** Rows that one transaction removes: an admit never waits for more. */
const BATCH = 2_000;

/** What opens something: it goes first, in one transaction. */
const OPENING: ReadonlySet<string> = new Set(["objects", "api_keys", "token_keys", "revocations"]);

/** The writing connection, and how a change on it is run. */
export interface OrganizationConnection {
  readonly writer: DatabaseSync;
  readonly openRules: OpenRules;
  readonly change: <T>(audit: Audit<T> | undefined, operation: (transaction: Transaction) => T) => Promise<T>;
}

/** The part of the store that follows what is declared. */
export function sqliteOrganizations(connection: OrganizationConnection): OrganizationStore & GroupMoveStore {
  const { writer, openRules, change } = connection;
  const move = prepareMoveSessions(writer);
  const removals = prepareRemovals(writer);
  const close = (code: string, audit?: Audit<void>): Promise<void> =>
    change(audit, transaction => {
      for (const rule of loadRules(writer).filter(({ organization }) => organization === code)) {
        openRules.remove(rule);
        transaction.onRollback(() => openRules.add(rule));
      }
      for (const { isOpening, removeAll } of removals) if (isOpening) removeAll.run(code);
    });
  return {
    closeOrganization: close,
    async removeOrganization(code) {
      await close(code);
      for (const { remove } of removals) {
        while ((await change(undefined, () => Number(remove.run(code).changes))) > 0);
      }
    },
    moveSessions: (order, nowSeconds) => change(undefined, () => move(order, nowSeconds)),
  };
}

interface Removal {
  readonly isOpening: boolean;
  /** Removes a batch. */
  readonly remove: StatementSync;
  readonly removeAll: StatementSync;
}

/** Every table whose rows belong to an organization. What belongs to such a row goes before it. */
function prepareRemovals(database: DatabaseSync): readonly Removal[] {
  const ofTokens = "token_id IN (SELECT id FROM tokens WHERE organization = ?)";
  const ofWebhooks = "webhook IN (SELECT id FROM objects WHERE kind = 'webhook' AND organization = ?)";
  const tables = database
    .prepare(
      `SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
       WHERE m.type = 'table' AND c.name = 'organization' ORDER BY m.name`,
    )
    .all()
    .map(row => text(row, "name"));
  return [
    prepareRemoval(database, "token_suspensions", ofTokens),
    prepareRemoval(database, "webhook_health", ofWebhooks),
    ...tables.map(table => prepareRemoval(database, table, "organization = ?")),
  ];
}

function prepareRemoval(database: DatabaseSync, table: string, condition: string): Removal {
  const columns = database.prepare(`SELECT name, pk FROM pragma_table_info('${table}') ORDER BY pk`).all();
  const key = columns.filter(({ pk }) => Number(pk) > 0).map(row => text(row, "name"));
  const place = key.length === 0 ? "rowid" : key.join(", ");
  return {
    isOpening: OPENING.has(table),
    remove: database.prepare(
      `DELETE FROM ${table} WHERE (${place}) IN (SELECT ${place} FROM ${table} WHERE ${condition} LIMIT ${BATCH})`,
    ),
    removeAll: database.prepare(`DELETE FROM ${table} WHERE ${condition}`),
  };
}

/** Prepares the move of a stream's live sessions into its group. Runs inside a transaction. */
function prepareMoveSessions(
  database: DatabaseSync,
): (move: GroupMove, nowSeconds: number) => GroupMoveResult {
  const live = "sessions.organization = ? AND stream = ? AND ended_at_seconds IS NULL AND stream_group <> ?";
  const select = database.prepare(
    `SELECT sessions.*, EXISTS (SELECT 1 FROM tokens WHERE target_group <> ?
       AND id IN (token_id, ${ANCESTOR_COLUMNS.map(column => `sessions.${column}`).join(", ")})) AS opens_another
     FROM sessions WHERE ${live}`,
  );
  const update = database.prepare(`UPDATE sessions SET stream_group = ? WHERE ${live}`);
  const endSessions = prepareEndSessions(database);
  return ({ organization, stream, group }, nowSeconds) => {
    const rows = select.all(group, organization, stream, group);
    const left = rows.filter(row => number(row, "opens_another") === 1);
    const ids = left.map(row => text(row, "id"));
    const endedSessionIds = endSessions(ids, "left-group", nowSeconds);
    update.run(group, organization, stream, group);
    const ended = new Set(ids);
    const moved = rows.map(sessionOfRow).filter(({ id }) => !ended.has(id));
    return { endedSessionIds, moved: moved.map(session => ({ ...session, group })) };
  };
}
