import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import bounds from "../../vectors/doors/bounds.json" with { type: "json" };

test("docs/guarantees.md quotes every door's moment of spending and its bound from the data that tests read", () => {
  const text = readFileSync(new URL("../../docs/guarantees.md", import.meta.url), "utf8");
  for (const { what, spent, revocationBoundMilliseconds, reaches } of bounds.doors) {
    expect(text).toContain(`| ${what} | ${spent} | ${revocationBoundMilliseconds / 1000} s: ${reaches} |`);
  }
});
