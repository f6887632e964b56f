import { contentBounds } from "./blanks.ts";

/** One line of a playlist and the line break that ends it: `\n`, `\r\n`, `\r`, or nothing at the end of the text. */
export interface PlaylistLine {
  readonly text: string;
  readonly lineBreak: string;
}

/** One attribute of a tag's attribute list; `start` and `end` bound the value, without its quotes, in the line. */
export interface TagAttribute {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Its first quote is closed by none: some players take that quote for a letter of the value, some do not. */
  readonly lacksQuote: boolean;
}

/** Splits a playlist so that joining texts and line breaks gives back every byte (RFC 8216bis section 4.1). */
export function* readLines(playlist: string): Generator<PlaylistLine> {
  let position = 0;
  for (const { 0: lineBreak, index } of playlist.matchAll(/\r\n?|\n/g)) {
    yield { text: playlist.slice(position, index), lineBreak };
    position = index + lineBreak.length;
  }
  if (position < playlist.length) yield { text: playlist.slice(position), lineBreak: "" };
}

/** The name of a tag, without `#`: `EXT-X-KEY`; undefined for comments, URIs and blank lines (section 4.1). */
export function tagName(line: string): string | undefined {
  if (!line.startsWith("#EXT")) return undefined;
  const colon = line.indexOf(":");
  return line.slice(1, colon === -1 ? undefined : colon).trimEnd();
}

/** Where the URI of a line stands, outer blanks left out; undefined for tags, comments and blank lines. */
export function uriBounds(line: string): { readonly start: number; readonly end: number } | undefined {
  const { start, end } = contentBounds(line);
  const first = line[start] === "\uFEFF" ? line[start + 1] : line[start];
  return start === end || first === "#" ? undefined : { start, end };
}

/**
 * The attributes of a tag line (section 4.2), read as leniently as players do: unquoted values, blanks after commas
 * and a missing last quote are accepted. Linear in the length of the line.
 */
export function* readAttributes(line: string): Generator<TagAttribute> {
  const colon = line.indexOf(":");
  let position = colon === -1 ? line.length : colon + 1;
  for (;;) {
    const equals = line.indexOf("=", position);
    if (equals === -1) return;
    const before = line.slice(position, equals);
    const name = before.slice(before.lastIndexOf(",") + 1).trim();
    const quoted = line[equals + 1] === '"';
    const start = equals + (quoted ? 2 : 1);
    const end = endOf(line, quoted ? '"' : ",", start);
    yield { name, value: line.slice(start, end), start, end, lacksQuote: quoted && end === line.length };
    position = quoted ? end + 1 : end;
  }
}

/** The value of the first attribute of that name. */
export function attributeValue(line: string, name: string): string | undefined {
  for (const attribute of readAttributes(line)) if (attribute.name === name) return attribute.value;
  return undefined;
}

function endOf(line: string, terminator: string, start: number): number {
  const end = line.indexOf(terminator, start);
  return end === -1 ? line.length : end;
}
