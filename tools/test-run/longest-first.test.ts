import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LONGEST, longestFirst } from "./longest-first.ts";

test.each(LONGEST)("%s is there: the order is not of files that have gone", file => {
  expect(existsSync(join(import.meta.dirname, "../..", file))).toBe(true);
});

test("the longest suites begin first in their group, and the others keep their order", () => {
  const suite = (name: string, groupOrder: number) => ({
    moduleId: `/repo/e2e/${name}.e2e.ts`,
    project: { config: { sequence: { groupOrder } } },
  });
  const suites = ["b", "a", "cli-docs", "cli"].map(name => suite(name, 1));
  const sorted = longestFirst([...suites, suite("soak", 2)]);
  expect(sorted).toEqual([...["cli", "cli-docs", "b", "a"].map(name => suite(name, 1)), suite("soak", 2)]);
});
