/** Why bytes are not one acceptable CBOR item: a closed table of what is wrong, in plain words. */
export const cborProblems = {
  "too-long": "more bytes than a token may have",
  truncated: "the bytes end inside an item",
  "trailing-bytes": "bytes follow the item",
  "indefinite-length": "an item without a length in front",
  "not-shortest": "a number or length that is not in its shortest form",
  reserved: "a reserved initial byte",
  "length-bomb": "a length greater than the bytes that follow",
  "too-deep": "items nested too deeply",
  "too-many-items": "too many items",
  "key-type": "a map key that is neither a small integer nor text",
  "duplicate-key": "a map key that is there twice",
  "invalid-utf8": "text that is not UTF-8",
  "simple-value": "a simple value other than false, true, null and undefined",
  "not-a-number": "NaN",
  "negative-zero": "a negative zero",
  "tag-number": "a tag number beyond 2^53 - 1",
} as const satisfies Record<string, string>;

export type CborProblemCode = keyof typeof cborProblems;

/** What a decoder answers instead of a value. Holds nothing of the bytes but the place. */
export class CborProblem {
  readonly problem: CborProblemCode;
  /** Offset at or shortly after the offending byte. */
  readonly at: number;

  constructor(problem: CborProblemCode, at: number) {
    this.problem = problem;
    this.at = at;
  }
}
