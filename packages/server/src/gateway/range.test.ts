import { expect, test } from "vitest";
import { isBeyondStart, parseRange } from "./range.ts";

const HUGE = "9".repeat(200);

test.each([
  ["bytes=0-", { start: 0, end: undefined }],
  ["bytes=5-9", { start: 5, end: 9 }],
  [" bytes=5-5 ", { start: 5, end: 5 }],
  ["bytes=-500", { suffix: 500 }],
  [`bytes=${HUGE}-`, { start: Number.MAX_SAFE_INTEGER, end: undefined }],
  [`bytes=0-${HUGE}`, { start: 0, end: Number.MAX_SAFE_INTEGER }],
])("one range is read as it is meant, however large (%#)", (header, range) => {
  expect(parseRange(header)).toEqual(range);
});

test.each([
  undefined,
  "",
  "bytes=",
  "bytes=-",
  "bytes=9-5",
  "bytes=0-1,3-4",
  "items=0-1",
  "bytes=-1-2",
  "bytes=1e3-",
])("anything else is no range, and the whole is served (%s)", header => {
  expect(parseRange(header)).toBeUndefined();
});

test("only a range that begins after the first byte is a seek", () => {
  expect(isBeyondStart(parseRange("bytes=1-"))).toBe(true);
  expect(isBeyondStart(parseRange("bytes=0-"))).toBe(false);
  expect(isBeyondStart(parseRange("bytes=-500"))).toBe(false);
  expect(isBeyondStart(undefined)).toBe(false);
});
