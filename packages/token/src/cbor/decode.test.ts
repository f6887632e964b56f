import { expect, test } from "vitest";
import { decodeCbor } from "./decode.ts";
import { CborFloat } from "./value.ts";

test("integers, texts and maps are read, in any order of keys", () => {
  expect(decodeCbor(Uint8Array.of(0xa2, 0x02, 0x61, 0x61, 0x01, 0x20))).toEqual(
    new Map<number, unknown>([
      [2, "a"],
      [1, -1],
    ]),
  );
  expect(decodeCbor(Uint8Array.of(0xf9, 0x3c, 0x00))).toEqual(new CborFloat(1));
});
