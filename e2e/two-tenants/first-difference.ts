const EXCERPT = 120;

/** Where two texts begin to differ, with what stands around it; undefined: nowhere. */
export function firstDifference(one: string, other: string): string | undefined {
  if (one === other) return undefined;
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  const from = Math.max(0, (at < 0 ? one.length : at) - EXCERPT / 2);
  return `${one.slice(from, from + EXCERPT)} became ${other.slice(from, from + EXCERPT)}`;
}
