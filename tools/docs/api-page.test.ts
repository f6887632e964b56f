import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { renderApiPage } from "./api-page.ts";

test("docs/api.md lists the routes, their tests and the problems as they are: if not, npx node tools/docs/write.ts", async () => {
  const written = readFileSync(new URL("../../docs/api.md", import.meta.url), "utf8");
  expect(written).toBe(await renderApiPage(written));
});
