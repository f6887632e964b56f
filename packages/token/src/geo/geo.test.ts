import { expect, test } from "vitest";
import { alpha2Of } from "./country-codes.ts";
import { distanceMetres } from "./distance.ts";
import { geohashOf } from "./geohash.ts";

test.each([
  [{ latitude: 57.64911, longitude: 10.40744 }, "u4pruydqqvj"],
  [{ latitude: 59.3293, longitude: 18.0686 }, "u6sc"],
  [{ latitude: 37.7749, longitude: -122.4194 }, "9q8yyk"],
  [{ latitude: 90, longitude: 180 }, "zzzz"],
  [{ latitude: -90, longitude: -180 }, "0000"],
])("the geohash of %o is %s", (place, hash) => {
  expect(geohashOf(place, hash.length)).toBe(hash);
});

test("Stockholm is 396 km from Helsinki, and nowhere from itself", () => {
  const stockholm = { latitude: 59.3293, longitude: 18.0686 };
  const helsinki = { latitude: 60.1699, longitude: 24.9384 };
  expect(distanceMetres(stockholm, helsinki) / 1000).toBeCloseTo(396, -1);
  expect(distanceMetres(stockholm, stockholm)).toBe(0);
});

test("antipodes are half a circumference apart", () => {
  const from = { latitude: 0, longitude: 0 };
  expect(distanceMetres(from, { latitude: 0, longitude: 180 }) / 1000).toBeCloseTo(20_015, 0);
});

test.each([
  ["SWE", "SE"],
  ["USA", "US"],
  ["DEU", "DE"],
  ["GBR", "GB"],
  ["XXX", undefined],
])("%s is %s", (alpha3, alpha2) => {
  expect(alpha2Of(alpha3)).toBe(alpha2);
});
