import fc from "fast-check";
import { expect, test } from "vitest";
import { nestedPatterns, randomFrom } from "../testing/nested-patterns.ts";
import { compileRegex } from "./compile.ts";
import { MAX_POSITIONS } from "./limits.ts";
import { RegexProblem } from "./problem.ts";

function compiled(pattern: string) {
  const regex = compileRegex(pattern);
  if (regex instanceof RegexProblem) throw new Error(`${pattern}: ${regex.problem}`);
  return regex;
}

const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]");
const repeat = fc.constantFrom("", "", "", "*", "+", "?", "{2}", "{1,2}", "{2,}", "{0,1}");
const piece = fc.tuple(atom, repeat).map(parts => parts.join(""));
const sequence = fc.array(piece, { minLength: 1, maxLength: 3 }).map(parts => parts.join(""));
/** Never empty, and without groups inside: about the others engines differ. */
const repeatedGroup = fc
  .tuple(fc.array(fc.array(atom, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }), repeat)
  .map(([branches, times]) => `(${branches.map(branch => branch.join("")).join("|")})${times}`);
const plainGroup = fc
  .array(sequence, { minLength: 1, maxLength: 3 })
  .map(branches => `(${branches.join("|")})`);
const edge = fc.constantFrom("", "", "", "^", "$");
const pattern = fc
  .array(fc.oneof(sequence, repeatedGroup, plainGroup, edge), { minLength: 1, maxLength: 4 })
  .map(parts => parts.join(""));
const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 });

test("groups are those that JavaScript finds, where engines agree at all", () => {
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 5, maxLength: 5 }), (source, texts) => {
      const regex = compiled(source);
      for (const each of texts) {
        const found = new RegExp(source).exec(each);
        expect(regex.groups(each), `${source} in ${each}`).toEqual(found === null ? undefined : [...found]);
        expect(regex.test(each), `${source} in ${each}`).toBe(found !== null);
      }
    }),
    { numRuns: 2_000 },
  );
});

const nested = fc.letrec<{ expression: string }>(tie => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    atom,
    fc.tuple(tie("expression"), tie("expression")).map(parts => parts.join("")),
    fc.tuple(tie("expression"), tie("expression")).map(parts => `(${parts.join("|")})`),
    fc.tuple(tie("expression"), repeat).map(([body, times]) => `(?:${body})${times}`),
    fc.constantFrom("^", "$", "()"),
  ),
})).expression;

test("whether a pattern matches is as in JavaScript for every nesting of repetitions", () => {
  fc.assert(
    fc.property(nested, fc.array(text, { minLength: 5, maxLength: 5 }), (source, texts) => {
      const regex = compileRegex(source);
      if (regex instanceof RegexProblem) return expect(regex.problem).toBe("too-large");
      for (const each of texts) {
        expect(regex.test(each), `${source} in ${each}`).toBe(new RegExp(source).test(each));
        expect(regex.groups(each) !== undefined, `${source} in ${each}`).toBe(regex.test(each));
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
  // Some are too large, and refused before any text.
  const regexes = nestedPatterns(1_300, 7)
    .map(compileRegex)
    .flatMap(regex => (regex instanceof RegexProblem ? [] : [regex]))
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
  expect(regex.groups(mixed)?.[0]?.length).toBe(
    mixed.charAt(LENGTH - last - 1) === "a" ? last + 1 : undefined,
  );
  expect(regex.computedSteps - computedSteps).toBeLessThanOrEqual(2 * LENGTH);
});

test("a set of positions fits its words exactly", () => {
  expect((MAX_POSITIONS + 2) % 32).toBe(0);
});
