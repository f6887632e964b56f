import type { DatabaseSync } from "node:sqlite";
import type { Audit, SealAudit } from "../audit.ts";
import { isWithdrawn } from "../is-withdrawn.ts";
import { createOpenRules, type OpenRules } from "../open-rules.ts";
import { tokenSubject } from "../revocation-subject.ts";
import { type Store, StoreUnavailable } from "../store.ts";
import { prepareRecordActivity } from "./activity.ts";
import {
  answerWithoutWrite,
  prepareAdmissionPlan,
  prepareAdmissionPlanAt,
  prepareAdmit,
} from "./admission.ts";
import { prepareApiKeyReads, prepareApiKeyWrites } from "./api-keys.ts";
import { prepareAuditReads } from "./audit.ts";
import { prepareAuditWrites } from "./audit-append.ts";
import { prepareBinding, prepareBindToken } from "./bindings.ts";
import { type Checkpointer, createCheckpointer } from "./checkpointer.ts";
import { type Durability, hasRoom, openReader, openWriter } from "./connection.ts";
import { prepareAppendDecisions, prepareDecision } from "./decisions.ts";
import { sqliteDelegations } from "./delegations.ts";
import { sqliteErasure } from "./erasure.ts";
import { prepareHighWater, prepareRaiseHighWater } from "./high-water.ts";
import { prepareIdempotentRequest, prepareKeepRequest } from "./idempotency.ts";
import { prepareLists } from "./lists.ts";
import { prepareMasterKeyCheck, prepareSetMasterKeyCheck } from "./master-key-check.ts";
import { migrate } from "./migrations.ts";
import { mirrorConnections } from "./mirrored-connections.ts";
import { prepareObjects, prepareWriteObjects } from "./objects.ts";
import { rememberOperatorEnds } from "./operator-ends.ts";
import { sqliteOrganizations } from "./organizations.ts";
import { createPatience, withPatience } from "./patience.ts";
import { preparePrune } from "./prune.ts";
import { prepareRenewSession } from "./renew-session.ts";
import {
  loadRules,
  prepareCountRevocation,
  prepareRevocation,
  prepareRevocationWrites,
} from "./revocations.ts";
import { preparePages, type Run } from "./scan.ts";
import { prepareEndSessions, prepareLiveSessions, prepareRetakeSlot, prepareSession } from "./sessions.ts";
import { prepareStreamTotals } from "./stream-totals.ts";
import { sqliteSubscribers } from "./subscribers.ts";
import { prepareTokenWrites } from "./token-changes.ts";
import { sqliteTokenKeys } from "./token-keys.ts";
import { prepareInsertTokens, prepareToken } from "./tokens.ts";
import { prepareUsage } from "./usage.ts";
import { sqliteWebhooks } from "./webhooks.ts";
import { createWriteQueue, type Transaction, type WriteObserver } from "./write-queue.ts";

/** How a SQLite store is opened. */
export interface SqliteOptions {
  /** Path of the database file; its folder exists. `-wal` and `-shm` lie beside it. */
  readonly file: string;
  readonly durability: Durability;
  /** How long an operation waits for another process's lock before StoreUnavailable. Default 2,000. */
  readonly busyDeadlineMilliseconds?: number | undefined;
  /** Seals the heads of the audit chains; without it they are not sealed, and a check says so. */
  readonly sealAudit?: SealAudit | undefined;
  /** Hears of every batch that is written. */
  readonly observer?: WriteObserver | undefined;
}

/**
 * Opens the store in one SQLite file, made and migrated as needed. Only one process may have it open. Rejects
 * with StoreUnavailable when the file is locked or the storage fails, and with an Error that says so when the
 * file was written by a newer program.
 */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const deadlineMilliseconds = options.busyDeadlineMilliseconds ?? 2000;
  const connections = await withPatience(() => connect(options), createPatience(deadlineMilliseconds));
  return storeOver(connections, deadlineMilliseconds, options.sealAudit, options.observer);
}

interface Connections {
  readonly writer: DatabaseSync;
  readonly reader: DatabaseSync;
  /** Undefined on a small disk: there the writer keeps the log short by itself. */
  readonly checkpointer: Checkpointer | undefined;
}

function connect({ file, durability }: SqliteOptions): Connections {
  const writer = openWriter(file, durability);
  try {
    migrate(writer);
    mirrorConnections(writer);
    rememberOperatorEnds(writer);
    // The schema leaves the log at once: on a small disk its pages would be there twice.
    writer.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    const checkpointer = hasRoom(file) ? createCheckpointer(writer, file) : undefined;
    return { writer, reader: openReader(file), checkpointer };
  } catch (error) {
    writer.close();
    throw error;
  }
}

