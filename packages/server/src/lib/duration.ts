/** Seconds of each unit, the longest first. */
const UNITS = [
  ["w", 7 * 24 * 3600],
  ["d", 24 * 3600],
  ["h", 3600],
  ["m", 60],
  ["s", 1],
] as const;

const SHAPE = new RegExp(`^${UNITS.map(([unit]) => `(?:(\\d{1,12})${unit})?`).join("")}$`);

/**
 * Reads a duration as people write it: `90s`, `15m`, `2h`, `7d`, `1w`, or several units from long to short, as in
 * `1h30m`. Whole seconds. Undefined for anything else: a bare number does not say its unit.
 */
export function parseDuration(text: string): number | undefined {
  const match = SHAPE.exec(text);
  if (!match || match[0] === "") return undefined;
  let seconds = 0;
  for (const [index, [, length]] of UNITS.entries()) seconds += Number(match[index + 1] ?? 0) * length;
  return Number.isSafeInteger(seconds) ? seconds : undefined;
}

/** A duration in days, hours, minutes or seconds, the two longest, rounded down: `2d 3h`, `1h`, `45s`, `0s`. */
export function formatDuration(seconds: number): string {
  const units = UNITS.filter(([unit]) => unit !== "w");
  const first = units.findIndex(([, length]) => seconds >= length);
  if (first < 0) return "0s";
  let rest = Math.floor(seconds);
  const parts: string[] = [];
  for (const [unit, length] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.join(" ");
}
