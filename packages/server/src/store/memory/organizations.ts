import { tokensOf } from "@sluice/policy";
import type { GroupMove, GroupMoveResult } from "../group-moves.ts";
import { endSessions } from "./sessions.ts";
import { type MemoryState, streamKey } from "./state.ts";

/** Removes what opens something. */
export function closeOrganization(state: MemoryState, code: string): void {
  for (const rule of state.rules.values()) if (rule.organization === code) state.openRules.remove(rule);
  removeFrom(state.rules, ({ organization }) => organization === code);
  removeFrom(state.objects, ({ organization }) => organization === code);
  removeFrom(state.tokenKeys, ({ organization }) => organization === code);
  removeFrom(state.apiKeys, ({ key }) => key.organization === code);
}

/** Removes everything that belongs to an organization. */
export function removeOrganization(state: MemoryState, code: string): void {
  closeOrganization(state, code);
  for (const [id, { organization }] of state.tokens) {
    if (organization !== code) continue;
    state.suspensions.delete(id);
    state.sessionIdsByToken.delete(id);
  }
  const { tokens, sessions, decisions, usage, requests, subscribers } = state;
  const maps: readonly Map<string, { readonly organization?: string | undefined }>[] = [
    tokens,
    sessions,
    decisions,
    usage,
    requests,
    subscribers,
  ];
  for (const map of maps) removeFrom(map, value => value.organization === code);
  removeFrom(state.streamTotals, (_totals, key) => key.startsWith(streamKey(code, "")));
  state.audit.delete(code);
  state.auditHeads.delete(code);
}

function removeFrom<T>(map: Map<string, T>, isGone: (value: T, key: string) => boolean): void {
  for (const [key, value] of map) if (isGone(value, key)) map.delete(key);
}

/** Brings the live sessions of a stream into its group, but for those whose token opens another group only. */
export function moveSessions(
  state: MemoryState,
  { organization, stream, group }: GroupMove,
  nowSeconds: number,
): GroupMoveResult {
  const concerned = [...state.sessions.values()].filter(
    session =>
      session.organization === organization &&
      session.stream === stream &&
      session.group !== group &&
      session.endedAtSeconds === undefined,
  );
  const opensAnother = (id: string) => {
    const target = state.tokens.get(id)?.target;
    return target !== undefined && "group" in target && target.group !== group;
  };
  const left = concerned.filter(session => tokensOf(session).some(opensAnother));
  const moved = concerned.filter(session => !left.includes(session)).map(session => ({ ...session, group }));
  for (const session of moved) state.sessions.set(session.id, session);
  const ids = left.map(({ id }) => id);
  return { endedSessionIds: endSessions(state, ids, "left-group", nowSeconds), moved };
}
