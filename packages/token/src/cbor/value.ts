/**
 * One CBOR data item (RFC 8949 section 2) as plain JavaScript. Integers are numbers, and bigints beyond 2^53 - 1; byte
 * strings are views into the bytes that were read, never copies to be changed.
 */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | undefined
  | Uint8Array
  | CborFloat
  | CborTag
  | readonly CborValue[]
  | CborMap;

/** A map with integer and text keys alone (RFC 9052 section 1.5); a key that is there twice is refused by the reader. */
export type CborMap = ReadonlyMap<number | string, CborValue>;

/** A floating-point number. Apart from integers, because `1.0` is not an unsigned integer for a claim that wants one. */
export class CborFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** A tagged item (RFC 8949 section 3.4). */
export class CborTag {
  readonly tag: number;
  readonly value: CborValue;

  constructor(tag: number, value: CborValue) {
    this.tag = tag;
    this.value = value;
  }
}

/** True for a map; what is left of an object then is an array. */
export function isCborMap(value: CborValue): value is CborMap {
  return value instanceof Map;
}
