import type { DatabaseSync } from "node:sqlite";
import type { Audit } from "../audit.ts";
import { createOpenRules, type OpenRules } from "../open-rules.ts";
import { tokenSubject } from "../revocation-subject.ts";
import { type Store, StoreUnavailable } from "../store.ts";
import { prepareRecordActivity } from "./activity.ts";
import { answerWithoutWrite, prepareAdmissionPlan, prepareAdmit } from "./admission.ts";
import { prepareApiKeyReads, prepareApiKeyWrites } from "./api-keys.ts";
import { prepareAppendAudit, prepareListAudit } from "./audit.ts";
import { type Durability, openReader, openWriter } from "./connection.ts";
import { prepareAppendDecisions, prepareDecision } from "./decisions.ts";
import { prepareHighWater, prepareRaiseHighWater } from "./high-water.ts";
import { prepareLists } from "./lists.ts";
import { prepareMasterKeyCheck, prepareSetMasterKeyCheck } from "./master-key-check.ts";
import { migrate } from "./migrations.ts";
import { prepareObjects, prepareWriteObjects } from "./objects.ts";
import { withPatience } from "./patience.ts";
import {
  loadRules,
  prepareCountRevocation,
  prepareRevocation,
  prepareRevocationWrites,
} from "./revocations.ts";
import { prepareEndSessions, prepareLiveSessions, prepareRetakeSlot, prepareSession } from "./sessions.ts";
import { prepareInsertTokens, prepareToken } from "./tokens.ts";
import { prepareUsage } from "./usage.ts";
import { sqliteWebhooks } from "./webhooks.ts";
import { createWriteQueue, type Transaction } from "./write-queue.ts";

/** How a SQLite store is opened. */
export interface SqliteOptions {
  /** Path of the database file; its folder exists. `-wal` and `-shm` lie beside it. */
  readonly file: string;
  readonly durability: Durability;
  /** How long an operation waits for another process's lock before StoreUnavailable. Default 2,000. */
  readonly busyDeadlineMilliseconds?: number | undefined;
}

/**
 * Opens the store in one SQLite file, made and migrated as needed. Only one process may have it open. Rejects
 * with StoreUnavailable when the file is locked or the storage fails, and with an Error that says so when the
 * file was written by a newer program.
 */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const deadlineMilliseconds = options.busyDeadlineMilliseconds ?? 2000;
  const connections = await withPatience(() => connect(options), deadlineMilliseconds);
  return storeOver(connections, deadlineMilliseconds);
}

interface Connections {
  readonly writer: DatabaseSync;
  readonly reader: DatabaseSync;
}

function connect({ file, durability }: SqliteOptions): Connections {
  const writer = openWriter(file, durability);
  try {
    migrate(writer);
    // The schema leaves the log at once: on a small disk its pages would be there twice.
    writer.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return { writer, reader: openReader(file) };
  } catch (error) {
    writer.close();
    throw error;
  }
}

