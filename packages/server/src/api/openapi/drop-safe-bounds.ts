/** What JSON cannot count beyond anyway; the type provider writes it under every whole number. */
const bounds: Readonly<Record<string, number>> = {
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
};

/** A copy of any part of a document without bounds that say nothing. */
export function dropSafeBounds<T>(part: T): T;
export function dropSafeBounds(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(item => dropSafeBounds(item));
  if (typeof part !== "object" || part === null) return part;
  const told = Object.entries(part).filter(([key, value]) => bounds[key] !== value || value === undefined);
  return Object.fromEntries(told.map(([key, value]) => [key, dropSafeBounds(value)]));
}
