import { expect, test } from "vitest";
import { timeFromNow } from "./time-text.ts";

const NOW_SECONDS = Date.UTC(2027, 0, 31, 18) / 1000;

test.each([
  [NOW_SECONDS + 7200, "2027-01-31 20:00:00 UTC (in 2h)"],
  [NOW_SECONDS - 61, "2027-01-31 17:58:59 UTC (1m 1s ago)"],
  [NOW_SECONDS + 0.9, "2027-01-31 18:00:00 UTC (0s ago)"],
])("%d is a time of the log and how far it is from now", (seconds, text) => {
  expect(timeFromNow(seconds, NOW_SECONDS)).toBe(text);
});
