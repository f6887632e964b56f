import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { sha256 } from "./sha256.ts";
import { sha512Slash256 } from "./sha512-256.ts";

describe.each([
  ["sha256", sha256],
  ["sha512-256", sha512Slash256],
] as const)("%s", (name, hash) => {
  test("is what node:crypto says for every length over three blocks", () => {
    for (let length = 0; length < 390; length += 1) {
      const data = Uint8Array.from({ length }, (_, index) => (index * 7 + length) & 255);
      expect(Buffer.from(hash(data)).toString("hex")).toBe(createHash(name).update(data).digest("hex"));
    }
  });
});
