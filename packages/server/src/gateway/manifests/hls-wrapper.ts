import type { ManifestFacts, RewriteContext } from "./manifest.ts";
import { withParameter } from "./parameter.ts";
import { manifestBase } from "./site.ts";

/**
 * Said of a media playlist whose bit rate is unknown. The number steers nothing where there is one variant, except how
 * far ahead a player reads: hls.js divides its buffer size by it, so a number that is too low (1) makes it fetch ten
 * minutes ahead, and one that is too high only gives its usual 30 s. So it is one that few streams exceed.
 */
export const UNKNOWN_BITS_PER_SECOND = 8_000_000;

/**
 * A multivariant playlist with one variant: the media playlist at its address under the session. It answers the entry
 * instead of the media playlist, because players come back to the address a media playlist had each time they refresh
 * it, and the entry's token is spent by then. BANDWIDTH is required (RFC 8216bis section 4.4.6.2). `query` is what the
 * playlist was asked for with, and has to be asked for with again.
 */
export function wrapMediaPlaylist(facts: ManifestFacts, context: RewriteContext, query?: string): string {
  const bitsPerSecond = facts.peakBitsPerSecond ?? UNKNOWN_BITS_PER_SECOND;
  const own =
    context.sessionRoot + manifestBase(context).path + (query === undefined ? "" : `?${inLine(query)}`);
  const address = context.parameter === undefined ? own : withParameter(own, context.parameter);
  return `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=${bitsPerSecond}\n${address}\n`;
}

/** A viewer's query as it can stand in a line of a playlist, where braces would name a variable. */
function inLine(query: string): string {
  return query.replace(/[^!-~]|[{}]/gu, character => encodeURIComponent(character.toWellFormed()));
}
