import type { Origin, OriginRequest } from "../origin.ts";

/**
 * The key of a whole segment: its path and, for origins that are sent it, its query, which holds no credential any more.
 * Without a query it is the path itself.
 */
export function wholeKeyOf(origin: Pick<Origin, "kind">, { path, query }: OriginRequest): string {
  // No path has a question mark in it.
  return origin.kind === "http" && query !== undefined ? `${path}?${query}` : path;
}

/** The part that a bounded range of at most `limitBytes` asks for, `0-999`: behind a whole key and a NUL, its key. */
export function partOf({ range, method }: OriginRequest, limitBytes: number): string | undefined {
  if (method !== "GET" || range === undefined || "suffix" in range || range.end === undefined)
    return undefined;
  return range.end - range.start < limitBytes ? `${range.start}-${range.end}` : undefined;
}

/** Whether many may be given the same answer: no conditions of one client, and a whole or a part that is kept as such. */
export function isPlain(request: OriginRequest, part: string | undefined): boolean {
  const { method, range, ifNoneMatch, ifRange } = request;
  if (method !== "GET" || ifNoneMatch !== undefined || ifRange !== undefined) return false;
  return range === undefined || part !== undefined;
}
