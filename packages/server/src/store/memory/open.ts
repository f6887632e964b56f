import type { Audit, SealAudit } from "../audit.ts";
import { recordOf } from "../audit-chain.ts";
import type { Store } from "../store.ts";
import { admit, peek, peekAt } from "./admission.ts";
import { apiKey, apiKeyByHash, changeApiKey, listApiKeys, putApiKey, recordApiKeyUse } from "./api-keys.ts";
import { appendAudit, auditEnd, auditRows, listAudit, resealAudit } from "./audit.ts";
import { bindToken } from "./bindings.ts";
import { memoryDelegations } from "./delegations.ts";
import { memoryErasure } from "./erasure.ts";
import { idempotentRequest, insertTokensOnce } from "./idempotency.ts";
import { isTokenCovered, listDecisions, listRevocations, listSessions, listTokens } from "./lists.ts";
import { writeObjects } from "./objects.ts";
import { closeOrganization, moveSessions, removeOrganization } from "./organizations.ts";
import { prune } from "./prune.ts";
import { appendDecisions, insertTokens } from "./records.ts";
import { renewSession } from "./renew-session.ts";
import { countRevocation, noteRevocationEffect, revoke, undoRevocation } from "./revocations.ts";
import { endSessions, liveSessions, recordActivity, retakeSlot } from "./sessions.ts";
import { createMemoryState, streamTotalsOf } from "./state.ts";
import { memorySubscribers } from "./subscribers.ts";
import { resumeToken, revokeToken, suspendToken, updateToken } from "./token-changes.ts";
import { memoryTokenKeys } from "./token-keys.ts";
import { listUsage, totalUsage } from "./usage.ts";
import { memoryWebhooks } from "./webhooks.ts";

/**
 * A store that forgets everything when it is closed: for tests, and the reference that the others are held
 * against. Every method runs at once and whole, so nothing can come between a decision and its write.
 */
export function openMemoryStore({ sealAudit }: { readonly sealAudit?: SealAudit | undefined } = {}): Store {
  const state = createMemoryState();
  const audited = <T>(result: T, audit: Audit<T> | undefined): T => {
    const entry = audit?.(result);
    if (entry) appendAudit(state, entry, sealAudit);
    return result;
  };
  const webhooks = memoryWebhooks(audited);
  return {
    backend: "memory",
    peek: async request => peek(state, request),
    peekAt: async request => peekAt(state, request),
    admit: async (request, enrol, _patienceMilliseconds) => admit(state, request, enrol),
    retakeSlot: async (id, nowSeconds) => retakeSlot(state, id, nowSeconds),
    renewSession: async order => renewSession(state, order),
    binding: async token => state.bindings.get(token),
    bindToken: async order => bindToken(state, order),
    streamTotals: async (organization, stream) => streamTotalsOf(state, { organization, stream }),
    recordActivity: async (activities, usage) => recordActivity(state, activities, usage),
    endSessions: async (ids, reason, nowSeconds, audit) =>
      audited(endSessions(state, ids, reason, nowSeconds), audit),
    session: async id => state.sessions.get(id),
    liveSessions: async () => liveSessions(state),
    revokeToken: async (organization, id, nowSeconds, audit) =>
      audited(revokeToken(state, { organization, id, nowSeconds }), audit),
    updateToken: async (update, audit) => audited(updateToken(state, update), audit),
    suspendToken: async (order, audit) => audited(suspendToken(state, order), audit),
    resumeToken: async (order, audit) => audited(resumeToken(state, order), audit),
    revoke: async (revocation, audit) => audited(revoke(state, revocation), audit),
    countRevocation: async revocation => countRevocation(state, revocation),
    isCovered: async (token, nowSeconds) => isTokenCovered(state, token, nowSeconds),
    noteRevocationEffect: async (id, effectMilliseconds) =>
      noteRevocationEffect(state, id, effectMilliseconds),
    undoRevocation: async (organization, id, nowSeconds, audit) =>
      audited(undoRevocation(state, organization, id, nowSeconds), audit),
    closeOrganization: async (code, audit) => audited(closeOrganization(state, code), audit),
    removeOrganization: async code => removeOrganization(state, code),
    moveSessions: async (move, nowSeconds) => moveSessions(state, move, nowSeconds),
    insertTokens: async (tokens, audit) => audited(insertTokens(state, tokens), audit),
    idempotentRequest: async (name, nowSeconds) => idempotentRequest(state, name, nowSeconds),
    insertTokensOnce: async (tokens, request, audit) =>
      audited(insertTokensOnce(state, tokens, request), audit),
    token: async id => state.tokens.get(id),
    listTokens: async query => listTokens(state, query),
    listSessions: async query => listSessions(state, query),
    listRevocations: async query => listRevocations(state, query),
    revocation: async (organization, id) => {
      const rule = state.rules.get(id);
      return rule?.organization === organization ? rule : undefined;
    },
    putApiKey: async (key, audit) => audited(putApiKey(state, key), audit),
    deleteApiKey: async (id, audit) => {
      state.apiKeys.delete(id);
      audited(undefined, audit);
    },
    changeApiKey: async (change, audit) => audited(changeApiKey(state, change), audit),
    apiKeyByHash: async hash => apiKeyByHash(state, hash),
    apiKey: async (organization, id) => apiKey(state, organization, id),
    listApiKeys: async query => listApiKeys(state, query),
    recordApiKeyUse: async (id, atSeconds) => recordApiKeyUse(state, id, atSeconds),
    objects: async () => [...state.objects.values()],
    writeObjects: async (writes, nowSeconds, audit) =>
      audited(writeObjects(state, writes, nowSeconds), audit),
    appendAudit: async entry => appendAudit(state, entry, sealAudit),
    listAudit: async query => listAudit(state, query),
    auditEntry: async (organization, number) =>
      auditRows(state, organization, number - 1, 1)
        .map(recordOf)
        .find(row => row.number === number),
    auditRows: async (organization, after, limit) => auditRows(state, organization, after, limit),
    firstAuditNumber: async (organization, sinceMilliseconds) =>
      auditRows(state, organization, 0, Number.POSITIVE_INFINITY).find(
        row => row.atMilliseconds >= sinceMilliseconds,
      )?.number,
    auditEnd: async organization => auditEnd(state, organization, sealAudit),
    resealAudit: async entryOf => resealAudit(state, entryOf, sealAudit),
    countApiKeys: async () => state.apiKeys.size,
    masterKeyCheck: async () => state.masterKeyCheck,
    setMasterKeyCheck: async check => {
      state.masterKeyCheck = check;
    },
    appendDecisions: async (decisions, keep) => appendDecisions(state, decisions, keep),
    listDecisions: async query => listDecisions(state, query),
    decision: async ref => state.decisions.get(ref),
    prune: async (table, beforeSeconds, limit) => prune(state, table, beforeSeconds, limit),
    listUsage: async query => listUsage(state, query),
    totalUsage: async range => totalUsage(state, range),
    highWaterSeconds: async () => state.highWaterSeconds,
    setHighWaterSeconds: async nowSeconds => {
      state.highWaterSeconds = Math.max(state.highWaterSeconds, nowSeconds);
    },
    ...memoryErasure(state, audited),
    ...webhooks,
    ...memoryTokenKeys(state, audited),
    ...memorySubscribers(state, audited),
    ...memoryDelegations(state, audited),
    close: async () => undefined,
  };
}
