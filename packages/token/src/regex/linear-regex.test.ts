import fc from "fast-check";
import { expect, test } from "vitest";
import {
  nestedExpression as nested,
  plainPattern as pattern,
  shortText as text,
} from "../testing/arbitrary-patterns.ts";
import { nestedPatterns, randomFrom } from "../testing/nested-patterns.ts";
import { compileRegex } from "./compile.ts";
import { MAX_POSITIONS } from "./limits.ts";
import { LinearRegex } from "./linear-regex.ts";
import { RegexProblem } from "./problem.ts";

function compiled(pattern: string) {
  const regex = compileRegex(pattern);
  if (regex instanceof RegexProblem) throw new Error(`${pattern}: ${regex.problem}`);
  return regex;
}

test("groups are those that JavaScript finds, where engines agree at all", () => {
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 5, maxLength: 5 }), (source, texts) => {
      const regex = compiled(source);
      for (const each of texts) {
        const found = new RegExp(source).exec(each);
        expect(regex.groups(each), `${source} in ${each}`).toEqual(found === null ? false : [...found]);
        expect(regex.test(each), `${source} in ${each}`).toBe(found !== null);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("whether a pattern matches is as in JavaScript for every nesting of repetitions", () => {
  fc.assert(
    fc.property(nested, fc.array(text, { minLength: 5, maxLength: 5 }), (source, texts) => {
      const regex = compileRegex(source);
      if (regex instanceof RegexProblem) return expect(regex.problem).toBe("too-large");
      for (const each of texts) {
        expect(regex.test(each), `${source} in ${each}`).toBe(new RegExp(source).test(each));
        expect(regex.groups(each) !== false, `${source} in ${each}`).toBe(regex.test(each));
      }
    }),
    { numRuns: 2_000 },
  );
});

test("groups have the texts that a token may ask for", () => {
  expect(compiled("^/live/([a-z0-9]+)/").groups("/live/cam1/index.m3u8")).toEqual(["/live/cam1/", "cam1"]);
  expect(compiled("(a)|(b)").groups("xb")).toEqual(["b", undefined, "b"]);
  expect(compiled("(a|ab)(c|bcd)(d*)").groups("abcd")).toEqual(["abcd", "a", "bcd", ""]);
  expect(compiled("(a*)+").groups("b")).toEqual(["", ""]);
  expect(compiled("(a)(?:x)((b))").groupCount).toBe(3);
});

const LENGTH = 50_000;
const random = randomFrom(1);
const texts = [
  "a".repeat(LENGTH),
  Array.from({ length: LENGTH }, () => (random() < 0.5 ? "a" : "b")).join(""),
  `${"ab".repeat(LENGTH / 2 - 1)}!`,
];

test("1,000 nested repetitions take at most one bounded step for each of 50,000 characters", () => {
  // Some are larger, and have a budget instead: see large-regex.test.ts.
  const regexes = nestedPatterns(1_300, 7)
    .map(compileRegex)
    .flatMap(regex => (regex instanceof LinearRegex ? [regex] : []))
    .slice(0, 1_000);
  expect(regexes.length).toBe(1_000);
  for (const [index, regex] of regexes.entries()) {
    regex.test(texts[index % texts.length] ?? "");
    expect(regex.computedSteps).toBeLessThanOrEqual(LENGTH);
  }
});

test("a pattern with more states than can be kept computes each step once, and remains right", () => {
  const last = 100;
  const regex = compiled(`a[ab]{${last}}$`);
  const mixed = texts[1] ?? "";
  for (const length of [LENGTH, LENGTH - 1, LENGTH - 2, LENGTH - 3]) {
    const before = regex.computedSteps;
    expect(regex.test(mixed.slice(0, length))).toBe(mixed.charAt(length - last - 1) === "a");
    expect(regex.computedSteps - before).toBeLessThanOrEqual(LENGTH);
    expect(regex.computedSteps - before).toBeGreaterThan(LENGTH / 2);
  }
  const { computedSteps } = regex;
  const found = regex.groups(mixed) || [];
  expect(found[0]?.length).toBe(mixed.charAt(LENGTH - last - 1) === "a" ? last + 1 : undefined);
  expect(regex.computedSteps - computedSteps).toBeLessThanOrEqual(2 * LENGTH);
});

test("a set of positions fits its words exactly", () => {
  expect((MAX_POSITIONS + 2) % 32).toBe(0);
});
