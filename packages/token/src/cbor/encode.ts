import { ByteWriter } from "../bytes/byte-writer.ts";
import { compareBytes } from "../bytes/compare.ts";
import { encodeUtf8 } from "../bytes/utf8.ts";
import { floatBytes } from "./float.ts";
import { MAX_CBOR_DEPTH } from "./limits.ts";
import { CborFloat, type CborMap, CborTag, type CborValue, isCborMap } from "./value.ts";

const TWO_32 = 2 ** 32;
const LARGEST = 2n ** 64n - 1n;

const UNSIGNED = 0;
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const TAG = 6;

/**
 * Core deterministic encoding (RFC 8949 4.2.1): one value has one form. Integers, lengths and floats as short as they
 * can be, keys in the order of their bytes. Throws a TypeError for what has no CBOR, or what `decodeCbor` would refuse:
 * fractions that are not a CborFloat, integers beyond 64 bits, NaN, -0, lone surrogates, nesting past the limit.
 */
export function encodeCbor(value: CborValue): Uint8Array {
  const writer = new ByteWriter();
  write(writer, value, 0);
  return writer.written();
}

function write(writer: ByteWriter, value: CborValue, depth: number): void {
  if (depth > MAX_CBOR_DEPTH) throw new TypeError(`CBOR nested more than ${MAX_CBOR_DEPTH} deep`);
  if (typeof value === "number" || typeof value === "bigint") writeInteger(writer, value);
  else if (typeof value === "string") writeText(writer, value);
  else if (typeof value === "boolean") writer.byte(value ? 0xf5 : 0xf4);
  else if (value === null) writer.byte(0xf6);
  else if (value === undefined) writer.byte(0xf7);
  else if (value instanceof Uint8Array) {
    writeHead(writer, BYTES, value.length);
    writer.bytes(value);
  } else if (value instanceof CborFloat) writeFloat(writer, value.value);
  else writeContainer(writer, value, depth + 1);
}

function writeContainer(
  writer: ByteWriter,
  value: CborTag | CborMap | readonly CborValue[],
  depth: number,
): void {
  if (value instanceof CborTag) {
    if (!Number.isSafeInteger(value.tag) || value.tag < 0)
      throw new TypeError("a CBOR tag is a whole number");
    writeHead(writer, TAG, value.tag);
    write(writer, value.value, depth);
  } else if (isCborMap(value)) writeMap(writer, value, depth);
  else if (Array.isArray(value)) {
    writeHead(writer, ARRAY, value.length);
    for (const element of value) write(writer, element, depth);
  } else throw new TypeError("not a CBOR value");
}

function writeMap(writer: ByteWriter, map: CborMap, depth: number): void {
  writeHead(writer, MAP, map.size);
  const entries = [...map].map(([key, value]) => ({ key: encodeKey(key), value }));
  entries.sort((left, right) => compareBytes(left.key, right.key));
  for (const { key, value } of entries) {
    writer.bytes(key);
    write(writer, value, depth);
  }
}

function encodeKey(key: number | string): Uint8Array {
  const writer = new ByteWriter();
  if (typeof key === "string") writeText(writer, key);
  else writeInteger(writer, key);
  return writer.written();
}

function writeInteger(writer: ByteWriter, value: number | bigint): void {
  if (typeof value === "number" && !Number.isSafeInteger(value))
    throw new TypeError("a number in CBOR is a whole number below 2^53; other numbers are a CborFloat");
  if (value >= 0) writeHead(writer, UNSIGNED, value);
  else writeHead(writer, NEGATIVE, typeof value === "number" ? -1 - value : -1n - value);
}

function writeText(writer: ByteWriter, text: string): void {
  const bytes = encodeUtf8(text);
  if (bytes === undefined) throw new TypeError("a text with a lone surrogate has no CBOR");
  writeHead(writer, TEXT, bytes.length);
  writer.bytes(bytes);
}

function writeFloat(writer: ByteWriter, value: number): void {
  if (Number.isNaN(value) || Object.is(value, -0))
    throw new TypeError("NaN and -0 have no deterministic CBOR");
  const bytes = floatBytes(value);
  writer.byte(0xe0 | (bytes.length === 2 ? 25 : bytes.length === 4 ? 26 : 27));
  writer.bytes(bytes);
}

function writeHead(writer: ByteWriter, major: number, argument: number | bigint): void {
  if (argument > LARGEST) throw new TypeError("an integer beyond 64 bits has no CBOR");
  const initial = major << 5;
  if (argument < 24) writer.byte(initial | Number(argument));
  else if (argument < 0x100) writeUnsigned(writer, initial | 24, Number(argument), 1);
  else if (argument < 0x10000) writeUnsigned(writer, initial | 25, Number(argument), 2);
  else if (argument < TWO_32) writeUnsigned(writer, initial | 26, Number(argument), 4);
  else {
    const wide = BigInt(argument);
    writeUnsigned(writer, initial | 27, Number(wide >> 32n), 4);
    writeUnsigned(writer, undefined, Number(wide & 0xffffffffn), 4);
  }
}

/** `initial` if there is one, and `argument` in `width` bytes, most significant first. */
function writeUnsigned(
  writer: ByteWriter,
  initial: number | undefined,
  argument: number,
  width: number,
): void {
  if (initial !== undefined) writer.byte(initial);
  for (let shift = 8 * (width - 1); shift >= 0; shift -= 8) writer.byte((argument >>> shift) & 0xff);
}