function storeOver({ writer, reader }: Connections, deadlineMilliseconds: number): Store {
  const openRules = createOpenRules(loadRules(reader));
  const reads = prepareReads(reader, openRules);
  const writes = prepareWrites(writer, openRules);
  const queue = createWriteQueue(writer, deadlineMilliseconds);
  const change = <T>(audit: Audit<T> | undefined, operation: (transaction: Transaction) => T): Promise<T> =>
    queue.write(transaction => {
      const result = operation(transaction);
      const entry = audit?.(result);
      if (entry) writes.appendAudit(entry);
      return result;
    });
  const read = <T>(work: () => T): Promise<T> =>
    reader.isOpen
      ? withPatience(work, deadlineMilliseconds)
      : Promise.reject(new StoreUnavailable("the store is closed"));
  return {
    backend: "sqlite",
    peek: request => read(() => reads.plan(request)),
    async admit(request) {
      // Refusals are told from a read: they hold no lock and pass a full disk. All else is planned again in the queue.
      const answer = await read(() => answerWithoutWrite(reads.plan(request)));
      return answer ?? queue.write(() => writes.admit(request));
    },
    retakeSlot: (id, nowSeconds) => queue.write(() => writes.retakeSlot(id, nowSeconds)),
    recordActivity: (activities, usage) =>
      queue.write(transaction => writes.recordActivity(transaction, activities, usage)),
    endSessions: (ids, reason, nowSeconds, audit) =>
      change(audit, () => writes.endSessions(ids, reason, nowSeconds)),
    session: id => read(() => reads.session(id)),
    liveSessions: () => read(reads.liveSessions),
    revokeToken: (organization, id, nowSeconds, audit) =>
      change(audit, () => writes.revocations.revokeToken(organization, id, nowSeconds)),
    revoke: (revocation, audit) =>
      change(audit, transaction => writes.revocations.revoke(transaction, revocation)),
    countRevocation: revocation => read(() => reads.countRevocation(revocation)),
    isCovered: async (token, nowSeconds) => openRules.covers(tokenSubject(token), nowSeconds),
    undoRevocation: (organization, id, audit) =>
      change(audit, transaction => writes.revocations.undo(transaction, organization, id)),
    insertTokens: (tokens, audit) => change(audit, () => writes.insertTokens(tokens)),
    token: id => read(() => reads.token(id)),
    listTokens: query => read(() => reads.lists.tokens(query)),
    listSessions: query => read(() => reads.lists.sessions(query)),
    listRevocations: query => read(() => reads.lists.revocations(query)),
    revocation: (organization, id) => read(() => reads.revocation(organization, id)),
    putApiKey: (key, audit) => change(audit, () => writes.apiKeys.put(key)),
    deleteApiKey: (id, audit) => change(audit, () => writes.apiKeys.remove(id)),
    changeApiKey: (keyChange, audit) => change(audit, () => writes.apiKeys.change(keyChange)),
    apiKeyByHash: hash => read(() => reads.apiKeys.byHash(hash)),
    apiKey: (organization, id) => read(() => reads.apiKeys.byId(organization, id)),
    listApiKeys: query => read(() => reads.apiKeys.list(query)),
    countApiKeys: () => read(reads.apiKeys.count),
    recordApiKeyUse: (id, atSeconds) => queue.write(() => writes.apiKeys.use(id, atSeconds)),
    objects: () => read(reads.objects),
    writeObjects: (objectWrites, nowSeconds, audit) =>
      change(audit, () => writes.writeObjects(objectWrites, nowSeconds)),
    appendAudit: entry => queue.write(() => writes.appendAudit(entry)),
    listAudit: query => read(() => reads.listAudit(query)),
    masterKeyCheck: () => read(reads.masterKeyCheck),
    setMasterKeyCheck: check => queue.write(() => writes.setMasterKeyCheck(check)),
    appendDecisions: (decisions, keep) => queue.write(() => writes.appendDecisions(decisions, keep)),
    decision: ref => read(() => reads.decision(ref)),
    listUsage: query => read(() => reads.usage.list(query)),
    totalUsage: range => read(() => reads.usage.total(range)),
    highWaterSeconds: () => read(reads.highWater),
    setHighWaterSeconds: nowSeconds => queue.write(() => writes.raiseHighWater(nowSeconds)),
    ...sqliteWebhooks({ reader, writer, read, change }),
    async close() {
      queue.close();
      // The writer goes last: the last connection moves the log into the database and removes it.
      if (reader.isOpen) reader.close();
      if (writer.isOpen) writer.close();
    },
  };
}

function prepareReads(reader: DatabaseSync, openRules: OpenRules) {
  return {
    plan: prepareAdmissionPlan(reader, openRules),
    session: prepareSession(reader),
    liveSessions: prepareLiveSessions(reader),
    countRevocation: prepareCountRevocation(reader),
    revocation: prepareRevocation(reader),
    token: prepareToken(reader),
    lists: prepareLists(reader),
    apiKeys: prepareApiKeyReads(reader),
    masterKeyCheck: prepareMasterKeyCheck(reader),
    objects: prepareObjects(reader),
    listAudit: prepareListAudit(reader),
    decision: prepareDecision(reader),
    usage: prepareUsage(reader),
    highWater: prepareHighWater(reader),
  };
}

function prepareWrites(writer: DatabaseSync, openRules: OpenRules) {
  return {
    admit: prepareAdmit(writer, openRules),
    retakeSlot: prepareRetakeSlot(writer),
    recordActivity: prepareRecordActivity(writer),
    endSessions: prepareEndSessions(writer),
    revocations: prepareRevocationWrites(writer, openRules),
    insertTokens: prepareInsertTokens(writer),
    apiKeys: prepareApiKeyWrites(writer),
    writeObjects: prepareWriteObjects(writer),
    appendAudit: prepareAppendAudit(writer),
    setMasterKeyCheck: prepareSetMasterKeyCheck(writer),
    appendDecisions: prepareAppendDecisions(writer),
    raiseHighWater: prepareRaiseHighWater(writer),
  };
}
