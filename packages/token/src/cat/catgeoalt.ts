import { fail, pass } from "../finding.ts";
import type { Claim, Malformed } from "./claim.ts";
import { crsRefused } from "./crs.ts";
import { cborNumber, malformed, numbersOf } from "./shapes.ts";

const PASSED = pass("the client is at a listed height");
const UNKNOWN = fail("context-missing", "the client's height is not known");
const DENIED = fail("location-not-allowed", "the client is too high or too low");

interface Height {
  readonly metres: number;
  readonly deviation: number;
}

/** A height and how far the client may be from it, in metres. */
export const catgeoalt: Claim<Height> = {
  name: "catgeoalt",
  label: 318,
  summary: "The height at which the token may be used: [metres above the WGS 84 ellipsoid, deviation].",
  source: "CTA-5007-B 4.6.17",
  checkedAt: "manifest",
  parse: value => crsRefused(value) ?? read(value),
  judge({ metres, deviation }, { altitude }) {
    if (altitude === undefined) return UNKNOWN;
    return Math.abs(altitude - metres) <= deviation ? PASSED : DENIED;
  },
  encode: ({ metres, deviation }) => [cborNumber(metres), cborNumber(deviation)],
  fromJson: read,
  toJson: ({ metres, deviation }) => [metres, deviation],
};

function read(value: unknown): Height | Malformed {
  const [metres, deviation] = numbersOf(value, 2) ?? [];
  return metres === undefined || deviation === undefined || deviation < 0
    ? malformed("it must be [height, deviation] in metres")
    : { metres, deviation };
}
