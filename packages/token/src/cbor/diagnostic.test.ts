import { expect, test } from "vitest";
import { cborDiagnostic } from "./diagnostic.ts";
import { CborFloat, CborTag, type CborValue } from "./value.ts";

test("diagnostic notation is that of RFC 8949 section 8", () => {
  const cases: readonly [CborValue, string][] = [
    [new Map<number | string, CborValue>([[1, "a\n"]]).set("x", [52, null]), '{1: "a\\n", "x": [52, null]}'],
    [new CborTag(52, Uint8Array.of(0xc0, 0, 2, 55)), "52(h'c0000237')"],
    [new CborFloat(1), "1.0"],
    [new CborFloat(-0.5), "-0.5"],
    [new CborFloat(1e300), "1.0e+300"],
    [new CborFloat(1.5e300), "1.5e+300"],
    [new CborFloat(Number.NEGATIVE_INFINITY), "-Infinity"],
    [2n ** 64n - 1n, "18446744073709551615"],
    [[true, false, undefined], "[true, false, undefined]"],
    [[], "[]"],
    [new Map(), "{}"],
  ];
  for (const [value, text] of cases) expect(cborDiagnostic(value)).toBe(text);
});
