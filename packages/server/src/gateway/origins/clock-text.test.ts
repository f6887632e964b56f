import { expect, test } from "vitest";
import { isClockText } from "./clock-text.ts";

test.each([
  "2026-11-22T01:02:03Z",
  "2026-11-22T01:02:03.456Z\n",
  "2026-11-22T01:02:03+01:00",
  "2026-11-22T01:02",
])("%j is the time", text => {
  expect(isClockText(Buffer.from(text))).toBe(true);
});

test.each([
  "",
  "2026-11-22",
  "<b>2026-11-22T01:02:03Z",
  "2026-11-22T01:02:03Z<script>",
  `2026-11-22T01:02Z${" ".repeat(48)}`,
])("%j is more than the time, or less", text => {
  expect(isClockText(Buffer.from(text))).toBe(false);
});
