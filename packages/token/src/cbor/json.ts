import { decodeHex, encodeHex } from "../bytes/hex.ts";
import { isMalformed, type Json, type Malformed } from "../cat/claim.ts";
import { MAX_CBOR_DEPTH } from "./limits.ts";
import { CborFloat, type CborMap, CborTag, type CborValue, isCborMap } from "./value.ts";

const INTEGER = /^-?[0-9]{1,20}$/;
const LARGEST = 2n ** 64n - 1n;

/**
 * A CBOR value as JSON, nothing lost. Numbers with a fraction, texts, arrays, true, false and null stand for themselves.
 * `{"$hex": "00ff"}` is a byte string, `{"$tag": 52, "value": …}` a tagged item, `{"$map": [[key, value], …]}` a map,
 * `{"$float": 1}` a float without a fraction (or "Infinity", "-Infinity"), `{"$int": "18446744073709551615"}` an
 * integer beyond 2^53 - 1, and `{"$undefined": true}` undefined.
 */
export function cborToJson(value: CborValue): Json {
  if (typeof value === "bigint") return { $int: value.toString() };
  if (value === undefined) return { $undefined: true };
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Uint8Array) return { $hex: encodeHex(value) };
  if (value instanceof CborFloat) return floatToJson(value.value);
  if (value instanceof CborTag) return { $tag: value.tag, value: cborToJson(value.value) };
  if (isCborMap(value)) return { $map: [...value].map(([key, member]) => [key, cborToJson(member)]) };
  return value.map(cborToJson);
}

function floatToJson(value: number): Json {
  if (!Number.isFinite(value)) return { $float: value > 0 ? "Infinity" : "-Infinity" };
  return Number.isInteger(value) ? { $float: value } : value;
}

/** The inverse of `cborToJson`. An object that is none of its forms is malformed, and so is what `encodeCbor` would not write. */
export function cborFromJson(json: Json): CborValue | Malformed {
  return fromJson(json, 0);
}

function fromJson(json: Json, depth: number): CborValue | Malformed {
  if (depth > MAX_CBOR_DEPTH) return { malformed: `nested more than ${MAX_CBOR_DEPTH} deep` };
  if (typeof json === "number") return fromNumber(json);
  if (typeof json === "string") return json.isWellFormed() ? json : { malformed: "a lone surrogate" };
  if (json === null || typeof json === "boolean") return json;
  return isList(json) ? fromList(json, depth) : fromObject(json, depth);
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function fromNumber(value: number): CborValue | Malformed {
  if (Object.is(value, -0) || Number.isNaN(value)) return { malformed: "-0 and NaN are not CBOR numbers" };
  if (Number.isSafeInteger(value)) return value;
  if (Number.isInteger(value) || !Number.isFinite(value))
    return { malformed: "a number this large is written as $float or $int" };
  return new CborFloat(value);
}

function fromList(list: readonly Json[], depth: number): CborValue[] | Malformed {
  const values: CborValue[] = [];
  for (const element of list) {
    const value = fromJson(element, depth + 1);
    if (isMalformed(value)) return value;
    values.push(value);
  }
  return values;
}

function fromObject(object: { readonly [key: string]: Json }, depth: number): CborValue | Malformed {
  const form = Object.keys(object).toSorted().join();
  switch (form) {
    case "$hex":
      return fromHex(object.$hex);
    case "$float":
      return fromFloat(object.$float);
    case "$int":
      return fromInteger(object.$int);
    case "$map":
      return fromPairs(object.$map, depth);
    case "$tag,value":
      return fromTag(object.$tag, object.value ?? null, depth);
    case "$undefined":
      return object.$undefined === true ? undefined : { malformed: "$undefined is true" };
    default:
      return { malformed: "an object is one of $hex, $float, $int, $map, $tag with value, $undefined" };
  }
}

function fromHex(hex: Json | undefined): CborValue | Malformed {
  const bytes = typeof hex === "string" ? decodeHex(hex) : undefined;
  return bytes ?? { malformed: "$hex holds hexadecimal digits in pairs" };
}

function fromFloat(value: Json | undefined): CborValue | Malformed {
  if (value === "Infinity") return new CborFloat(Number.POSITIVE_INFINITY);
  if (value === "-Infinity") return new CborFloat(Number.NEGATIVE_INFINITY);
  if (typeof value === "number" && Number.isFinite(value) && !Object.is(value, -0))
    return new CborFloat(value);
  return { malformed: "$float is a number other than -0, or Infinity or -Infinity as text" };
}

function fromInteger(text: Json | undefined): CborValue | Malformed {
  if (typeof text !== "string" || !INTEGER.test(text)) return { malformed: "$int holds digits as text" };
  const value = BigInt(text);
  if (value > LARGEST || value < -LARGEST - 1n) return { malformed: "$int has at most 64 bits" };
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function fromTag(tag: Json | undefined, value: Json, depth: number): CborValue | Malformed {
  if (typeof tag !== "number" || !Number.isSafeInteger(tag) || tag < 0 || Object.is(tag, -0))
    return { malformed: "$tag is a whole number" };
  const inner = fromJson(value, depth + 1);
  return isMalformed(inner) ? inner : new CborTag(tag, inner);
}

function fromPairs(pairs: Json | undefined, depth: number): CborMap | Malformed {
  if (pairs === undefined || !isList(pairs)) return { malformed: "$map is a list of pairs" };
  const map = new Map<number | string, CborValue>();
  for (const pair of pairs) {
    if (!isList(pair) || pair.length !== 2) return { malformed: "$map is a list of pairs" };
    const key = fromJson(pair[0] ?? null, depth + 1);
    const value = fromJson(pair[1] ?? null, depth + 1);
    if (isMalformed(value)) return value;
    if (typeof key !== "number" && typeof key !== "string")
      return { malformed: "a key is an integer or text" };
    if (map.has(key)) return { malformed: "a key is there twice" };
    map.set(key, value);
  }
  return map;
}
