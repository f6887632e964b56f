import { describe, expect, test } from "vitest";
import { parseYamlFile } from "./yaml-file.ts";

const problemsOf = (text: string) =>
  parseYamlFile(text, "f.yaml").problems.map(each => `${each.source}: ${each.problem}`);

describe("parseYamlFile", () => {
  test("a key is found by line and column, through lists and aliases", () => {
    const file = parseYamlFile("a:\n  b: &anchor\n    - c: 1\n    - d\n  e: *anchor\n", "f.yaml");
    expect(file.problems).toEqual([]);
    expect(file.sourceOf(["a", "b", 0, "c"])).toBe("f.yaml:3:7 a.b[0].c");
    expect(file.sourceOf(["a", "b", 1])).toBe("f.yaml:4:7 a.b[1]");
    expect(file.sourceOf(["a", "e", 1])).toBe("f.yaml:4:7 a.e[1]");
  });

  test("a key that the file lacks is placed at the nearest key above it", () => {
    const file = parseYamlFile("a:\n  b: 1\n", "f.yaml");
    expect(file.sourceOf(["a", "b", "c", "d"])).toBe("f.yaml:2:3 a.b.c.d");
    expect(file.sourceOf([])).toBe("f.yaml:1:1");
  });

  test.each([
    ["a: 1\na: 2", "f.yaml:2:1: the same key stands twice in one map"],
    ["- a", "f.yaml:1:1: the file is no map"],
    ["just text", "f.yaml:1:1: the file is no map"],
    ["a: *x", "f.yaml:1:1: an alias (*name) has no anchor, or there are too many"],
    ["a: !!js/function x", "f.yaml:1:4: a tag (!name) is not known"],
    ["\ta: 1", "f.yaml:1:1: a tab is used as indentation; YAML wants spaces"],
    ["a: {__proto__: 1}", "f.yaml:1:5: __proto__ cannot be a key"],
  ])("%j is a problem with its place", (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test("a chain of aliases that would fill the memory is refused", () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`).join(",")}]`,
    );
    expect(problemsOf(["l0: &l0 [x]", ...levels].join("\n"))).toEqual([expect.stringContaining("too many")]);
  });
});
