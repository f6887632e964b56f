import fc from "fast-check";
import { expect, test } from "vitest";
import { nestedExpression, plainPattern, shortText } from "../testing/arbitrary-patterns.ts";
import { nestedPatterns, randomFrom } from "../testing/nested-patterns.ts";
import { compileRegex } from "./compile.ts";
import { LargeRegex } from "./large-regex.ts";
import { MAX_LARGE_INSTRUCTIONS, MAX_WORK } from "./limits.ts";
import { parsePattern } from "./parse.ts";
import { PatternCursor } from "./pattern-cursor.ts";
import { RegexProblem } from "./problem.ts";
import { programOf } from "./program.ts";

const BOUNDS = { instructions: MAX_LARGE_INSTRUCTIONS, positions: MAX_LARGE_INSTRUCTIONS };

/** However small it is. */
function large(pattern: string): LargeRegex | undefined {
  const cursor = new PatternCursor(pattern);
  const program = programOf(parsePattern(cursor), BOUNDS);
  return program && new LargeRegex(program, cursor.groups);
}

const fiveTexts = fc.array(shortText, { minLength: 5, maxLength: 5 });

test("groups are those that JavaScript finds, where engines agree at all", () => {
  fc.assert(
    fc.property(plainPattern, fiveTexts, (source, texts) => {
      const regex = large(source);
      for (const each of texts) {
        const found = new RegExp(source).exec(each);
        expect(regex?.groups(each), `${source} in ${each}`).toEqual(found === null ? false : [...found]);
        expect(regex?.test(each), `${source} in ${each}`).toBe(found !== null);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("a pattern means the same in both ways of matching, for every nesting of repetitions", () => {
  fc.assert(
    fc.property(nestedExpression, fiveTexts, (source, texts) => {
      const regex = compileRegex(source);
      if (regex instanceof RegexProblem) return expect(regex.problem).toBe("too-large");
      for (const each of texts) {
        expect(large(source)?.groups(each), `${source} in ${each}`).toEqual(regex.groups(each));
        expect(large(source)?.test(each), `${source} in ${each}`).toBe(regex.test(each));
      }
    }),
    { numRuns: 2_000 },
  );
});

function compiled(pattern: string) {
  const regex = compileRegex(pattern);
  if (regex instanceof RegexProblem) throw new Error(`${pattern.slice(0, 60)}: ${regex.problem}`);
  return regex;
}

test("a hundred names of 128 characters are one pattern, and every one of them is found by it", () => {
  const random = randomFrom(5);
  const names = Array.from({ length: 100 }, (_, index) => {
    const rest = Array.from({ length: 123 }, () => (random() < 0.5 ? "a" : "b")).join("");
    return `${index % 2 === 0 ? "demo" : "live"}/${rest}`;
  });
  const regex = compiled(`^/(${names.join("|")})/`);
  for (const name of names) {
    expect(regex.groups(`/${name}/index.m3u8`)).toEqual([`/${name}/`, name]);
    expect(regex.test(`/${name}x/index.m3u8`)).toBe(false);
    expect(regex.test(`/x${name}/index.m3u8`)).toBe(false);
  }
});

test("a large pattern beside a long text is matched, not matched, or given up, and never more work than its budget", () => {
  const LENGTH = 50_000;
  const random = randomFrom(1);
  const texts = [
    "a".repeat(LENGTH),
    Array.from({ length: LENGTH }, () => (random() < 0.5 ? "a" : "b")).join(""),
    `${"ab".repeat(LENGTH / 2 - 1)}!`,
  ];
  const ranges = Array.from({ length: 3_000 }, (_, at) => String.fromCharCode(1_000 + 2 * at)).join("");
  const patterns = [
    "(a?){255}(b?){255}c",
    "(([ab]{0,20}){0,20}){0,20}c",
    `(${"[a-bd-e]?".repeat(1_000)})*c`,
    `.*${"a?".repeat(1_000)}!!$`,
    `([${ranges}ab]{0,255}){0,9}!!`,
    ...nestedPatterns(300, 9),
  ];
  const regexes = patterns.map(compiled).filter(regex => regex instanceof LargeRegex);
  expect(regexes.length).toBeGreaterThan(10);
  let givenUp = 0;
  for (const regex of regexes) {
    for (const text of texts) {
      const before = regex.computedSteps;
      if (regex.test(text) === undefined) givenUp += 1;
      expect(regex.computedSteps - before).toBeLessThanOrEqual(MAX_WORK + 2 * MAX_LARGE_INSTRUCTIONS);
    }
  }
  expect(givenUp).toBeGreaterThan(10);
});

test("what is given up says so for groups, too, and leaves nothing behind for the next text", () => {
  const regex = compiled("^(([ab]?){255}([ab]?){255})+c$");
  expect(regex.test("ab".repeat(25_000))).toBeUndefined();
  expect(regex.groups("ab".repeat(25_000))).toBeUndefined();
  expect(regex.test("ababc")).toBe(true);
  expect(regex.test("abab")).toBe(false);
});
