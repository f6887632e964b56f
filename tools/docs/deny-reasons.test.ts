import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { renderDenyReasons } from "./deny-reasons.ts";

test("docs/deny-reasons.md says what the table says", () => {
  const written = readFileSync(new URL("../../docs/deny-reasons.md", import.meta.url), "utf8");
  expect(written).toBe(renderDenyReasons());
});
