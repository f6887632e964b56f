import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import type { Audit } from "../audit.ts";
import type { ErasedRows, Erasure, ErasureStore } from "../erasure.ts";
import type { OpenRules } from "../open-rules.ts";
import { prepareEraseAuditDetails } from "./audit-erasure.ts";
import { createPatience, retryDelay } from "./patience.ts";
import { revocationOfRow } from "./revocation-row.ts";
import { number } from "./rows.ts";
import { prepareEraseSubscribers } from "./subscribers.ts";
import type { Transaction } from "./write-queue.ts";

/** The writing connection, and how a change on it is run. */
export interface ErasureConnection {
  readonly writer: DatabaseSync;
  readonly openRules: OpenRules;
  readonly change: <T>(audit: Audit<T> | undefined, operation: (transaction: Transaction) => T) => Promise<T>;
  /** How long it waits for whoever uses the log. */
  readonly deadlineMilliseconds: number;
}

/** The part of the store that forgets viewers. */
export function sqliteErasure({
  writer,
  openRules,
  change,
  deadlineMilliseconds,
}: ErasureConnection): ErasureStore {
  const eraseTokens = prepareEraseTokens(writer);
  const eraseSubscribers = prepareEraseSubscribers(writer);
  const eraseRecords = prepareEraseRecords(writer);
  const eraseRules = prepareEraseRules(writer, openRules);
  const eraseAudit = prepareEraseAuditDetails(writer);
  return {
    // A subscriber opens by its secret: it counts as one of the tokens.
    eraseTokens: (erasure, limit) =>
      change(undefined, () => {
        const subscribers = eraseSubscribers(erasure, limit);
        return subscribers + eraseTokens(erasure, limit - subscribers);
      }),
    eraseRecords: (erasure, limit) =>
      change(undefined, transaction => ({
        ...eraseRecords(erasure, limit),
        revocations: eraseRules(transaction, erasure, limit),
      })),
    eraseAudit: ({ organization, user, nowSeconds }, audit) =>
      change(audit, () => eraseAudit(organization, user, nowSeconds)),
    // Deleted cells are zeroed as they go (secure_delete); this takes their older pages out of the log beside the file.
    settleErasure: () => emptyLog(writer, deadlineMilliseconds),
  };
}

/** Tries again while somebody reads from the log or moves pages out of it, as long as that may take. */
async function emptyLog(writer: DatabaseSync, deadlineMilliseconds: number): Promise<void> {
  const patience = createPatience(deadlineMilliseconds);
  const truncate = writer.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
  while (writer.isOpen && truncate.get()?.busy !== 0 && performance.now() < patience.until) {
    await sleep(retryDelay(patience));
  }
}

/** Prepares the removal of tokens with everything that hangs on them; their ids stay, as revoked, without a name. */
function prepareEraseTokens(database: DatabaseSync): (erasure: Erasure, limit: number) => number {
  const select = database.prepare(
    "SELECT seq, id, uses FROM tokens WHERE organization = ? AND user = ? LIMIT ?",
  );
  const withdraw = database.prepare(
    `INSERT INTO withdrawn_tokens (id, organization, uses, revoked_at_seconds) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET user = NULL, revoked_at_seconds = excluded.revoked_at_seconds`,
  );
  const forget = database.prepare(
    "UPDATE withdrawn_tokens SET user = NULL WHERE organization = ? AND user = ?",
  );
  const bySeq = ["token_streams", "token_applications"].map(table =>
    database.prepare(`DELETE FROM ${table} WHERE organization = ? AND token_seq = ?
      AND issued_at_milliseconds = (SELECT issued_at_milliseconds FROM tokens WHERE seq = ?)`),
  );
  const suspensions = database.prepare("DELETE FROM token_suspensions WHERE token_id = ?");
  const remove = database.prepare("DELETE FROM tokens WHERE seq = ?");
  return ({ organization, user, nowSeconds }, limit) => {
    forget.run(organization, user);
    const rows = select.all(organization, user, limit);
    for (const row of rows) {
      const seq = number(row, "seq");
      const id = String(row.id);
      withdraw.run(id, organization, number(row, "uses"), nowSeconds);
      for (const names of bySeq) names.run(organization, seq, seq);
      suspensions.run(id);
      remove.run(seq);
    }
    return rows.length;
  };
}

function prepareEraseRecords(
  database: DatabaseSync,
): (erasure: Erasure, limit: number) => Omit<ErasedRows, "revocations"> {
  const removal = (table: string, place: string, condition: string) => {
    const statement = database.prepare(
      `DELETE FROM ${table} WHERE (${place}) IN (SELECT ${place} FROM ${table} WHERE ${condition} LIMIT ?)`,
    );
    return (...values: readonly SQLInputValue[]): number => Number(statement.run(...values).changes);
  };
  const ofViewer = "organization = ? AND user = ?";
  const sessions = removal("sessions", "seq", `${ofViewer} AND ended_at_seconds IS NOT NULL`);
  const decisions = removal("decisions", "seq", ofViewer);
  const usage = removal(
    "usage",
    "organization, dimension, step, at_seconds, value",
    "organization = ? AND dimension = 'user' AND value = ?",
  );
  return ({ organization, user }, limit) => ({
    tokens: 0,
    sessions: sessions(organization, user, limit),
    decisions: decisions(organization, user, limit),
    usage: usage(organization, user, limit),
  });
}

/** Rules about tokens of the past cover nothing once these are gone; one about tokens to come stands: it is a ban. */
function prepareEraseRules(
  database: DatabaseSync,
  openRules: OpenRules,
): (transaction: Transaction, erasure: Erasure, limit: number) => number {
  const select = database.prepare(
    `SELECT * FROM revocations WHERE organization = ? AND selector_json ->> 'user' = ?
     AND (undone_at_seconds IS NOT NULL OR until_seconds <= ? OR issued_up_to_milliseconds IS NOT NULL) LIMIT ?`,
  );
  const remove = database.prepare("DELETE FROM revocations WHERE id = ?");
  return (transaction, { organization, user, nowSeconds }, limit) => {
    const rules = select.all(organization, user, nowSeconds, limit).map(revocationOfRow);
    for (const rule of rules) {
      remove.run(rule.id);
      if (rule.undoneAtSeconds !== undefined) continue;
      openRules.remove(rule);
      transaction.onRollback(() => openRules.add(rule));
    }
    return rules.length;
  };
}
