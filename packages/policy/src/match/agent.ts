/** Agents are compared as far as this; a longer one is no player's, and its rest counts for nothing. */
const LONGEST_AGENT = 2048;

/**
 * True when a User-Agent matches a pattern: `*` stands for any text, also for none; upper and lower case are the same, and
 * all of the agent must match. In linear time: each piece between stars is sought once, leftmost, behind the one before.
 */
export function matchesAgent(pattern: string, agent: string): boolean {
  const text = agent.slice(0, LONGEST_AGENT).toLowerCase();
  const [first = "", ...rest] = pattern.toLowerCase().split("*");
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
    return false;
  const end = text.length - last.length;
  let position = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, position);
    if (found === -1 || found + piece.length > end) return false;
    position = found + piece.length;
  }
  return position <= end;
}
