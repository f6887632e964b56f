import type { ByteRange } from "./origins/origin.ts";

/**
 * Reads a Range header with one byte range (RFC 9110 section 14.1.2). Undefined for anything else, which is
 * then served whole, as the RFC allows: several ranges, other units, nonsense.
 */
export function parseRange(header: string | undefined): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (!match) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "") return last === "" ? undefined : { suffix: clamp(last) };
  const start = clamp(first);
  const end = last === "" ? undefined : clamp(last);
  return end !== undefined && end < start ? undefined : { start, end };
}

/** True for a range that a player asks for when it seeks, rather than when it starts. */
export function isBeyondStart(range: ByteRange | undefined): boolean {
  return range !== undefined && "start" in range && range.start > 0;
}

function clamp(digits: string): number {
  return Math.min(Number(digits), Number.MAX_SAFE_INTEGER);
}
