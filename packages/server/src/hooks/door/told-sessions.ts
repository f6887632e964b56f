/** So many are remembered, the newest: an answer is late by some milliseconds, and never by as many sessions. */
const MEMORY = 10_000;

/**
 * Which comes first for a session: an answer that lets a client in under it, or its being taken back because nobody waited for
 * the answer that began it. Two questions may be about one session, and only the second of them may be in time.
 */
export interface ToldSessions {
  /** An answer is to go out that lets in under the session. False: it was taken back, and nobody may be let in. */
  tell(sessionId: string): boolean;
  /** True when the session is to end. False: somebody was let in under it. */
  takeBack(sessionId: string): boolean;
}

export function createToldSessions(): ToldSessions {
  const first = new Map<string, "told" | "taken-back">();
  const settle = (sessionId: string, how: "told" | "taken-back"): boolean => {
    const settled = first.get(sessionId) ?? how;
    first.set(sessionId, settled);
    if (first.size > MEMORY) first.delete(first.keys().next().value ?? "");
    return settled === how;
  };
  return {
    tell: sessionId => settle(sessionId, "told"),
    takeBack: sessionId => settle(sessionId, "taken-back"),
  };
}
