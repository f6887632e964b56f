import { decodeUtf8 } from "../bytes/utf8.ts";
import type { Json } from "../cat/claim.ts";

/** Objects and arrays inside one another; deeper JSON is refused before it is parsed. */
export const MAX_JSON_DEPTH = 16;

/** A JSON object as it was read. A member called `__proto__` is a member like any other. */
export interface JsonObject {
  readonly [name: string]: Json;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Reads a JSON object (RFC 8259) in UTF-8, and undefined for everything else. A member name that occurs twice is refused
 * (RFC 7519 section 4 leaves the choice, and JSON.parse would take the last), as is nesting beyond MAX_JSON_DEPTH.
 */
export function parseJsonObject(bytes: Uint8Array): JsonObject | undefined {
  const value = parseJson(bytes);
  return isJsonObject(value) ? value : undefined;
}

/** The same for any JSON value; undefined is never one. */
export function parseJson(bytes: Uint8Array): Json | undefined {
  const written = countMembers(bytes);
  const text = written < 0 ? undefined : decodeUtf8(bytes);
  if (text === undefined) return undefined;
  try {
    const value: Json = JSON.parse(text);
    // JSON.parse keeps one of two members of the same name: fewer arrive than were written.
    return membersOf(value) === written ? value : undefined;
  } catch {
    return undefined;
  }
}

/** True for what JSON.parse makes of an object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * The colons outside of strings, one for each member; -1 when it is nested too deep. What is read may still be no JSON.
 * Bytes of a letter beyond ASCII are never those of a quote or a bracket.
 */
function countMembers(bytes: Uint8Array): number {
  let members = 0;
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const code = bytes[at] ?? 0;
    if (code === QUOTE) at = endOfString(bytes, at);
    else if (code === COLON) members += 1;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
      if (depth > MAX_JSON_DEPTH) return -1;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
  }
  return members;
}

function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  for (; at < bytes.length; at += 1) {
    const code = bytes[at] ?? 0;
    if (code === QUOTE) break;
    if (code === BACKSLASH) at += 1;
  }
  return at;
}

function membersOf(value: Json | undefined): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  if (isJsonArray(value)) {
    for (const item of value) count += membersOf(item);
    return count;
  }
  for (const name in value) {
    const member = value[name];
    count += typeof member === "object" ? 1 + membersOf(member) : 1;
  }
  return count;
}
