import { describe, expect, test } from "vitest";
import { formatDuration, parseDuration } from "./duration.ts";

describe("a duration", () => {
  test.each([
    ["90s", 90],
    ["15m", 900],
    ["2h", 7200],
    ["7d", 604_800],
    ["1w", 604_800],
    ["1h30m", 5400],
    ["1w2d3h4m5s", 788_645],
    ["0s", 0],
  ])("%s is %i seconds", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  test.each(["", "90", "1.5h", "-5s", "5 m", "5M", "30m1h", "1h1h", "s", "forever", "1y", "٣s"])(
    "%j is refused instead of guessed",
    text => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  test("a number too large to count in seconds is refused", () => {
    expect(parseDuration("999999999999w")).toBeUndefined();
    expect(parseDuration("9999999999999s")).toBeUndefined();
  });

  test.each([
    [0, "0s"],
    [0.9, "0s"],
    [-3, "0s"],
    [59.9, "59s"],
    [60, "1m"],
    [3599, "59m 59s"],
    [3600, "1h"],
    [3601, "1h"],
    [86_399, "23h 59m"],
    [694_800, "8d 1h"],
  ])("%d seconds print as their two longest units", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
