import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { NodeHmac } from "./node-hmac.ts";

const hashes = fc.constantFrom("sha256" as const, "sha384" as const, "sha512" as const);
const key = fc.uint8Array({ maxLength: 200 });

test("a MAC is the one that createHmac makes, for keys and messages of every length", () => {
  fc.assert(
    fc.property(hashes, key, fc.uint8Array({ maxLength: 300 }), (name, secret, message) => {
      const expected = createHmac(name, secret).update(message).digest("hex");
      expect(Buffer.from(new NodeHmac(name, secret).binary(message), "binary").toString("hex")).toBe(
        expected,
      );
    }),
  );
});

test("a text is its UTF-8, lone surrogates and all that createHmac does with them", () => {
  fc.assert(
    fc.property(hashes, key, fc.string({ unit: "binary" }), (name, secret, message) => {
      const expected = createHmac(name, secret).update(message).digest("binary");
      expect(new NodeHmac(name, secret).binary(message)).toBe(expected);
    }),
  );
});

test("long messages and short ones by turns leave nothing in one another", () => {
  const mac = new NodeHmac("sha256", Uint8Array.of(1, 2, 3));
  for (const length of [8_128, 8_129, 100_000, 0, 1, 8_000, 64, 2_709, 2_710]) {
    for (const message of ["é".repeat(length), "x".repeat(length)]) {
      const expected = createHmac("sha256", Uint8Array.of(1, 2, 3))
        .update(message)
        .digest("binary");
      expect(mac.binary(message)).toBe(expected);
      expect(mac.binary(Buffer.from(message))).toBe(expected);
    }
  }
});
