import { normalisePath } from "../lib/path.ts";

/** Addresses that are remembered; a stream's segments for all its viewers are one each. */
const MEMORY = 4_096;
/** Longer ones are nobody's segments. */
const LONGEST_REMEMBERED = 512;

const PREFIX = "/s/";
/** A handle as it is made: 62 characters of base64url, which need no look at what they decode to. */
const HANDLE = /^[\w-]{62}$/;
const HANDLE_END = PREFIX.length + 62;

/** An address under a session: `/s/{handle}/{app}/{stream}/…`, judged and taken apart. */
export interface SessionAddress {
  readonly handle: string;
  /** Those behind the handle; the same array for the same address, whoever asks. */
  readonly segments: readonly string[];
  readonly trailingSlash: boolean;
}

/** Reads an undecoded path; undefined for one that must be taken apart with all care, or is none under a session. */
export type ReadSessionAddress = (path: string) => SessionAddress | undefined;

type Tail = Omit<SessionAddress, "handle">;

/**
 * Takes addresses under sessions apart, and what stands behind the handle once for all viewers. Paths that could carry a
 * token, or be read in two ways, are left to the caller.
 */
export function createSessionAddresses(): ReadSessionAddress {
  const tails = new Map<string, Tail>();

  const read = (text: string): Tail | undefined => {
    const path = normalisePath(text);
    if (!path.ok || path.segments.some(segment => segment.includes(";"))) return undefined;
    const tail = { segments: path.segments, trailingSlash: path.trailingSlash };
    if (text.length <= LONGEST_REMEMBERED) {
      if (tails.size >= MEMORY) tails.clear();
      tails.set(text, tail);
    }
    return tail;
  };

  return path => {
    if (!path.startsWith(PREFIX) || path[HANDLE_END] !== "/") return undefined;
    const handle = path.slice(PREFIX.length, HANDLE_END);
    if (!HANDLE.test(handle)) return undefined;
    const text = path.slice(HANDLE_END);
    const tail = tails.get(text) ?? read(text);
    return tail && { handle, segments: tail.segments, trailingSlash: tail.trailingSlash };
  };
}
