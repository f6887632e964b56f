import { InvalidArgumentError } from "commander";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { header, life, moment, oneMore, oneMoreJson, wholeNumber } from "./option-values.ts";

const NOW_SECONDS = 1_800_000_000;

beforeEach(() => void vi.useFakeTimers({ now: NOW_SECONDS * 1000 + 999 }));
afterEach(() => void vi.useRealTimers());

describe("a time", () => {
  test.each([
    ["1800000000", 1_800_000_000],
    ["0", 0],
    ["2h", NOW_SECONDS + 7200],
    ["1d12h", NOW_SECONDS + 129_600],
    ["2027-01-31T18:00Z", 1_801_418_400],
    ["2027-01-31T18:00:30Z", 1_801_418_430],
    ["2027-01-31 18:00+01:00", 1_801_414_800],
    ["2027-01-31", 1_801_353_600],
  ])("%s is %i", (text, seconds) => {
    expect(moment(text)).toBe(seconds);
  });

  test.each(["", "tomorrow", "-5", "1.5", "2027-01-31T18:00", "2027-13-01", "18:00", "1e9"])(
    "%j is refused: its meaning would be a guess",
    text => {
      expect(() => moment(text)).toThrow(InvalidArgumentError);
    },
  );
});

describe("a life", () => {
  test("is a duration, or for ever", () => {
    expect(life("15m")).toBe(900);
    expect(life("forever")).toBe("forever");
  });

  test.each(["", "90", "never", "Forever"])("%j is refused", text => {
    expect(() => life(text)).toThrow(InvalidArgumentError);
  });
});

test("a whole number has digits only", () => {
  expect(wholeNumber("12")).toBe(12);
  for (const text of ["", "-1", "1.5", "0x10", "1e3", " 1"]) {
    expect(() => wholeNumber(text)).toThrow(InvalidArgumentError);
  }
});

test("repeated options gather in the order in which they were given", () => {
  expect(oneMore("b", oneMore("a"))).toEqual(["a", "b"]);
  expect(oneMoreJson("null", oneMoreJson('{"a":1}'))).toEqual([{ a: 1 }, null]);
  expect(() => oneMoreJson("{a:1}")).toThrow(InvalidArgumentError);
});

describe("a header", () => {
  test("stands beside those before it, and a colon in its value stays", () => {
    expect(header("X-A: b:c", { "X-B": "1" })).toEqual({ "X-B": "1", "X-A": "b:c" });
    expect(header("X-A:")).toEqual({ "X-A": "" });
  });

  test.each(["X-A", ": b", "X A: b"])("%j is refused", text => {
    expect(() => header(text)).toThrow(InvalidArgumentError);
  });
});
