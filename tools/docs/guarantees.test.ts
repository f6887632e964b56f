import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import bounds from "../../vectors/doors/bounds.json" with { type: "json" };

const root = new URL("../../", import.meta.url);
const text = readFileSync(new URL("docs/guarantees.md", root), "utf8");

test("every test that docs/guarantees.md names exists", () => {
  const named = [...text.matchAll(/`((?:e2e|packages|tools)\/[^`]+\.ts)`/g)].map(match => match[1] ?? "");
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter(path => !existsSync(new URL(path, root)))).toEqual([]);
});

test("docs/guarantees.md quotes every door's moment of spending and its bound from the data that tests read", () => {
  for (const { what, spent, revocationBoundMilliseconds, reaches } of bounds.doors) {
    expect(text).toContain(`| ${what} | ${spent} | ${revocationBoundMilliseconds / 1000} s: ${reaches} |`);
  }
});
