import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeCbor } from "../cbor/encode.ts";
import { CborTag, type CborValue } from "../cbor/value.ts";
import { messageInside, readMessage } from "./read-message.ts";
import { scanMessage } from "./scan.ts";
import { aadOf, signingInputOf } from "./structures.ts";

const VECTORS = join(import.meta.dirname, "../../../../vectors/token/cat/cat-vectors.json");
const file: { vectors: { id: string; hex: string }[] } = JSON.parse(readFileSync(VECTORS, "utf8"));
const KID = new TextEncoder().encode("kid");
const PAYLOAD = encodeCbor(new Map([[1, "x"]]));
const MAC = new Uint8Array(32).fill(9);

type Headers = [number | string, CborValue][];

/** A COSE_Mac0 with these headers. */
function mac0(inside: Headers | Uint8Array, outside: Headers, tagged = true): Uint8Array {
  const protectedBytes = inside instanceof Uint8Array ? inside : encodeCbor(new Map(inside));
  const parts = [protectedBytes, new Map(outside), PAYLOAD, MAC];
  return encodeCbor(tagged ? new CborTag(17, parts) : parts);
}

/** What the strict decoder makes of it: a header that the scanner leaves to it is added and taken away again. */
function strictly(bytes: Uint8Array) {
  const slow = messageInside(bytes);
  return slow && { ...slow, headers: { ...slow.headers } };
}

describe("the scanner", () => {
  test("reads nothing that the strict decoder refuses, and nothing differently: mutated tokens", () => {
    const tokens = file.vectors.map(({ hex }) => Uint8Array.from(Buffer.from(hex, "hex")));
    const scanned = tokens.filter(bytes => scanMessage(bytes));
    expect(scanned.length).toBeGreaterThan(100);
    const edits = fc.array(fc.tuple(fc.nat(90), fc.nat(255)), { maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...tokens), edits, (token, changes) => {
        const bytes = token.slice();
        for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
        const fast = scanMessage(bytes);
        if (fast) expect({ ...fast, headers: { ...fast.headers } }).toEqual(strictly(bytes));
      }),
      { numRuns: 3_000 },
    );
  });

  test("knows headers again by all of their bytes: one more or fewer, or another, is read anew", () => {
    const encoded = (kid: number[]) => mac0([[1, 5]], [[4, Uint8Array.from(kid)]]);
    const kids = [[1], [1, 2], [1, 3], [], [2], [1, 2, 3], ...Array.from({ length: 9 }, (_, at) => [9, at])];
    for (const kid of [...kids, ...kids]) {
      for (const _ of ["anew", "again"]) {
        expect(scanMessage(encoded(kid))?.headers.kid).toEqual(Uint8Array.from(kid));
      }
    }
  });

  test("keeps nothing of the bytes that it was given", () => {
    const bytes = mac0([[1, 5]], [[4, Uint8Array.of(7, 7, 7)]]);
    const again = bytes.slice();
    scanMessage(bytes);
    bytes.fill(0);
    expect(scanMessage(again)?.headers.kid).toEqual(Uint8Array.of(7, 7, 7));
  });
});