function storeOver(
  { writer, reader, checkpointer }: Connections,
  deadlineMilliseconds: number,
  sealAudit: SealAudit | undefined,
  observer: WriteObserver | undefined,
): Store {
  const openRules = createOpenRules(loadRules(reader));
  const writes = prepareWrites(writer, openRules, sealAudit);
  const queue = createWriteQueue(writer, deadlineMilliseconds, observer, checkpointer?.committed);
  const change = <T>(audit: Audit<T> | undefined, operation: (transaction: Transaction) => T): Promise<T> =>
    queue.write(transaction => {
      const result = operation(transaction);
      const entry = audit?.(result);
      if (entry) writes.audit.append(entry);
      return result;
    });
  const read = <T>(work: () => T, patience = createPatience(deadlineMilliseconds)): Promise<T> =>
    reader.isOpen
      ? withPatience(work, patience)
      : Promise.reject(new StoreUnavailable("the store is closed"));
  const reads = prepareReads(reader, openRules, read, sealAudit);
  const entryReads = prepareEntryReads({ writer, reader }, openRules);
  return {
    backend: "sqlite",
    peek: request => read(() => entryReads().plan(request)),
    peekAt: request => read(() => reads.planAt(request)),
    async admit(request, enrol, patienceMilliseconds = Number.POSITIVE_INFINITY) {
      const patience =
        patienceMilliseconds < deadlineMilliseconds ? createPatience(patienceMilliseconds) : undefined;
      // Refusals are told from a read: they hold no lock and pass a full disk. All else is planned again in the queue.
      const answer = await read(() => answerWithoutWrite(entryReads().plan(request)), patience);
      return answer ?? queue.write(() => writes.admit(request, enrol), patience);
    },
    retakeSlot: (id, nowSeconds) => queue.write(() => writes.retakeSlot(id, nowSeconds)),
    renewSession: order => queue.write(() => writes.renewSession(order)),
    binding: token => read(() => reads.binding(token)),
    bindToken: order => queue.write(() => writes.bindToken(order)),
    streamTotals: (organization, stream) => read(() => reads.streamTotals({ organization, stream })),
    recordActivity: (activities, usage) =>
      queue.write(transaction => writes.recordActivity(transaction, activities, usage)),
    endSessions: (ids, reason, nowSeconds, audit) =>
      change(audit, () => writes.endSessions(ids, reason, nowSeconds)),
    session: id => read(() => reads.session(id)),
    liveSessions: () => read(reads.liveSessions),
    revokeToken: (organization, id, nowSeconds, audit) =>
      change(audit, () => writes.tokens.revoke({ organization, id, nowSeconds })),
    updateToken: (update, audit) => change(audit, () => writes.tokens.update(update)),
    suspendToken: (order, audit) => change(audit, () => writes.tokens.suspend(order)),
    resumeToken: (order, audit) => change(audit, () => writes.tokens.resume(order)),
    revoke: (revocation, audit) =>
      change(audit, transaction => writes.revocations.revoke(transaction, revocation)),
    countRevocation: revocation => read(() => reads.countRevocation(revocation)),
    isCovered: (token, nowSeconds) =>
      token.lineage
        ? read(() => isWithdrawn(token, { openRules, token: reads.token }, nowSeconds))
        : Promise.resolve(openRules.covers(tokenSubject(token), nowSeconds)),
    noteRevocationEffect: (id, effectMilliseconds) =>
      queue.write(() => writes.revocations.noteEffect(id, effectMilliseconds)),
    undoRevocation: (organization, id, nowSeconds, audit) =>
      change(audit, transaction => writes.revocations.undo(transaction, organization, id, nowSeconds)),
    insertTokens: (tokens, audit) => change(audit, () => writes.insertTokens(tokens)),
    idempotentRequest: (name, nowSeconds) => read(() => reads.idempotentRequest(name, nowSeconds)),
    insertTokensOnce: (tokens, request, audit) =>
      change(audit, () => {
        const earlier = writes.idempotentRequest(request, request.createdAtSeconds);
        if (earlier) return earlier;
        writes.insertTokens(tokens);
        writes.keepRequest(request);
        return undefined;
      }),
    token: id => read(() => entryReads().token(id)),
    listTokens: query => reads.lists.tokens(query),
    listSessions: query => reads.lists.sessions(query),
    listRevocations: query => reads.lists.revocations(query),
    listDecisions: query => reads.lists.decisions(query),
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
    appendAudit: entry => queue.write(() => writes.audit.append(entry)),
    listAudit: reads.audit.list,
    auditEntry: (organization, number) => read(() => reads.audit.entry(organization, number)),
    auditRows: (organization, after, limit) => read(() => reads.audit.rows(organization, after, limit)),
    firstAuditNumber: (organization, sinceMilliseconds) =>
      read(() => reads.audit.firstNumber(organization, sinceMilliseconds)),
    auditEnd: organization => read(() => reads.audit.end(organization)),
    resealAudit: entryOf => queue.write(() => writes.audit.reseal(entryOf)),
    masterKeyCheck: () => read(reads.masterKeyCheck),
    setMasterKeyCheck: check => queue.write(() => writes.setMasterKeyCheck(check)),
    appendDecisions: (decisions, keep) => queue.write(() => writes.appendDecisions(decisions, keep)),
    decision: ref => read(() => reads.decision(ref)),
    prune: (table, beforeSeconds, limit) => queue.write(() => writes.prune(table, beforeSeconds, limit)),
    listUsage: query => read(() => reads.usage.list(query)),
    totalUsage: range => read(() => reads.usage.total(range)),
    highWaterSeconds: () => read(reads.highWater),
    setHighWaterSeconds: nowSeconds => queue.write(() => writes.raiseHighWater(nowSeconds)),
    ...sqliteOrganizations({ writer, openRules, change }),
    ...sqliteErasure({ writer, openRules, change, deadlineMilliseconds }),
    ...sqliteWebhooks({ reader, writer, read, change }),
    ...sqliteTokenKeys({ reader, writer, read, change }),
    ...sqliteSubscribers({ reader, writer, read, change }),
    ...sqliteDelegations({ reader, writer, openRules, read, change }),
    async close() {
      queue.close();
      await checkpointer?.close();
      // The writer goes last: the last connection moves the log into the database and removes it.
      if (reader.isOpen) reader.close();
      if (writer.isOpen) writer.close();
    },
  };
}

