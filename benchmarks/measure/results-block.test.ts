import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { replaceResults, replaceSection } from "./results-block.ts";

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

test("a suite that was measured by itself takes its own section's place, and no other", () => {
  const results = [
    "== 1. First",
    "figure-one",
    "",
    "== 2. Second",
    "figure-two",
    "",
    "== 3. Last",
    "figure-three",
  ].join("\n");
  const whole = replaceResults(docs, results);
  const second = replaceSection(whole, "2. Second", "== 2. Second\nanew");
  expect(second).toBe(whole.replace("figure-two", "anew"));
  const last = replaceSection(whole, "3. Last", "== 3. Last\nanew");
  expect(last).toBe(whole.replace("figure-three", "anew"));
  expect(() => replaceSection(whole, "4. None", "x")).toThrow("no section");
});
