import { fail, pass } from "../finding.ts";
import { distanceMetres, type Place } from "../geo/distance.ts";
import type { Claim, Malformed } from "./claim.ts";
import { crsRefused } from "./crs.ts";
import { cborNumber, malformed, numbersOf } from "./shapes.ts";

const MOST_CIRCLES = 100;
const PASSED = pass("the client is in a listed circle");
const UNKNOWN = fail("context-missing", "the client's place is not known");
const DENIED = fail("location-not-allowed", "the client is in none of the listed circles");
const WANTED = "it must be a list of [latitude, longitude, radius in metres]";

interface Circle extends Place {
  readonly radiusMetres: number;
}

/** Circles on the earth (WGS 84); the client must be in one of them. */
export const catgeocoord: Claim<readonly Circle[]> = {
  name: "catgeocoord",
  label: 317,
  summary:
    "Circles in which the token may be used, each [latitude, longitude, radius in metres]; one suffices.",
  source: "CTA-5007-B 4.6.15",
  checkedAt: "manifest",
  parse: value => crsRefused(value) ?? read(value),
  judge(circles, { latitude, longitude }) {
    if (latitude === undefined || longitude === undefined) return UNKNOWN;
    const here = { latitude, longitude };
    return circles.some(circle => distanceMetres(circle, here) <= circle.radiusMetres) ? PASSED : DENIED;
  },
  encode: circles => circles.map(circle => written(circle).map(cborNumber)),
  fromJson: read,
  toJson: circles => circles.map(written),
};

const written = ({ latitude, longitude, radiusMetres }: Circle) => [latitude, longitude, radiusMetres];

function read(value: unknown): readonly Circle[] | Malformed {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_CIRCLES) return malformed(WANTED);
  const circles: Circle[] = [];
  for (const item of value) {
    const circle = readCircle(item);
    if (circle === undefined) return malformed(WANTED);
    circles.push(circle);
  }
  return circles;
}

function readCircle(value: unknown): Circle | undefined {
  const [latitude = 91, longitude = 181, radiusMetres = -1] = numbersOf(value, 3) ?? [];
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || radiusMetres < 0) return undefined;
  return { latitude, longitude, radiusMetres };
}
