import type { CborValue } from "../cbor/value.ts";
import type { Json, Malformed } from "./claim.ts";
import { cborNumber, finiteNumber, malformed } from "./shapes.ts";

const WANTED = "it must be a number of seconds since 1970";

/** A NumericDate (RFC 8392 section 2): an untagged integer or a finite float, negative ones too. */
export const numericDate = {
  parse: (value: CborValue): number | Malformed => finiteNumber(value) ?? malformed(WANTED),
  encode: (value: number): CborValue => cborNumber(value),
  fromJson: (json: Json): number | Malformed =>
    typeof json === "number" && Number.isFinite(json) ? json : malformed(WANTED),
  toJson: (value: number): Json => value,
};
