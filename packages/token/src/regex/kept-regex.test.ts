import { describe, expect, test } from "vitest";
import { KEPT_EXPRESSIONS, keptRegex } from "./kept-regex.ts";
import { RegexProblem } from "./problem.ts";

describe("an expression that is kept", () => {
  test("is compiled once for all tokens that have it", () => {
    const first = keptRegex("^/live/(a|b)/");
    keptRegex("another");
    expect(keptRegex("^/live/(a|b)/")).toBe(first);
  });

  test("is forgotten behind others, so that patterns without end take no memory without end", () => {
    const first = keptRegex("^/first/");
    for (let index = 0; index < KEPT_EXPRESSIONS; index += 1) keptRegex(`^/cam${index}/`);
    const again = keptRegex("^/first/");
    expect(again).not.toBe(first);
    expect(again instanceof RegexProblem || again.test("/first/")).toBe(true);
  });

  test("stays while it is asked for", () => {
    const first = keptRegex("^/stays/");
    for (let index = 0; index < 2 * KEPT_EXPRESSIONS; index += 1) {
      keptRegex(`^/other${index}/`);
      if (index % 100 === 0) expect(keptRegex("^/stays/")).toBe(first);
    }
  });

  test("is the same problem each time where it is none", () => {
    expect(keptRegex("(")).toEqual(keptRegex("("));
    expect(keptRegex("(")).toBeInstanceOf(RegexProblem);
  });
});
