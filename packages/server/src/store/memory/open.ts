import type { Audit } from "../audit.ts";
import { tokenSubject } from "../revocation-subject.ts";
import type { Store } from "../store.ts";
import { admit, peek } from "./admission.ts";
import { apiKey, apiKeyByHash, changeApiKey, listApiKeys, putApiKey, recordApiKeyUse } from "./api-keys.ts";
import { appendAudit, listAudit } from "./audit.ts";
import { listRevocations, listSessions, listTokens } from "./lists.ts";
import { writeObjects } from "./objects.ts";
import { appendDecisions, insertTokens } from "./records.ts";
import { countRevocation, revoke, revokeToken, undoRevocation } from "./revocations.ts";
import { endSessions, liveSessions, recordActivity, retakeSlot } from "./sessions.ts";
import { createMemoryState } from "./state.ts";
import { listUsage, totalUsage } from "./usage.ts";
import { memoryWebhooks } from "./webhooks.ts";

/**
 * A store that forgets everything when it is closed: for tests, and the reference that the others are held
 * against. Every method runs at once and whole, so nothing can come between a decision and its write.
 */
export function openMemoryStore(): Store {
  const state = createMemoryState();
  const audited = <T>(result: T, audit: Audit<T> | undefined): T => {
    const entry = audit?.(result);
    if (entry) appendAudit(state, entry);
    return result;
  };
  return {
    backend: "memory",
    peek: async request => peek(state, request),
    admit: async request => admit(state, request),
    retakeSlot: async (id, nowSeconds) => retakeSlot(state, id, nowSeconds),
    recordActivity: async (activities, usage) => recordActivity(state, activities, usage),
    endSessions: async (ids, reason, nowSeconds, audit) =>
      audited(endSessions(state, ids, reason, nowSeconds), audit),
    session: async id => state.sessions.get(id),
    liveSessions: async () => liveSessions(state),
    revokeToken: async (organization, id, nowSeconds, audit) =>
      audited(revokeToken(state, organization, id, nowSeconds), audit),
    revoke: async (revocation, audit) => audited(revoke(state, revocation), audit),
    countRevocation: async revocation => countRevocation(state, revocation),
    isCovered: async (token, nowSeconds) => state.openRules.covers(tokenSubject(token), nowSeconds),
    undoRevocation: async (organization, id, audit) =>
      audited(undoRevocation(state, organization, id), audit),
    insertTokens: async (tokens, audit) => audited(insertTokens(state, tokens), audit),
    token: async id => state.tokens.get(id),
    listTokens: async query => listTokens(state, query),
    listSessions: async query => listSessions(state, query),
    listRevocations: async query => listRevocations(state, query),
    revocation: async (organization, id) => {
      const rule = state.rules.get(id)?.rule;
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
    appendAudit: async entry => appendAudit(state, entry),
    listAudit: async query => listAudit(state, query),
    countApiKeys: async () => state.apiKeys.size,
    masterKeyCheck: async () => state.masterKeyCheck,
    setMasterKeyCheck: async check => {
      state.masterKeyCheck = check;
    },
    appendDecisions: async (decisions, keep) => appendDecisions(state, decisions, keep),
    decision: async ref => state.decisions.get(ref),
    listUsage: async query => listUsage(state, query),
    totalUsage: async range => totalUsage(state, range),
    highWaterSeconds: async () => state.highWaterSeconds,
    setHighWaterSeconds: async nowSeconds => {
      state.highWaterSeconds = Math.max(state.highWaterSeconds, nowSeconds);
    },
    ...memoryWebhooks(audited),
    close: async () => undefined,
  };
}
