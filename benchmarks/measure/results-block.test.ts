import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { replaceResults } from "./results-block.ts";

const docs = readFileSync(new URL("../../docs/performance.md", import.meta.url), "utf8");

test("docs/performance.md takes a run's output, and a second one in its place", () => {
  const once = replaceResults(docs, "first run");
  const twice = replaceResults(once, "second run");
  expect(once).toContain("\nfirst run\n");
  expect(twice).toContain("\nsecond run\n");
  expect(twice).not.toContain("first run");
});

test("the text around the block stays as it was", () => {
  const marker = "<!-- results";
  expect(replaceResults(docs, "x").split(marker)[0]).toBe(docs.split(marker)[0]);
});

test("a document without a block is an error, not a silent loss of results", () => {
  expect(() => replaceResults("# Performance", "x")).toThrow("no block");
});