/** What every entry reads. */
interface EntryReads {
  readonly token: ReturnType<typeof prepareToken>;
  readonly plan: ReturnType<typeof prepareAdmissionPlan>;
}

/**
 * Reads of entries go over the writing connection: its pages stay in memory, while every commit takes those of another
 * connection out of it. Only where a roll-back has failed does its transaction stand open, and then the other one reads.
 */
function prepareEntryReads(
  { writer, reader }: Pick<Connections, "writer" | "reader">,
  openRules: OpenRules,
): () => EntryReads {
  const over = (database: DatabaseSync): EntryReads => ({
    token: prepareToken(database),
    plan: prepareAdmissionPlan(database, openRules),
  });
  const [ofWriter, ofReader] = [over(writer), over(reader)];
  return () => (writer.isTransaction ? ofReader : ofWriter);
}

function prepareReads(
  reader: DatabaseSync,
  openRules: OpenRules,
  run: Run,
  sealAudit: SealAudit | undefined,
) {
  return {
    planAt: prepareAdmissionPlanAt(reader),
    session: prepareSession(reader),
    streamTotals: prepareStreamTotals(reader),
    binding: prepareBinding(reader),
    liveSessions: prepareLiveSessions(reader),
    countRevocation: prepareCountRevocation(reader),
    revocation: prepareRevocation(reader),
    token: prepareToken(reader),
    idempotentRequest: prepareIdempotentRequest(reader),
    lists: prepareLists(reader, openRules, run),
    apiKeys: prepareApiKeyReads(reader),
    masterKeyCheck: prepareMasterKeyCheck(reader),
    objects: prepareObjects(reader),
    audit: prepareAuditReads(reader, preparePages(reader, run), sealAudit),
    decision: prepareDecision(reader),
    usage: prepareUsage(reader),
    highWater: prepareHighWater(reader),
  };
}

function prepareWrites(writer: DatabaseSync, openRules: OpenRules, sealAudit: SealAudit | undefined) {
  return {
    admit: prepareAdmit(writer, openRules),
    retakeSlot: prepareRetakeSlot(writer),
    renewSession: prepareRenewSession(writer, openRules),
    bindToken: prepareBindToken(writer),
    recordActivity: prepareRecordActivity(writer),
    endSessions: prepareEndSessions(writer),
    revocations: prepareRevocationWrites(writer, openRules),
    tokens: prepareTokenWrites(writer),
    insertTokens: prepareInsertTokens(writer),
    idempotentRequest: prepareIdempotentRequest(writer),
    prune: preparePrune(writer),
    keepRequest: prepareKeepRequest(writer),
    apiKeys: prepareApiKeyWrites(writer),
    writeObjects: prepareWriteObjects(writer),
    audit: prepareAuditWrites(writer, sealAudit),
    setMasterKeyCheck: prepareSetMasterKeyCheck(writer),
    appendDecisions: prepareAppendDecisions(writer),
    raiseHighWater: prepareRaiseHighWater(writer),
  };
}
