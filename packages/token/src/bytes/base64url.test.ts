import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decodeBase64url,
  decodePaddedBase64url,
  decodeStandardBase64,
  encodeBase64url,
} from "./base64url.ts";

test("base64url agrees with Node's for all bytes, both ways", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), bytes => {
      const text = encodeBase64url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("base64url"));
      expect(decodeBase64url(text)).toEqual(bytes);
    }),
  );
});

test("one byte string has one text: padding, foreign letters and loose bits are refused", () => {
  for (const text of [
    "A",
    "AB=",
    "AB==",
    "A+",
    "A/",
    "AB",
    "ÄÄ",
    "AA\n",
    "AAB",
    "AAA\u{10041}",
    "AAAŁ",
    "A AA",
  ]) {
    expect(decodeBase64url(text), text).toBeUndefined();
  }
});

test("whatever is read writes the same text again", () => {
  const letter = fc.constantFrom(..."ABCDxyz0189-_+/= \n");
  fc.assert(
    fc.property(fc.string({ unit: letter, maxLength: 12 }), text => {
      const bytes = decodeBase64url(text);
      if (bytes !== undefined) expect(encodeBase64url(bytes)).toBe(text);
    }),
    { numRuns: 2_000 },
  );
});

test("padding is optional where it is allowed: at most two signs, only at the end", () => {
  const read = (text: string) => decodePaddedBase64url(text)?.length;
  expect(["AA", "AA=", "AA==", "AAA=", "AAAA", "AAAA=="].map(read)).toEqual([1, 1, 1, 2, 3, 3]);
  for (const text of ["A==", "AA===", "A=A", "=AA", "AA= ", "AB=="]) expect(read(text), text).toBe(undefined);
});

test("the standard alphabet is read by its own function alone", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
      expect(decodeStandardBase64(Buffer.from(bytes).toString("base64"))).toEqual(bytes);
    }),
  );
  expect(decodeStandardBase64("-_A=")).toBeUndefined();
  expect(decodePaddedBase64url("+/A=")).toBeUndefined();
});

test("texts longer than the scratch buffer are read and written just so", () => {
  for (const length of [6_140, 6_141, 6_142, 6_143, 6_144, 6_145, 20_000]) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 7) % 251);
    const text = encodeBase64url(bytes);
    expect(text).toBe(Buffer.from(bytes).toString("base64url"));
    expect(decodeBase64url(text)).toEqual(bytes);
    expect(decodeBase64url(`é${text.slice(1)}`)).toBeUndefined();
  }
});

test("bytes that were read stay as they are while others are read", () => {
  const kept = Array.from({ length: 500 }, (_, index) =>
    Uint8Array.from({ length: index }, () => index % 256),
  );
  const read = kept.map(bytes => decodeBase64url(encodeBase64url(bytes)));
  expect(read).toEqual(kept);
});
