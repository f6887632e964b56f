import { attributeValue, readLines, tagName, uriBounds } from "./hls-lines.ts";
import type { ManifestFacts } from "./manifest.ts";
import { plausiblePeak } from "./plausible-peak.ts";

/** What is gathered in one pass over a playlist; bit rates in bits per second, 0 while unknown. */
interface Tally {
  variants: number;
  segments: number;
  openParts: number;
  /** Players could tell its lines, or where a URI begins, in two ways. */
  isAmbiguous: boolean;
  isMultivariant: boolean;
  hasMediaTags: boolean;
  hasEnded: boolean;
  targetDurationSeconds: number | undefined;
  peakBitsPerSecond: number;
  awaitsVariant: boolean;
  durationSeconds: number;
  rangeBytes: number;
}

/**
 * Reads what a playlist says about itself (RFC 8216bis section 4). Undefined unless it starts with `#EXTM3U` and is
 * either a multivariant playlist with a variant or a media playlist with a target duration, which may have no segment yet. One
 * whose lines players could tell apart in two ways is none.
 */
export function readHlsFacts(text: string): ManifestFacts | undefined {
  const playlist = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (!/^#EXTM3U[ \t]*(?:[\r\n]|$)/.test(playlist)) return undefined;
  const tally = count(playlist);
  if (tally.isAmbiguous) return undefined;
  if (tally.isMultivariant === tally.hasMediaTags) return undefined;
  return tally.isMultivariant ? multivariantFacts(tally) : mediaFacts(tally);
}

function multivariantFacts({ variants, peakBitsPerSecond }: Tally): ManifestFacts | undefined {
  if (variants === 0) return undefined;
  return {
    kind: "hls-multivariant",
    live: false,
    peakBitsPerSecond: plausiblePeak(peakBitsPerSecond),
    entries: variants,
  };
}

function mediaFacts(tally: Tally): ManifestFacts | undefined {
  const { targetDurationSeconds, peakBitsPerSecond, hasEnded } = tally;
  const entries = tally.segments + tally.openParts;
  if (targetDurationSeconds === undefined) return undefined;
  const peak = plausiblePeak(peakBitsPerSecond);
  return { kind: "hls-media", live: !hasEnded, peakBitsPerSecond: peak, entries, targetDurationSeconds };
}

function count(playlist: string): Tally {
  const tally: Tally = {
    variants: 0,
    segments: 0,
    openParts: 0,
    isAmbiguous: false,
    isMultivariant: false,
    hasMediaTags: false,
    hasEnded: false,
    targetDurationSeconds: undefined,
    peakBitsPerSecond: 0,
    awaitsVariant: false,
    durationSeconds: 0,
    rangeBytes: 0,
  };
  let lastBreak = "";
  for (const { text, lineBreak } of readLines(playlist)) {
    tally.isAmbiguous ||= isAmbiguous(text, lastBreak);
    lastBreak = lineBreak;
    const name = tagName(text);
    if (name !== undefined) countTag(tally, name, text);
    else if (uriBounds(text) !== undefined) countUri(tally);
  }
  return tally;
}

/**
 * True for a line that goes on behind a carriage return without a line feed, that holds a separator of lines or paragraphs
 * (U+2028, U+2029), or whose URI has blanks around it that JavaScript takes off and others do not.
 */
function isAmbiguous(line: string, breakBefore: string): boolean {
  if ((breakBefore === "\r" && line !== "") || /[\u2028\u2029]/.test(line)) return true;
  const bounds = uriBounds(line);
  if (bounds === undefined) return false;
  const uri = line.slice(bounds.start, bounds.end);
  return uri.trim() !== uri;
}

function countUri(tally: Tally): void {
  if (tally.isMultivariant) {
    if (tally.awaitsVariant) tally.variants += 1;
    tally.awaitsVariant = false;
    return;
  }
  tally.segments += 1;
  tally.openParts = 0;
  if (tally.durationSeconds > 0) raisePeak(tally, (tally.rangeBytes * 8) / tally.durationSeconds);
  tally.durationSeconds = 0;
  tally.rangeBytes = 0;
}

function countTag(tally: Tally, name: string, line: string): void {
  switch (name) {
    case "EXT-X-STREAM-INF":
      tally.isMultivariant = true;
      tally.awaitsVariant = true;
      raisePeak(tally, decimal(attributeValue(line, "BANDWIDTH")));
      break;
    case "EXT-X-TARGETDURATION":
      tally.hasMediaTags = true;
      tally.targetDurationSeconds = decimal(tagValue(line)) || undefined;
      break;
    case "EXTINF":
      tally.hasMediaTags = true;
      tally.durationSeconds = decimal(tagValue(line));
      break;
    case "EXT-X-PART":
      if (attributeValue(line, "URI") !== undefined) tally.openParts += 1;
      break;
    case "EXT-X-BYTERANGE":
      tally.rangeBytes = decimal(tagValue(line));
      break;
    case "EXT-X-BITRATE":
      raisePeak(tally, decimal(tagValue(line)) * 1000);
      break;
    case "EXT-X-ENDLIST":
      tally.hasEnded = true;
      break;
    case "EXT-X-PLAYLIST-TYPE":
      if (tagValue(line).trim() === "VOD") tally.hasEnded = true;
      break;
    default:
  }
}

function raisePeak(tally: Tally, bitsPerSecond: number): void {
  if (Number.isFinite(bitsPerSecond))
    tally.peakBitsPerSecond = Math.max(tally.peakBitsPerSecond, Math.ceil(bitsPerSecond));
}

function tagValue(line: string): string {
  return line.slice(line.indexOf(":") + 1);
}

/** The number a text starts with, as in `4.0,title` and `1024@0`; 0 if there is none. */
function decimal(text: string | undefined): number {
  return Number(/^\s*(\d{1,15}(?:\.\d{1,15})?)/.exec(text ?? "")?.[1] ?? 0);
}
