import { decodeBase64url, encodeBase64url } from "../bytes/base64url.ts";
import { encodeCbor } from "../cbor/encode.ts";
import { CborFloat, type CborMap, CborTag, type CborValue } from "../cbor/value.ts";
import { catFormat } from "../formats/cat.ts";
import { judgedUnchecked } from "./fuzz-judgement.ts";
import { catPayloads, catSeeds } from "./fuzz-seeds.ts";
import { type FuzzTarget, textOf, textSeeds } from "./fuzz-target.ts";

const ALGORITHM_HS256 = Uint8Array.of(0xa1, 0x01, 0x05);

/** Claims that no allowed vector has, by label. */
const OTHER_CLAIMS: CborMap = new Map<number, CborValue>([
  [8, new Map([[323, new Uint8Array(32)]])],
  [7, Uint8Array.of(1, 2, 3)],
  [308, 1],
  [309, [new CborFloat(0.25), "id1", 4_102_444_800]],
  [318, [10, 5]],
  [319, Uint8Array.of(1, 2, 3)],
  [320, ["a", "b"]],
  [
    321,
    new Map<number, CborValue>([
      [-1, [0, 1]],
      [0, 60],
      [1, 1],
    ]),
  ],
  [322, new Map([[4, [302, new Map([["Location", "https://auth.example/"]]), Uint8Array.of(0x6b, 0x31)]]])],
  [
    323,
    new Map<number, CborValue>([
      [0, 1],
      [1, 120],
      [2, 60],
      [3, "t"],
      [5, ["Secure", "path=/"]],
    ]),
  ],
  [
    324,
    new Map<number, CborValue>([
      [0, 2],
      [1, "t13d1516h2_8daaf6152771_e5627efa2ab1"],
    ]),
  ],
]);

/** The reader of the envelope of a CAT: text, CBOR, COSE. */
export const catFuzz: FuzzTarget = {
  name: "cat",
  seeds: textSeeds(catSeeds),
  run: input => judgedUnchecked(catFormat, catFormat.open(textOf(input))),
};

/** The same where the changes are to bytes, and not to letters. */
export const coseFuzz: FuzzTarget = {
  name: "cose",
  seeds: catSeeds.map(token => decodeBase64url(token) ?? new Uint8Array()),
  run: input => judgedUnchecked(catFormat, catFormat.open(encodeBase64url(input))),
};

/** The readers of claims, in an envelope that is always right. */
export const catClaimsFuzz: FuzzTarget = {
  name: "cat-claims",
  seeds: [
    ...catPayloads,
    ...[...OTHER_CLAIMS].map(claim => encodeCbor(new Map([claim]))),
    encodeCbor(OTHER_CLAIMS),
  ],
  run(input) {
    const mac0 = [ALGORITHM_HS256, new Map<number, never>(), input, new Uint8Array(32)];
    return judgedUnchecked(catFormat, catFormat.open(encodeBase64url(encodeCbor(new CborTag(17, mac0)))));
  },
};
