import { expect, test } from "vitest";
import { freshMilliseconds } from "./freshness.ts";

const now = Date.UTC(2026, 0, 1, 12);
const modified = (secondsAgo: number) => new Date(now - secondsAgo * 1000).toUTCString();

test.each([
  ["what must not be stored", { cacheControl: "no-store" }, undefined],
  ["what is one user's", { cacheControl: "max-age=9, Private" }, undefined],
  ["what one field of it is", { cacheControl: 'private="x"' }, undefined],
  ["what must be checked", { cacheControl: "no-cache" }, 0],
  ["no time at all", { cacheControl: "max-age=0" }, 0],
  ["a time", { cacheControl: "public, max-age=30" }, 30_000],
  ["a time in quotes", { cacheControl: 'max-age="30"' }, 30_000],
  ["a time for shared caches", { cacheControl: "max-age=30, s-maxage=10" }, 10_000],
  ["a time that is partly over", { cacheControl: "max-age=30", ageSeconds: 10 }, 20_000],
  ["a time that is over", { cacheControl: "max-age=30", ageSeconds: 40 }, 0],
  ["a year: an hour at most", { cacheControl: "max-age=31536000" }, 3_600_000],
  ["a time that is none", { cacheControl: "max-age=soon" }, 0],
  ["nothing", {}, 1_000],
  ["words that do not matter", { cacheControl: "public, immutable" }, 1_000],
  ["nothing, and it is new", { lastModified: modified(5) }, 1_000],
  ["nothing, and it is some minutes old", { lastModified: modified(300) }, 30_000],
  ["nothing, and it is years old", { lastModified: modified(1e8) }, 60_000],
  ["nothing, and it is of the future", { lastModified: modified(-1000) }, 1_000],
  ["nothing, and a date that is none", { lastModified: "x" }, 1_000],
])("an origin that says %s", (_name, facts, expected) => {
  expect(freshMilliseconds(facts, now)).toBe(expected);
});
