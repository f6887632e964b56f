import { expect, test } from "vitest";
import { decodeCbor } from "./decode.ts";
import { encodeCbor } from "./encode.ts";
import { CborFloat, CborTag, type CborValue } from "./value.ts";

test("keys are written in the order of their bytes, whatever order the map has", () => {
  const map = new Map<number | string, CborValue>([
    ["aa", 1],
    [-1, 2],
    ["b", 3],
    [100, 4],
    [10, 5],
  ]);
  expect(Buffer.from(encodeCbor(map)).toString("hex")).toBe("a50a05186404200261620362616101");
});

test("a float takes the fewest bytes that keep it", () => {
  const widths = [0, 1.5, 65504, 2 ** -24, 2 ** -25, 65505, 3.4028234663852886e38, 1.1, 1e300, Infinity].map(
    value => encodeCbor(new CborFloat(value)).length - 1,
  );
  expect(widths).toEqual([2, 2, 2, 2, 4, 4, 4, 8, 8, 2]);
});

test("what has no deterministic CBOR is a mistake of the program", () => {
  let deep: CborValue = 0;
  for (let level = 0; level < 33; level += 1) deep = [deep];
  const mistakes: CborValue[] = [
    1.5,
    Number.MAX_SAFE_INTEGER + 1,
    2n ** 64n,
    -(2n ** 64n) - 1n,
    new CborFloat(Number.NaN),
    new CborFloat(-0),
    "\ud800",
    new CborTag(-1, 0),
    new CborTag(1.5, 0),
    new Map([[1.5, 1]]),
    deep,
  ];
  for (const mistake of mistakes) expect(() => encodeCbor(mistake)).toThrow(TypeError);
});

test("nesting up to the limit is written and read", () => {
  let deep: CborValue = 0;
  for (let level = 0; level < 32; level += 1) deep = [deep];
  expect(decodeCbor(encodeCbor(deep))).toEqual(deep);
});
