import type { ByteRange } from "./origin.ts";

/** A range that lies inside the whole: offsets in bytes, both inclusive. */
export interface ResolvedRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The part of `totalBytes` that a range asks for; undefined when there is none (RFC 9110 section 14.1.2). Any number is
 * safe: what is too large, fractional or not a number either ends at the last byte or selects nothing.
 */
export function resolveRange(range: ByteRange, totalBytes: number): ResolvedRange | undefined {
  if ("suffix" in range) {
    const length = Math.min(Math.floor(range.suffix), totalBytes);
    return length >= 1 ? { start: totalBytes - length, end: totalBytes - 1 } : undefined;
  }
  const start = Math.floor(range.start);
  const end = Math.min(Math.floor(range.end ?? totalBytes - 1), totalBytes - 1);
  return start >= 0 && start <= end ? { start, end } : undefined;
}

/** The value of `Content-Range` for a part (RFC 9110 section 14.4). */
export function contentRange({ start, end }: ResolvedRange, totalBytes: number): string {
  return `bytes ${start}-${end}/${totalBytes}`;
}

/** The value of `Range` that asks an origin for the same part; undefined for what cannot be written. */
export function rangeHeader(range: ByteRange): string | undefined {
  if ("suffix" in range) return isOffset(range.suffix) ? `bytes=-${range.suffix}` : undefined;
  if (!isOffset(range.start)) return undefined;
  if (range.end === undefined || !isOffset(range.end)) return `bytes=${range.start}-`;
  return range.end >= range.start ? `bytes=${range.start}-${range.end}` : undefined;
}

function isOffset(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
