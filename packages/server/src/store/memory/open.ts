import { tokenSubject } from "../revocation-subject.ts";
import type { Store } from "../store.ts";
import { admit, peek } from "./admission.ts";
import { listRevocations, listSessions, listTokens } from "./lists.ts";
import { appendDecisions, insertTokens } from "./records.ts";
import { countRevocation, revoke, revokeToken, undoRevocation } from "./revocations.ts";
import { endSessions, liveSessions, recordActivity, retakeSlot } from "./sessions.ts";
import { createMemoryState } from "./state.ts";

/**
 * A store that forgets everything when it is closed: for tests, and the reference that the others are held
 * against. Every method runs at once and whole, so nothing can come between a decision and its write.
 */
export function openMemoryStore(): Store {
  const state = createMemoryState();
  return {
    backend: "memory",
    peek: async request => peek(state, request),
    admit: async request => admit(state, request),
    retakeSlot: async (id, nowSeconds) => retakeSlot(state, id, nowSeconds),
    recordActivity: async activities => recordActivity(state, activities),
    endSessions: async (ids, reason, nowSeconds) => endSessions(state, ids, reason, nowSeconds),
    session: async id => state.sessions.get(id),
    liveSessions: async () => liveSessions(state),
    revokeToken: async (organization, id, nowSeconds) => revokeToken(state, organization, id, nowSeconds),
    revoke: async revocation => revoke(state, revocation),
    countRevocation: async revocation => countRevocation(state, revocation),
    isCovered: async (token, nowSeconds) => state.openRules.covers(tokenSubject(token), nowSeconds),
    undoRevocation: async (organization, id) => undoRevocation(state, organization, id),
    insertTokens: async tokens => insertTokens(state, tokens),
    token: async id => state.tokens.get(id),
    listTokens: async query => listTokens(state, query),
    listSessions: async query => listSessions(state, query),
    listRevocations: async query => listRevocations(state, query),
    revocation: async (organization, id) => {
      const rule = state.rules.get(id)?.rule;
      return rule?.organization === organization ? rule : undefined;
    },
    putApiKey: async key => void state.apiKeys.set(key.id, key),
    apiKeyByHash: async hash => [...state.apiKeys.values()].find(key => Buffer.compare(key.hash, hash) === 0),
    deleteApiKey: async id => void state.apiKeys.delete(id),
    countApiKeys: async () => state.apiKeys.size,
    masterKeyCheck: async () => state.masterKeyCheck,
    setMasterKeyCheck: async check => {
      state.masterKeyCheck = check;
    },
    appendDecisions: async (decisions, keep) => appendDecisions(state, decisions, keep),
    decision: async ref => state.decisions.get(ref),
    highWaterSeconds: async () => state.highWaterSeconds,
    setHighWaterSeconds: async nowSeconds => {
      state.highWaterSeconds = Math.max(state.highWaterSeconds, nowSeconds);
    },
    close: async () => undefined,
  };
}