describe("headers", () => {
  test("are read from both buckets", () => {
    const message = readMessage(mac0([[1, 5]], [[4, KID]]))?.message;
    expect(message).toMatchObject({ tag: 17, headers: { alg: 5, algIsProtected: true, kid: KID } });
    expect(
      readMessage(
        mac0(
          [
            [1, 5],
            [4, KID],
            [16, "CAT"],
          ],
          [],
        ),
      )?.message.headers,
    ).toMatchObject({ kid: KID, typ: "CAT" });
    expect(readMessage(mac0([], [[1, 5]]))?.message.headers).toMatchObject({ alg: 5, algIsProtected: false });
  });

  test("are empty as no bytes or as an empty map, which is signed as no bytes", () => {
    for (const empty of [new Uint8Array(), Uint8Array.of(0xa0)]) {
      expect(readMessage(mac0(empty, []))?.message.protectedBytes.length).toBe(0);
    }
  });

  test.each<[string, Headers, Headers]>([
    [
      "a label in both buckets",
      [
        [1, 5],
        [4, KID],
      ],
      [[4, KID]],
    ],
    ["alg in both buckets", [[1, 5]], [[1, 5]]],
    ["a kid that is text", [[1, 5]], [[4, "kid"]]],
    ["a kid that is null", [[1, 5]], [[4, null]]],
    ["crit in the unprotected bucket", [[1, 5]], [[2, [1]]]],
    [
      "crit that lists what is not understood",
      [
        [1, 5],
        [2, [99]],
        [99, 1],
      ],
      [],
    ],
    [
      "crit that lists what is not there",
      [
        [1, 5],
        [2, [4]],
      ],
      [[4, KID]],
    ],
    [
      "crit that is empty",
      [
        [1, 5],
        [2, []],
      ],
      [],
    ],
    [
      "crit that is no list",
      [
        [1, 5],
        [2, 1],
      ],
      [],
    ],
    ["a partial IV", [[1, 5]], [[6, KID]]],
    ["an IV that is text", [[1, 5]], [[5, "iv"]]],
  ])("refuse %s", (_name, inside, outside) => {
    expect(readMessage(mac0(inside, outside))).toBeUndefined();
  });

  test("may have a crit whose labels are understood, and labels that nobody knows", () => {
    expect(
      readMessage(
        mac0(
          [
            [1, 5],
            [2, [1]],
          ],
          [],
        ),
      ),
    ).toBeDefined();
    expect(
      readMessage(
        mac0(
          [
            [1, 5],
            [99, 1],
          ],
          [["x", 1]],
        ),
      ),
    ).toBeDefined();
  });

  test("must be a map in bytes", () => {
    for (const inside of [PAYLOAD.subarray(1), encodeCbor([1]), Uint8Array.of(0xa1)]) {
      expect(readMessage(mac0(inside, []))).toBeUndefined();
    }
    expect(readMessage(encodeCbor(new CborTag(17, [new Map(), new Map(), PAYLOAD, MAC])))).toBeUndefined();
  });
});

describe("a message", () => {
  const parts = [encodeCbor(new Map([[1, 5]])), new Map<number, CborValue>(), PAYLOAD, MAC];
  test.each<[string, CborValue]>([
    ["three parts for a MAC", new CborTag(17, parts.slice(0, 3))],
    ["five parts", new CborTag(17, [...parts, MAC])],
    ["four parts for Encrypt0", new CborTag(16, parts)],
    ["a payload that is null", new CborTag(17, [...parts.slice(0, 2), null, MAC])],
    ["a MAC that is null", new CborTag(17, [...parts.slice(0, 3), null])],
    ["the CWT tag twice", new CborTag(61, new CborTag(61, new CborTag(17, parts)))],
    ["the CWT tag inside", new CborTag(17, new CborTag(61, parts))],
    ["the CWT tag alone", new CborTag(61, parts)],
    ["COSE_Mac", new CborTag(97, parts)],
    ["COSE_Sign", new CborTag(98, parts)],
    ["a map", new Map([[1, "x"]])],
  ])("is none with %s", (_name, value) => {
    expect(readMessage(encodeCbor(value))).toBeUndefined();
  });

  test("has a signing input that is the deterministic encoding of its structure, whatever its length", () => {
    for (const length of [0, 1, 23, 24, 255, 256, 4000]) {
      const payload = new Uint8Array(length).fill(7);
      const protectedBytes = encodeCbor(new Map([[1, 5]]));
      const message = { protectedBytes, payload, payloadIsText: false };
      const empty = new Uint8Array();
      expect(signingInputOf(message, 17)).toEqual(encodeCbor(["MAC0", protectedBytes, empty, payload]));
      expect(signingInputOf(message, 18)).toEqual(encodeCbor(["Signature1", protectedBytes, empty, payload]));
      expect(aadOf(payload)).toEqual(encodeCbor(["Encrypt0", payload, empty]));
    }
  });
});
