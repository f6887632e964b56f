import { describe, expect, test } from "vitest";
import { isOtherPiece, isSamePiece, strongValidator } from "./if-range.ts";

const date = "Fri, 15 Jan 2027 08:00:00 GMT";
const now = { etag: '"a"', lastModified: date };

describe("a part fits to what the client has", () => {
  test.each([undefined, '"a"', ' "a" ', date])("with If-Range %s", ifRange =>
    expect(isSamePiece(ifRange, now)).toBe(true),
  );

  test.each(['"b"', 'W/"a"', '"a", "b"', "*", "", "a", "Fri, 15 Jan 2027 08:00:01 GMT", "2027-01-15"])(
    "but not with If-Range %s",
    ifRange => expect(isSamePiece(ifRange, now)).toBe(false),
  );

  test("but not with a weak tag on either side, or with nothing to compare with", () => {
    expect(isSamePiece('"a"', { etag: 'W/"a"' })).toBe(false);
    expect(isSamePiece('W/"a"', { etag: 'W/"a"' })).toBe(false);
    expect(isSamePiece('"a"', {})).toBe(false);
    expect(isSamePiece(date, {})).toBe(false);
  });
});

test("only what is a validator is sent on, so that no header can be smuggled on", () => {
  expect(strongValidator('"a"\r\nx: y')).toBeUndefined();
  expect(strongValidator(`${date}\r\nx: y`)).toBeUndefined();
  expect(strongValidator('"a"')).toBe('"a"');
});

test("a part contradicts If-Range only by what it says itself", () => {
  expect(isOtherPiece('"b"', now)).toBe(true);
  expect(isOtherPiece('"a"', { etag: 'W/"a"' })).toBe(true);
  expect(isOtherPiece("Fri, 15 Jan 2027 08:00:01 GMT", now)).toBe(true);
  for (const ifRange of [undefined, '"a"', date]) expect(isOtherPiece(ifRange, now)).toBe(false);
  expect(isOtherPiece(date, { etag: '"a"' })).toBe(false);
  expect(isOtherPiece('"a"', {})).toBe(false);
});
