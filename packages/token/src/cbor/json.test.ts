import { expect, test } from "vitest";
import { isMalformed, type Json } from "../cat/claim.ts";
import { cborFromJson, cborToJson } from "./json.ts";
import { CborFloat, CborTag } from "./value.ts";

test("the JSON of each kind of value is the notation of the vector files", () => {
  const value = new Map<number | string, never>(
    Object.entries({
      tag: new CborTag(52, [24, Uint8Array.of(0xc0, 0, 2)]),
      zero: new CborFloat(0),
      half: new CborFloat(0.5),
      large: 2n ** 64n - 1n,
      nothing: undefined,
    }) as [string, never][],
  );
  expect(cborToJson(value)).toEqual({
    $map: [
      ["tag", { $tag: 52, value: [24, { $hex: "c00002" }] }],
      ["zero", { $float: 0 }],
      ["half", 0.5],
      ["large", { $int: "18446744073709551615" }],
      ["nothing", { $undefined: true }],
    ],
  });
});

test("what is no such notation, or no CBOR, is malformed", () => {
  let deep: Json = 0;
  for (let level = 0; level < 100_000; level += 1) deep = [deep];
  const malformed: Json[] = [
    {},
    { a: 1 },
    { $hex: "0" },
    { $hex: "zz" },
    { $hex: 1 },
    { $hex: "00", value: 1 },
    { $tag: 1 },
    { $tag: -1, value: 0 },
    { $tag: 52, value: {} },
    { $map: {} },
    { $map: [[1]] },
    { $map: [[1, 1, 1]] },
    {
      $map: [
        [1, 1],
        [1, 2],
      ],
    },
    { $map: [[1.5, 1]] },
    { $map: [[{ $int: "9007199254740993" }, 1]] },
    { $float: "NaN" },
    { $float: -0 },
    { $int: 5 },
    { $int: "18446744073709551616" },
    { $undefined: false },
    -0,
    1e300,
    "\ud800",
    deep,
  ];
  for (const json of malformed) expect(isMalformed(cborFromJson(json))).toBe(true);
});
