import { fail, pass } from "../finding.ts";
import { geohashOf, isGeohash } from "../geo/geohash.ts";
import type { Claim, Malformed } from "./claim.ts";
import { crsRefused } from "./crs.ts";
import { malformed, oneOrList, oneOrMoreTexts } from "./shapes.ts";

const MOST_CELLS = 500;
const LONGEST = 12;
const PASSED = pass("the client is in a listed cell");
const UNKNOWN = fail("context-missing", "the client's place is not known");
const DENIED = fail("location-not-allowed", "the client is in none of the listed cells");
const WANTED = "it must be a geohash of at most 12 characters, or a list of them";

/** Geohash cells; the client must be in one of them. */
export const geohash: Claim<readonly string[]> = {
  name: "geohash",
  label: 282,
  summary: "Geohash cells in which the token may be used; one suffices.",
  source: "CTA-5009-A, CTA-5007-B 4.6.16",
  checkedAt: "manifest",
  parse: value => crsRefused(value) ?? read(value),
  judge(cells, { latitude, longitude }) {
    if (latitude === undefined || longitude === undefined) return UNKNOWN;
    const here = geohashOf({ latitude, longitude }, LONGEST);
    return cells.some(cell => here.startsWith(cell)) ? PASSED : DENIED;
  },
  encode: oneOrList,
  fromJson: read,
  toJson: oneOrList,
};

function read(value: unknown): readonly string[] | Malformed {
  const cells = oneOrMoreTexts(value, MOST_CELLS)?.map(cell => cell.toLowerCase());
  return cells?.every(cell => cell.length <= LONGEST && isGeohash(cell)) ? cells : malformed(WANTED);
}
