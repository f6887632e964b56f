import { decodeUtf8 } from "../bytes/utf8.ts";
import { readFloat } from "./float.ts";
import { MAX_CBOR_BYTES, MAX_CBOR_DEPTH, MAX_CBOR_ITEMS } from "./limits.ts";
import { CborProblem, type CborProblemCode } from "./problem.ts";
import { CborFloat, CborTag, type CborValue } from "./value.ts";

const TWO_32 = 2 ** 32;
const FEW_ELEMENTS = 16;

/** Where real tokens differ from deterministic encoding. Nothing is on by default. */
export interface CborReadings {
  /** Integers and lengths may be longer than they must be (cbor-x writes map lengths in two bytes). */
  readonly longNumbers?: boolean;
}

const STRICT: CborReadings = {};

/**
 * Reads exactly one CBOR item (RFC 8949), in one pass, as CTA-5007-B wants it: definite lengths, integers and lengths in
 * their shortest form, no key twice, keys only integers and text, no NaN and no negative zero. Maps may be in any
 * order, and floats in any width, because issuers write both. Byte strings are views into `bytes`. Limits: limits.ts.
 * Never throws: whatever else the bytes are, the answer is a CborProblem.
 */
export function decodeCbor(bytes: Uint8Array, readings = STRICT): CborValue | CborProblem {
  if (bytes.length > MAX_CBOR_BYTES) return new CborProblem("too-long", 0);
  const reader = new Reader(bytes, readings.longNumbers === true);
  const value = reader.item(0);
  if (reader.problem !== undefined) return new CborProblem(reader.problem, reader.at);
  return reader.at === bytes.length ? value : new CborProblem("trailing-bytes", reader.at);
}

/** A cursor. The first problem stays in `problem`; after it every answer is meaningless, so callers look after each item. */
class Reader {
  readonly bytes: Uint8Array;
  readonly longNumbers: boolean;
  at = 0;
  items = 0;
  problem: CborProblemCode | undefined = undefined;

  constructor(bytes: Uint8Array, longNumbers: boolean) {
    this.bytes = bytes;
    this.longNumbers = longNumbers;
  }

  item(depth: number): CborValue {
    if (this.at >= this.bytes.length) return this.fail("truncated");
    this.items += 1;
    if (this.items > MAX_CBOR_ITEMS) return this.fail("too-many-items");
    const initial = this.bytes[this.at] ?? 0;
    this.at += 1;
    const major = initial >> 5;
    const info = initial & 31;
    if (major === 7) return this.simpleOrFloat(info);
    const argument = info < 24 ? info : this.argument(info);
    if (this.problem !== undefined) return undefined;
    if (major === 0) return argument <= Number.MAX_SAFE_INTEGER ? argument : this.lastUint64();
    if (major === 1) return argument < Number.MAX_SAFE_INTEGER ? -1 - argument : -1n - this.lastUint64();
    return major < 4 ? this.string(major, argument) : this.container(major, argument, depth + 1);
  }

  /** An argument behind the initial byte. From 2^53 on the answer is rounded, and stays at or above 2^53. */
  argument(info: number): number {
    if (info > 27) return this.failNumber(info === 31 ? "indefinite-length" : "reserved");
    const at = this.at;
    const width = 1 << (info - 24);
    if (at + width > this.bytes.length) return this.failNumber("truncated");
    this.at = at + width;
    const bytes = this.bytes;
    if (width === 1) return this.shortest(bytes[at] ?? 0, 24);
    if (width === 2) return this.shortest(((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0), 0x100);
    const high = this.uint32(at);
    if (width === 4) return this.shortest(high, 0x10000);
    return this.shortest(high * TWO_32 + this.uint32(at + 4), TWO_32);
  }

  shortest(argument: number, least: number): number {
    return argument >= least || this.longNumbers ? argument : this.failNumber("not-shortest");
  }

  uint32(at: number): number {
    const { bytes } = this;
    const low = ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    return (bytes[at] ?? 0) * 0x1000000 + low;
  }

  /** The argument of eight bytes that has just been read, exactly. */
  lastUint64(): bigint {
    return (BigInt(this.uint32(this.at - 8)) << 32n) | BigInt(this.uint32(this.at - 4));
  }

  string(major: number, length: number): CborValue {
    const start = this.at;
    const end = start + length;
    if (end > this.bytes.length) return this.fail("length-bomb");
    this.at = end;
    if (major === 2) return this.bytes.subarray(start, end);
    return decodeUtf8(this.bytes, start, end) ?? this.fail("invalid-utf8");
  }

  container(major: number, count: number, depth: number): CborValue {
    if (depth > MAX_CBOR_DEPTH) return this.fail("too-deep");
    if (major === 6) return this.tag(count, depth);
    // Before anything is allocated: an item takes a byte at least.
    if ((major === 5 ? 2 * count : count) > this.bytes.length - this.at) return this.fail("length-bomb");
    return major === 5 ? this.map(count, depth) : this.array(count, depth);
  }

  array(count: number, depth: number): CborValue {
    // At its length at once: an array that grows takes room for 17. Not more, as nothing may follow.
    const elements = new Array<CborValue>(Math.min(count, FEW_ELEMENTS));
    for (let index = 0; index < count; index += 1) {
      elements[index] = this.item(depth);
      if (this.problem !== undefined) return undefined;
    }
    return elements;
  }

  map(count: number, depth: number): CborValue {
    const entries = new Map<number | string, CborValue>();
    for (let index = 0; index < count; index += 1) {
      const key = this.item(depth);
      if (this.problem !== undefined) return undefined;
      if (typeof key !== "number" && typeof key !== "string") return this.fail("key-type");
      const value = this.item(depth);
      if (this.problem !== undefined) return undefined;
      entries.set(key, value);
      // Cheaper than asking before: a key that was there does not make the map grow.
      if (entries.size === index) return this.fail("duplicate-key");
    }
    return entries;
  }

  tag(tag: number, depth: number): CborValue {
    if (tag > Number.MAX_SAFE_INTEGER) return this.fail("tag-number");
    const value = this.item(depth);
    return this.problem === undefined ? new CborTag(tag, value) : undefined;
  }

  simpleOrFloat(info: number): CborValue {
    if (info >= 25 && info <= 27) return this.float(1 << (info - 24));
    if (info === 20) return false;
    if (info === 21) return true;
    if (info === 22) return null;
    if (info === 23) return undefined;
    if (info === 31) return this.fail("indefinite-length");
    return this.fail(info > 27 ? "reserved" : "simple-value");
  }

  float(width: number): CborValue {
    if (this.at + width > this.bytes.length) return this.fail("truncated");
    const value = readFloat(this.bytes, this.at, width);
    this.at += width;
    if (Number.isNaN(value)) return this.fail("not-a-number");
    return Object.is(value, -0) ? this.fail("negative-zero") : new CborFloat(value);
  }

  fail(problem: CborProblemCode): undefined {
    this.problem = problem;
    return undefined;
  }

  failNumber(problem: CborProblemCode): number {
    this.problem = problem;
    return 0;
  }
}
