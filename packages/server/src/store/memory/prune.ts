import type { PrunedTable } from "../retention.ts";
import { signedEndSeconds } from "../signed-end.ts";
import { type MemoryState, sessionsOfToken } from "./state.ts";

/** Removes at most `limit` of what was over before a second. */
export function prune(state: MemoryState, table: PrunedTable, beforeSeconds: number, limit: number): number {
  switch (table) {
    case "tokens":
      return removeTokens(state, beforeSeconds, limit);
    case "sessions":
      return removeFrom(
        state.sessions,
        limit,
        ({ endedAtSeconds = beforeSeconds }) => endedAtSeconds < beforeSeconds,
      );
    case "decisions":
      return removeFrom(
        state.decisions,
        limit,
        ({ atMilliseconds }) => atMilliseconds < beforeSeconds * 1000,
      );
    case "usage":
      return removeFrom(state.usage, limit, ({ atSeconds }) => atSeconds < beforeSeconds);
  }
}

/** Removes a token with everything that is kept beside it. */
export function removeToken(state: MemoryState, id: string): void {
  state.tokens.delete(id);
  state.suspensions.delete(id);
  state.bindings.delete(id);
}

function removeTokens(state: MemoryState, beforeSeconds: number, limit: number): number {
  const isOver = (id: string, expiresAtSeconds = beforeSeconds): boolean =>
    expiresAtSeconds < beforeSeconds &&
    sessionsOfToken(state, id).every(({ endedAtSeconds }) => endedAtSeconds !== undefined);
  const over = [...state.tokens.values()]
    .filter(
      token => isOver(token.id, token.expiresAtSeconds) && (signedEndSeconds(token) ?? 0) < beforeSeconds,
    )
    .slice(0, limit);
  for (const { id } of over) removeToken(state, id);
  return over.length;
}

function removeFrom<T>(map: Map<string, T>, limit: number, isOver: (value: T) => boolean): number {
  const over = [...map].filter(([, value]) => isOver(value)).slice(0, limit);
  for (const [key] of over) map.delete(key);
  return over.length;
}
