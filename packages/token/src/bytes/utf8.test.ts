import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "./utf8.ts";

test("every text comes back, short or long, from any place among the bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), fc.nat(5), (text, before) => {
      const bytes = encodeUtf8(text) ?? new Uint8Array();
      const placed = new Uint8Array(before + bytes.length + 3).fill(0xff);
      placed.set(bytes, before);
      expect(decodeUtf8(placed, before, before + bytes.length)).toBe(text);
    }),
  );
});

test("ASCII of each length up to 80 comes back", () => {
  for (let length = 0; length <= 80; length += 1) {
    const text = "0123456789abcdef".repeat(5).slice(0, length);
    expect(decodeUtf8(new TextEncoder().encode(text))).toBe(text);
  }
});

test("what is not well-formed UTF-8 is undefined, at any length", () => {
  const broken = ["ff", "c0af", "eda080", "f4908080", "e28", "e282", "80", "f8888080"];
  for (const hex of broken) {
    for (const before of [0, 10, 100]) {
      const bytes = Uint8Array.of(
        ...new Array(before).fill(0x61),
        ...Buffer.from(hex.padEnd(hex.length + (hex.length % 2), "0"), "hex"),
      );
      expect(decodeUtf8(bytes), hex).toBeUndefined();
    }
  }
});

test("a byte order mark stays, and a lone surrogate has no bytes", () => {
  expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe("\ufeffa");
  expect(encodeUtf8("a\udfff")).toBeUndefined();
});
