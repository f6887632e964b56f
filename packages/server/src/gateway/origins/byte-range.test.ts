import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentRange, rangeHeader, resolveRange } from "./byte-range.ts";

describe("resolveRange", () => {
  test.each([
    [
      { start: 0, end: 0 },
      { start: 0, end: 0 },
    ],
    [
      { start: 5, end: undefined },
      { start: 5, end: 9 },
    ],
    [
      { start: 2, end: 1e300 },
      { start: 2, end: 9 },
    ],
    [{ suffix: 3 }, { start: 7, end: 9 }],
    [{ suffix: Number.POSITIVE_INFINITY }, { start: 0, end: 9 }],
  ])("%o of 10 bytes is %o", (range, part) => expect(resolveRange(range, 10)).toEqual(part));

  test.each([
    { start: 10, end: undefined },
    { start: 1e300, end: undefined },
    { start: Number.NaN, end: undefined },
    { start: -1, end: 3 },
    { start: 4, end: 3 },
    { suffix: 0 },
    { suffix: -1 },
    { suffix: Number.NaN },
  ])("%o of 10 bytes selects nothing", range => expect(resolveRange(range, 10)).toBeUndefined());

  test("an empty file has no part", () => {
    expect(resolveRange({ start: 0, end: undefined }, 0)).toBeUndefined();
    expect(resolveRange({ suffix: 1 }, 0)).toBeUndefined();
  });

  test("whatever is asked, the part lies inside the whole", () => {
    fc.assert(
      fc.property(fc.double(), fc.option(fc.double(), { nil: undefined }), fc.nat(), (start, end, total) => {
        for (const part of [resolveRange({ start, end }, total), resolveRange({ suffix: start }, total)]) {
          if (part === undefined) continue;
          expect(Number.isInteger(part.start) && Number.isInteger(part.end)).toBe(true);
          expect(0 <= part.start && part.start <= part.end && part.end < total).toBe(true);
        }
      }),
    );
  });
});

test("a part is written as Content-Range with the size of the whole", () => {
  expect(contentRange({ start: 0, end: 4 }, 10)).toBe("bytes 0-4/10");
});

describe("rangeHeader", () => {
  test.each([
    [{ start: 1, end: 2 }, "bytes=1-2"],
    [{ start: 1, end: undefined }, "bytes=1-"],
    [{ start: 1, end: 1e300 }, "bytes=1-"],
    [{ suffix: 5 }, "bytes=-5"],
  ])("%o is asked for as %s", (range, header) => expect(rangeHeader(range)).toBe(header));

  test.each([{ start: 1e300, end: undefined }, { start: 3, end: 2 }, { suffix: Number.NaN }])(
    "%o is not sent to an origin",
    range => expect(rangeHeader(range)).toBeUndefined(),
  );
});
