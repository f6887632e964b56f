import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeHex, encodeHex } from "../bytes/hex.ts";
import { decodeCbor } from "./decode.ts";
import { cborDiagnostic } from "./diagnostic.ts";
import { encodeCbor } from "./encode.ts";
import { MAX_CBOR_BYTES, MAX_CBOR_DEPTH, MAX_CBOR_ITEMS } from "./limits.ts";
import { CborProblem } from "./problem.ts";
import { CborFloat, CborTag } from "./value.ts";

interface Case {
  readonly hex: string;
  readonly diagnostic?: string;
  readonly written?: string;
  readonly problem?: string;
}

const folder = join(import.meta.dirname, "../../../../vectors/token/cbor");
const files = readdirSync(folder).filter(name => name.endsWith(".json"));

function casesOf(file: string): readonly Case[] {
  const { cases } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { cases: readonly Case[] };
  return cases;
}

function bytesOf(hex: string): Uint8Array {
  const bytes = decodeHex(hex);
  if (bytes === undefined) throw new Error(`not hexadecimal: ${hex}`);
  return bytes;
}

describe.each(files)("%s", file => {
  const cases = casesOf(file);

  test("what is acceptable is read, and written in its shortest form", () => {
    for (const { hex, diagnostic, written } of cases.filter(each => each.diagnostic !== undefined)) {
      const value = decodeCbor(bytesOf(hex));
      if (value instanceof CborProblem) throw new Error(`${hex}: ${value.problem}`);
      expect(cborDiagnostic(value), hex).toBe(diagnostic);
      expect(encodeHex(encodeCbor(value)), hex).toBe(written ?? hex);
    }
  });

  test("what is not is refused, and says why", () => {
    for (const { hex, problem } of cases.filter(each => each.problem !== undefined)) {
      expect(decodeCbor(bytesOf(hex)), hex).toMatchObject({ problem });
    }
  });
});

test("the vector files are all there, and each case says what is expected", () => {
  expect(files.toSorted()).toEqual(["rfc8949-appendix-a.json", "rfc8949-appendix-f.json", "strict.json"]);
  for (const each of files.flatMap(casesOf)) {
    expect((each.diagnostic === undefined) !== (each.problem === undefined), each.hex).toBe(true);
  }
});

test("no part of an item is an item: every shorter piece is refused", () => {
  const hex =
    "d18443a10105a1044c53796d6d657472696332353657a2016e6973737565722e6578616d706c65041af48657004101";
  const bytes = bytesOf(hex);
  expect(decodeCbor(bytes)).toBeInstanceOf(CborTag);
  for (let length = 0; length < bytes.length; length += 1) {
    expect(decodeCbor(bytes.subarray(0, length))).toBeInstanceOf(CborProblem);
  }
});

test("depth, items and bytes have limits, and what is just within them is read", () => {
  const deep = (levels: number) => Uint8Array.of(...new Array<number>(levels).fill(0x81), 0);
  expect(decodeCbor(deep(MAX_CBOR_DEPTH))).toBeInstanceOf(Array);
  expect(decodeCbor(deep(MAX_CBOR_DEPTH + 1))).toMatchObject({ problem: "too-deep" });
  expect(decodeCbor(new Uint8Array(40).fill(0xc1))).toMatchObject({ problem: "too-deep" });

  const many = (items: number) => {
    const bytes = new Uint8Array(3 + items - 1);
    bytes.set([0x99, (items - 1) >> 8, (items - 1) & 0xff]);
    return bytes;
  };
  expect(decodeCbor(many(MAX_CBOR_ITEMS))).toBeInstanceOf(Array);
  expect(decodeCbor(many(MAX_CBOR_ITEMS + 1))).toMatchObject({ problem: "too-many-items" });

  const long = (length: number) => {
    const bytes = new Uint8Array(length);
    bytes.set([0x5a, 0, 0, (length - 5) >> 8, (length - 5) & 0xff]);
    return bytes;
  };
  const longest = long(MAX_CBOR_BYTES);
  expect(decodeCbor(longest)).toMatchObject({ problem: "not-shortest" });
  longest.set([0x82, 0x40, 0x59, (MAX_CBOR_BYTES - 5) >> 8, (MAX_CBOR_BYTES - 5) & 0xff]);
  expect(decodeCbor(longest)).toBeInstanceOf(Array);
  expect(decodeCbor(new Uint8Array(MAX_CBOR_BYTES + 1))).toMatchObject({ problem: "too-long" });
});

test("a byte string is a view into what was read", () => {
  const bytes = Uint8Array.of(0x42, 1, 2);
  const value = decodeCbor(bytes);
  bytes[1] = 9;
  expect(value).toEqual(Uint8Array.of(9, 2));
});

test("long numbers are read where asked for: integers and lengths, but no key twice", () => {
  const lenient = { longNumbers: true };
  expect(decodeCbor(bytesOf("b9000161341805"), lenient)).toEqual(new Map([["4", 5]]));
  expect(decodeCbor(bytesOf("1b0000000000000001"), lenient)).toBe(1);
  expect(decodeCbor(bytesOf("a20100180100"), lenient)).toMatchObject({ problem: "duplicate-key" });
  expect(decodeCbor(bytesOf("a20100180100"))).toMatchObject({ problem: "not-shortest" });
});

test("an integral float stays a float, in every width", () => {
  for (const hex of ["f93c00", "fa3f800000", "fb3ff0000000000000"])
    expect(decodeCbor(bytesOf(hex))).toEqual(new CborFloat(1));
});

test("keys of objects that JavaScript knows are only keys", () => {
  const value = decodeCbor(bytesOf("a2695f5f70726f746f5f5f016b636f6e7374727563746f7202"));
  expect(value).toEqual(
    new Map([
      ["__proto__", 1],
      ["constructor", 2],
    ]),
  );
});
