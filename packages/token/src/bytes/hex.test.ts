import fc from "fast-check";
import { expect, test } from "vitest";
import { compareBytes, sameBytes } from "./compare.ts";
import { decodeHex, encodeHex } from "./hex.ts";

test("hexadecimal agrees with Node's, both ways and in either case", () => {
  fc.assert(
    fc.property(fc.uint8Array(), bytes => {
      const text = encodeHex(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("hex"));
      expect(decodeHex(text)).toEqual(bytes);
      expect(decodeHex(text.toUpperCase())).toEqual(bytes);
    }),
  );
});

test("what is not pairs of digits is undefined", () => {
  for (const text of ["0", "0g", "g0", "0x", " 0", "@0", "`0", "0\u0660", "00 "])
    expect(decodeHex(text), text).toBeUndefined();
});

test("bytes compare as Buffer compares them", () => {
  const few = fc.uint8Array({ maxLength: 3, max: 2 });
  fc.assert(
    fc.property(few, few, (left, right) => {
      expect(Math.sign(compareBytes(left, right))).toBe(Buffer.compare(left, right));
      expect(sameBytes(left, right)).toBe(Buffer.compare(left, right) === 0);
    }),
  );
});
