import fc from "fast-check";
import { CborFloat, CborTag, type CborValue } from "../cbor/value.ts";

const MOST = Number.MAX_SAFE_INTEGER;
const integer = fc.oneof(
  fc.integer({ min: -300, max: 300 }),
  fc.maxSafeInteger(),
  fc.bigInt({ min: BigInt(MOST) + 1n, max: 2n ** 64n - 1n }),
  fc.bigInt({ min: -(2n ** 64n), max: -BigInt(MOST) - 1n }),
);
const float = fc
  .oneof(fc.double({ noNaN: true }), fc.float({ noNaN: true }), fc.integer())
  .filter(value => !Object.is(value, -0))
  .map(value => new CborFloat(value));
const text = fc.string({ unit: "binary" });
const key = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -30, max: 400 }), text);

/** Any value that CBOR of a token may hold. */
export const arbitraryCbor: fc.Arbitrary<CborValue> = fc.letrec<{ item: CborValue }>(tie => ({
  item: fc.oneof(
    { maxDepth: 4 },
    integer,
    float,
    text,
    fc.uint8Array({ maxLength: 40 }),
    fc.constantFrom(true, false, null, undefined),
    fc.array(tie("item"), { maxLength: 6 }),
    fc.array(fc.tuple(key, tie("item")), { maxLength: 6 }).map(pairs => new Map(pairs)),
    fc.tuple(fc.maxSafeNat(), tie("item")).map(([tag, value]) => new CborTag(tag, value)),
  ),
})).item;
