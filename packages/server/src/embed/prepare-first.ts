import type { DenyReason } from "@sluice/policy";
import type { Prepared } from "../access/question.ts";
import type { VerifiedToken } from "../access/verified-token.ts";
import type { LocatedStream } from "../registry/application.ts";
import type { PlayFormat } from "./play-formats.ts";

/** What the page's door needs of an entry's head. */
export interface OpenedHead {
  readonly path: string;
  readonly peakBitsPerSecond: number | undefined;
}

/** An entry's head, and the format whose entry it is. */
export interface OpenedFormat {
  readonly format: PlayFormat;
  readonly head: OpenedHead;
}

/** The gateway's prepare: the origin's head, with nothing spent. */
export type PrepareEntry = (target: {
  stream: LocatedStream;
  token: VerifiedToken | undefined;
  rest: string;
  query: undefined;
  range: undefined;
}) => Promise<Prepared<OpenedHead>>;

/** What is wrong with this entry, and may be right with the next. */
const MISSING: ReadonlySet<DenyReason> = new Set([
  "media-not-found",
  "media-type-refused",
  "stream-offline",
  "origin-bad-manifest",
  "origin-error",
]);

/**
 * The first of the formats whose media is there. A use is spent behind this, so one that is missing costs nobody his
 * token. Where none is there, the first one says why.
 */
export async function prepareFirst(
  prepareEntry: PrepareEntry,
  { stream, token }: { readonly stream: LocatedStream; readonly token: VerifiedToken | undefined },
  formats: readonly PlayFormat[],
): Promise<Prepared<OpenedFormat>> {
  let missing: Prepared<OpenedFormat> = { unavailable: "media-not-found" };
  for (const [index, format] of formats.entries()) {
    const rest = stream.entries[format];
    if (rest === undefined) continue;
    const prepared = await prepareEntry({ stream, token, rest, query: undefined, range: undefined });
    if ("ready" in prepared) return { ready: { format, head: prepared.ready } };
    if ("instead" in prepared) return { instead: { format, head: prepared.instead } };
    if (index === 0) missing = prepared;
    if (!MISSING.has(prepared.unavailable)) return prepared;
  }
  return missing;
}
