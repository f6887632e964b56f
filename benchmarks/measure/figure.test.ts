import { expect, test } from "vitest";
import { figureOf } from "./figure.ts";

test("the middle of an odd number of rounds is one of them, whatever their order", () => {
  expect(figureOf([3, 10, 1])).toEqual({ median: 3, lowest: 1, highest: 10 });
});

test("the middle of an even number of rounds lies between the two in the middle", () => {
  expect(figureOf([4, 1, 2, 100])).toEqual({ median: 3, lowest: 1, highest: 100 });
});

test("no rounds are no figure", () => {
  expect(() => figureOf([])).toThrow(RangeError);
});
