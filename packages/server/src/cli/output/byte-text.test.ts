import { expect, test } from "vitest";
import { byteText } from "./byte-text.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [1_550_000, "1.6 MB"],
  [2e15, "2000.0 TB"],
])("%d bytes print as %s", (bytes, text) => {
  expect(byteText(bytes)).toBe(text);
});
