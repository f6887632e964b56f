import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase64url, encodeBase64url } from "./base64url.ts";

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
  for (const text of ["A", "AB=", "AB==", "A+", "A/", "AB", "ÄÄ", "AA\n", "AAB"]) {
    expect(decodeBase64url(text), text).toBeUndefined();
  }
});
