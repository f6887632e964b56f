import { sameBytes } from "../bytes/compare.ts";
import { decodeHex, encodeHex } from "../bytes/hex.ts";
import { encodeUtf8 } from "../bytes/utf8.ts";
import type { CborMap, CborValue } from "../cbor/value.ts";
import { sha256 } from "../hash/sha256.ts";
import { sha512Slash256 } from "../hash/sha512-256.ts";
import { isMalformed, type Json, type Malformed } from "./claim.ts";
import { type RegexMatch, readRegexMatch } from "./regex-match.ts";
import { isCborMap, isJsonObject, malformed, unsupported } from "./shapes.ts";

const HASH_BYTES = 32;

/** What a text must be, for catu and cath (CTA-5007-B 4.6.10). All that is there must hold. */
export interface TextMatch {
  exact?: string;
  prefix?: string;
  suffix?: string;
  contains?: string;
  regex?: RegexMatch;
  sha256?: Uint8Array;
  "sha512-256"?: Uint8Array;
}

type Kind = keyof TextMatch;
type TextKind = "exact" | "prefix" | "suffix" | "contains";

const labels: Readonly<Record<Kind, number>> = {
  exact: 0,
  prefix: 1,
  suffix: 2,
  contains: 3,
  regex: 4,
  sha256: -1,
  "sha512-256": -2,
};
const kinds = new Map<number | string, Kind>();
for (const kind of ["exact", "prefix", "suffix", "contains", "regex", "sha256", "sha512-256"] as const) {
  kinds.set(labels[kind], kind);
}
const kindNames: ReadonlySet<string> = new Set(kinds.values());

/** True when the text meets every kind; undefined where a regex is too much work to say so, which must refuse. */
export function matchesText(match: TextMatch, text: string): boolean | undefined {
  if (match.exact !== undefined && text !== match.exact) return false;
  if (match.prefix !== undefined && !text.startsWith(match.prefix)) return false;
  if (match.suffix !== undefined && !text.endsWith(match.suffix)) return false;
  if (match.contains !== undefined && !text.includes(match.contains)) return false;
  if (!hashesMatch(match, text)) return false;
  return match.regex === undefined || match.regex.matches(text);
}

function hashesMatch(match: TextMatch, text: string): boolean {
  const short = match.sha256;
  const long = match["sha512-256"];
  if (short === undefined && long === undefined) return true;
  if (short !== undefined && !isHash(short, "sha256", text)) return false;
  return long === undefined || isHash(long, "sha512-256", text);
}

/** A token may ask for sixty hashes of one long URL: each is computed once for as many texts as a URL has parts. */
const KEPT_HASHES = 16;
const hashes = new Map<string, Uint8Array>();

function isHash(wanted: Uint8Array, kind: "sha256" | "sha512-256", text: string): boolean {
  const name = `${kind} ${text}`;
  const known = hashes.get(name);
  if (known) return sameBytes(wanted, known);
  const bytes = encodeUtf8(text);
  if (bytes === undefined) return false;
  const hash = kind === "sha256" ? sha256(bytes) : sha512Slash256(bytes);
  if (hashes.size >= KEPT_HASHES) hashes.clear();
  hashes.set(name, hash);
  return sameBytes(wanted, hash);
}

/** Reads a match map, at least one kind; a kind that is not known refuses. */
export function parseTextMatch(value: CborValue): TextMatch | Malformed {
  if (!isCborMap(value) || value.size === 0) return malformed("a match is a map with at least one kind");
  const match: TextMatch = {};
  for (const [label, wanted] of value) {
    const kind = kinds.get(label);
    if (kind === undefined) return unsupported(`match kind ${label} is not known`);
    const problem = add(match, kind, wanted);
    if (problem !== undefined) return problem;
  }
  return match;
}

/** From `{"prefix": "/live/"}`; hashes are hexadecimal. */
export function textMatchFromJson(json: Json): TextMatch | Malformed {
  if (!isJsonObject(json)) return malformed("a match is an object");
  const match: TextMatch = {};
  const entries = Object.entries(json);
  if (entries.length === 0) return malformed("a match names at least one kind");
  for (const [kind, wanted] of entries) {
    if (!isKind(kind)) return unsupported(`match kind ${kind} is not known`);
    const isHash = kind === "sha256" || kind === "sha512-256";
    const value = isHash && typeof wanted === "string" ? decodeHex(wanted) : wanted;
    const problem = add(match, kind, value);
    if (problem !== undefined) return problem;
  }
  return match;
}

export function textMatchToJson(match: TextMatch): Json {
  const json: Record<string, Json> = {};
  for (const kind of kinds.values()) {
    const wanted = match[kind];
    if (wanted === undefined) continue;
    if (typeof wanted === "string") json[kind] = wanted;
    else json[kind] = wanted instanceof Uint8Array ? encodeHex(wanted) : [wanted.pattern, ...wanted.groups];
  }
  return json;
}

export function encodeTextMatch(match: TextMatch): CborMap {
  const map = new Map<number, CborValue>();
  for (const kind of kinds.values()) {
    const wanted = match[kind];
    if (wanted === undefined) continue;
    const isPlain = typeof wanted === "string" || wanted instanceof Uint8Array;
    map.set(labels[kind], isPlain ? wanted : [wanted.pattern, ...wanted.groups]);
  }
  return map;
}

function isKind(name: string): name is Kind {
  return kindNames.has(name);
}

function add(match: TextMatch, kind: Kind, wanted: unknown): Malformed | undefined {
  if (kind === "regex") {
    const regex = readRegexMatch(wanted);
    if (isMalformed(regex)) return regex;
    match.regex = regex;
    return undefined;
  }
  return kind === "sha256" || kind === "sha512-256"
    ? addHash(match, kind, wanted)
    : addText(match, kind, wanted);
}

function addHash(match: TextMatch, kind: "sha256" | "sha512-256", wanted: unknown): Malformed | undefined {
  if (!(wanted instanceof Uint8Array) || wanted.length !== HASH_BYTES)
    return malformed(`${kind} is ${HASH_BYTES} bytes`);
  match[kind] = wanted;
  return undefined;
}

function addText(match: TextMatch, kind: TextKind, wanted: unknown): Malformed | undefined {
  if (typeof wanted !== "string") return malformed(`${kind} is a text`);
  match[kind] = wanted;
  return undefined;
}
