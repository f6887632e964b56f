import { describe, expect, test } from "vitest";
import { isFresh, parseEtag, parseEtagList } from "./etag.ts";

describe("isFresh", () => {
  test.each(['"a"', 'W/"a"', '"x", "a"', '"x",W/"a"', "*"])("a copy named %s is good", header =>
    expect(isFresh(header, '"a"')).toBe(true),
  );

  test.each(['"b"', "a", '"a', "", 'w/"b"'])("a copy named %s is not", header =>
    expect(isFresh(header, '"a"')).toBe(false),
  );

  test("without a validator on either side nothing is fresh", () => {
    expect(isFresh(undefined, '"a"')).toBe(false);
    expect(isFresh("*", undefined)).toBe(false);
  });
});

test("what is no entity tag is dropped from a list, so that no header can be smuggled on", () => {
  expect(parseEtagList('"a"\r\nx: y, W/"b", c')).toEqual(['"a"', 'W/"b"']);
});

test("an origin's entity tag counts only in its proper form", () => {
  expect(parseEtag('W/"5f-1"')).toBe('W/"5f-1"');
  expect(parseEtag("5f-1")).toBeUndefined();
  expect(parseEtag('"a", "b"')).toBeUndefined();
});
