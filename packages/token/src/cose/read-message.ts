import { encodeUtf8 } from "../bytes/utf8.ts";
import { decodeCbor } from "../cbor/decode.ts";
import { type CborMap, CborTag, type CborValue } from "../cbor/value.ts";
import { type CoseTag, header, tag } from "./labels.ts";
import type { CoseHeaders, CoseMessage } from "./message.ts";
import { scanMessage } from "./scan.ts";

/** Header parameters that may stand in `crit`: each is looked at here. */
const UNDERSTOOD: ReadonlySet<CborValue> = new Set([
  header.alg,
  header.crit,
  header.kid,
  header.iv,
  header.typ,
]);
/** A CBOR tag for JavaScript maps, which older Eyevinn tokens carry. */
export const MAP_TAG = 259;
const NO_HEADERS: CborMap = new Map();
const EMPTY = new Uint8Array();

/** A message, and whether it was written as older Eyevinn tokens are (see CatReadings.taggedMaps). */
export interface ReadMessage {
  readonly message: CoseMessage;
  readonly isOldEyevinn: boolean;
}

/**
 * Reads a COSE_Mac0, COSE_Sign1 or COSE_Encrypt0 (RFC 9052), with the CWT tag in front or without. Undefined for
 * anything else: several tags, COSE_Mac or COSE_Sign, a label in both buckets, a `crit` that asks for what is not
 * understood, a kid that is not bytes, trailing bytes. Accepts lengths that are not in their shortest form only in
 * messages that are marked `isOldEyevinn` for it. Never throws.
 */
export function readMessage(bytes: Uint8Array): ReadMessage | undefined {
  const scanned = scanMessage(bytes);
  if (scanned) return { message: scanned, isOldEyevinn: false };
  const strict = messageOf(decodeCbor(bytes), false);
  if (strict) return { message: strict, isOldEyevinn: false };
  const old = messageOf(decodeCbor(bytes, { longNumbers: true }), true);
  return old && { message: old, isOldEyevinn: true };
}

/** A message that stands as an array or bytes inside a claim (`enc`), already decoded or not. */
export function messageInside(value: CborValue): CoseMessage | undefined {
  return value instanceof Uint8Array ? messageOf(decodeCbor(value), false) : messageOf(value, false);
}

function messageOf(item: unknown, isOld: boolean): CoseMessage | undefined {
  const inner = item instanceof CborTag && item.tag === tag.cwt ? item.value : item;
  const coseTag = inner instanceof CborTag ? coseTagOf(inner.tag) : undefined;
  if (inner instanceof CborTag && coseTag === undefined) return undefined;
  const parts: unknown = inner instanceof CborTag ? inner.value : inner;
  // Without its own tag a message has no other either: 61([...]) says nothing of what it is.
  if (!Array.isArray(parts) || (coseTag === undefined && inner !== item)) return undefined;
  if (coseTag !== undefined && parts.length !== (coseTag === tag.encrypt0 ? 3 : 4)) return undefined;
  return partsOf(parts, coseTag, isOld);
}

function partsOf(
  [rawProtected, rawUnprotected, payload, signature]: readonly unknown[],
  coseTag: CoseTag | undefined,
  isOld: boolean,
): CoseMessage | undefined {
  const text = typeof payload === "string" ? encodeUtf8(payload) : undefined;
  const content = payload instanceof Uint8Array ? payload : text;
  if (!(rawProtected instanceof Uint8Array) || content === undefined) return undefined;
  if (signature !== undefined && !(signature instanceof Uint8Array)) return undefined;
  const inside = protectedMap(rawProtected);
  const outside = isOld ? untagged(rawUnprotected) : rawUnprotected;
  const headers = inside && outside instanceof Map ? headersOf(inside, outside, isOld) : undefined;
  if (!inside || !headers) return undefined;
  return {
    tag: coseTag,
    protectedBytes: inside.size === 0 ? EMPTY : rawProtected,
    headers,
    payload: content,
    payloadIsText: text !== undefined,
    signature,
  };
}

function coseTagOf(found: number): CoseTag | undefined {
  return found === tag.mac0 || found === tag.sign1 || found === tag.encrypt0 ? found : undefined;
}

function protectedMap(bytes: Uint8Array): CborMap | undefined {
  if (bytes.length === 0) return NO_HEADERS;
  const map = decodeCbor(bytes);
  return map instanceof Map ? map : undefined;
}

function untagged(value: unknown): unknown {
  return value instanceof CborTag && value.tag === MAP_TAG ? value.value : value;
}

function headersOf(inside: CborMap, outside: CborMap, isOld: boolean): CoseHeaders | undefined {
  for (const label of inside.keys()) if (outside.has(label)) return undefined;
  if (outside.has(header.crit) || !isCritUnderstood(inside)) return undefined;
  if (inside.has(header.partialIv) || outside.has(header.partialIv)) return undefined;
  const get = (label: number | string) => valueIn(inside.has(label) ? inside : outside, label);
  const kid = get(isOld && outside.has(String(header.kid)) ? String(header.kid) : header.kid);
  const iv = get(header.iv);
  if (!isBytesOrAbsent(kid) || !isBytesOrAbsent(iv)) return undefined;
  return { alg: get(header.alg), algIsProtected: inside.has(header.alg), kid, iv, typ: get(header.typ) };
}

/** A header that is there as `undefined` is not silent: it is null, which is none of what it may be. */
function valueIn(headers: CborMap, label: number | string): CborValue {
  return headers.has(label) ? (headers.get(label) ?? null) : undefined;
}

function isBytesOrAbsent(value: CborValue): value is Uint8Array | undefined {
  return value === undefined || value instanceof Uint8Array;
}

/** RFC 9052 section 3.1: a non-empty array of labels that are all there, in the protected bucket, and understood. */
function isCritUnderstood(inside: CborMap): boolean {
  if (!inside.has(header.crit)) return true;
  const crit = inside.get(header.crit);
  if (!Array.isArray(crit) || crit.length === 0) return false;
  return crit.every(label => UNDERSTOOD.has(label) && inside.has(label));
}
