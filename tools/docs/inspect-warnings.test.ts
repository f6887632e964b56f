import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { warningCodes } from "../../packages/server/src/commands/tokens/inspecting/token-warnings.ts";

test("docs/tokens.md explains every warning of the inspector", () => {
  const page = readFileSync(new URL("../../docs/tokens.md", import.meta.url), "utf8");
  expect(warningCodes.filter(code => !page.includes(`\`${code}\``))).toEqual([]);
});
