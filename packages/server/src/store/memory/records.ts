import type { DecisionRecord } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import type { MemoryState } from "./state.ts";

/** Adds tokens, all or none. Throws when an id exists. */
export function insertTokens(state: MemoryState, tokens: readonly TokenRecord[]): void {
  const ids = new Set(tokens.map(({ id }) => id));
  if (ids.size < tokens.length || tokens.some(({ id }) => state.tokens.has(id))) {
    throw new Error("a token with this id exists");
  }
  for (const token of tokens) state.tokens.set(token.id, token);
}

/** Appends decisions and drops the oldest beyond `keep`. */
export function appendDecisions(
  state: MemoryState,
  decisions: readonly DecisionRecord[],
  keep: number,
): void {
  for (const decision of decisions) {
    state.decisions.delete(decision.ref);
    state.decisions.set(decision.ref, decision);
  }
  for (const ref of state.decisions.keys()) {
    if (state.decisions.size <= keep) break;
    state.decisions.delete(ref);
  }
}
