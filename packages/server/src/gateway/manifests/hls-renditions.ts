import { type PlaylistLine, readAttributes, readLines, tagName, uriBounds } from "./hls-lines.ts";
import type { KeepRendition, Rendition } from "./rendition.ts";

/** A rendition and the lines that offer it, by their place in the playlist. */
export interface OfferedRendition {
  readonly rendition: Rendition;
  readonly lines: readonly number[];
}

/** The decoded path of a URI below the application's root, undefined where it leads elsewhere. */
export type PathOf = (uri: string) => string | undefined;

const ROLES: ReadonlyMap<string, Rendition["role"]> = new Map([
  ["EXT-X-MEDIA", "alternative"],
  ["EXT-X-I-FRAME-STREAM-INF", "trick"],
  ["EXT-X-IMAGE-STREAM-INF", "trick"],
]);

/** Attributes by which a variant names its groups (section 4.4.6.2). */
const GROUPS = ["AUDIO", "VIDEO", "SUBTITLES", "CLOSED-CAPTIONS"];

const NAMES = ["NAME", "STABLE-VARIANT-ID", "STABLE-RENDITION-ID"];

/** What a multivariant playlist offers (RFC 8216bis section 4.4.6), in its order; a media playlist offers nothing. */
export function offeredRenditions(playlist: string, pathOf: PathOf): readonly OfferedRendition[] {
  const offered: OfferedRendition[] = [];
  let variant: { readonly line: string; readonly index: number } | undefined;
  for (const [index, { text }] of [...readLines(playlist)].entries()) {
    const name = tagName(text);
    const role = ROLES.get(name ?? "");
    if (name === "EXT-X-STREAM-INF") variant = { line: text, index };
    else if (role !== undefined) {
      offered.push({ rendition: read(text, role, uriAttribute(text), pathOf), lines: [index] });
    } else if (variant !== undefined) {
      const bounds = uriBounds(text);
      if (bounds === undefined) continue;
      const uri = text.slice(bounds.start, bounds.end);
      offered.push({ rendition: read(variant.line, "stream", uri, pathOf), lines: [variant.index, index] });
      variant = undefined;
    }
  }
  return offered;
}

/** The playlist without the lines of what may not be kept; every other byte stays. */
export function withoutRefused(playlist: string, pathOf: PathOf, keep: KeepRendition): string {
  const refused = new Set(
    offeredRenditions(playlist, pathOf).flatMap(({ rendition, lines }) => (keep(rendition) ? [] : lines)),
  );
  if (refused.size === 0) return playlist;
  const lines: readonly PlaylistLine[] = [...readLines(playlist)];
  return lines.map(({ text, lineBreak }, index) => (refused.has(index) ? "" : text + lineBreak)).join("");
}

function uriAttribute(line: string): string | undefined {
  for (const { name, value } of readAttributes(line)) if (name === "URI") return value;
  return undefined;
}

function read(line: string, role: Rendition["role"], uri: string | undefined, pathOf: PathOf): Rendition {
  const attributes = new Map<string, string>();
  for (const { name, value } of readAttributes(line)) {
    if (!attributes.has(name)) attributes.set(name, value);
  }
  const [width, height] = (attributes.get("RESOLUTION") ?? "").split("x").map(wholeNumber);
  const path = uri === undefined ? undefined : pathOf(uri);
  return {
    role,
    type: attributes.get("TYPE")?.toLowerCase(),
    names: NAMES.flatMap(name => attributes.get(name) ?? []),
    width,
    height,
    codecs: attributes.get("CODECS"),
    groups: groupsOf(attributes),
    bitsPerSecond: wholeNumber(attributes.get("BANDWIDTH")),
    paths: path === undefined ? [] : [path],
  };
}

function groupsOf(attributes: ReadonlyMap<string, string>): readonly string[] | undefined {
  const own = attributes.get("GROUP-ID");
  const groups =
    own === undefined
      ? GROUPS.flatMap(name => (attributes.has(name) ? `${name.toLowerCase()}:${attributes.get(name)}` : []))
      : [`${attributes.get("TYPE")?.toLowerCase()}:${own}`];
  return groups.length > 0 ? groups : undefined;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : undefined;
}
