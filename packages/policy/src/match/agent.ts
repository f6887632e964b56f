/** Agents are compared as far as this; a longer one is no player's, and its rest counts for nothing. */
const LONGEST_AGENT = 2048;

/**
 * True when a User-Agent holds a pattern anywhere; `*` stands for any text, also for none; upper and lower case are the
 * same. In linear time: each piece between stars is sought once, leftmost, behind the one before.
 */
export function matchesAgent(pattern: string, agent: string): boolean {
  const text = agent.slice(0, LONGEST_AGENT).toLowerCase();
  let position = 0;
  for (const piece of pattern.toLowerCase().split("*")) {
    const found = text.indexOf(piece, position);
    if (found === -1) return false;
    position = found + piece.length;
  }
  return true;
}
