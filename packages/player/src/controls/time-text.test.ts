import { expect, test } from "vitest";
import { clockText, spokenTime } from "./time-text.ts";

test.each([
  [0, "0:00", "0 seconds"],
  [7.9, "0:07", "7 seconds"],
  [61, "1:01", "1 minute 1 second"],
  [754, "12:34", "12 minutes 34 seconds"],
  [3723, "1:02:03", "1 hour 2 minutes 3 seconds"],
])("%d seconds are shown as %s and said as %s", (seconds, shown, said) => {
  expect(clockText(seconds)).toBe(shown);
  expect(spokenTime(seconds)).toBe(said);
});

test("what is no time yet is shown as none", () => {
  expect(clockText(Number.NaN)).toBe("0:00");
});
