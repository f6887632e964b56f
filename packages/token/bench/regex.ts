import { compileRegex } from "../src/regex/compile.ts";
import type { LinearRegex } from "../src/regex/linear-regex.ts";
import { RegexProblem } from "../src/regex/problem.ts";
import { nestedPatterns, randomFrom } from "../src/testing/nested-patterns.ts";

const LENGTH = 50_000;
const HARDEST = ["[ab]*a[ab]{123}c", "((a|b)*a[ab]{20})+c", "(a+)+$", "(a*)*b", "((a|aa)+)+c"];

/** The best of these counts: what else the machine does is not the pattern's. */
const TRIES = 3;

/** Milliseconds of each pattern on its slowest text of 50,000 characters, slowest first. Prints nothing. */
export function measureRegex(): readonly { readonly pattern: string; readonly milliseconds: number }[] {
  const random = randomFrom(1);
  const mixed = Array.from({ length: LENGTH }, () => (random() < 0.5 ? "a" : "b")).join("");
  const texts = [mixed, "a".repeat(LENGTH), `${"ab".repeat(LENGTH / 2 - 1)}!`];
  const measured = [...HARDEST, ...nestedPatterns(1_300, 7)].flatMap(pattern => {
    const regex = compileRegex(pattern);
    if (regex instanceof RegexProblem) return [];
    const times = texts.map(text =>
      Math.min(...Array.from({ length: TRIES }, () => millisecondsOf(regex, text))),
    );
    return [{ pattern, milliseconds: Math.max(...times) }];
  });
  return measured.toSorted((left, right) => right.milliseconds - left.milliseconds);
}

function millisecondsOf(regex: LinearRegex, text: string): number {
  const start = performance.now();
  regex.test(text);
  return performance.now() - start;
}

/** `node bench/regex.ts` prints the slowest ten. */
if (import.meta.main) {
  const measured = measureRegex();
  const median = measured[Math.floor(measured.length / 2)];
  for (const { pattern, milliseconds } of measured.slice(0, 10))
    console.log(milliseconds.toFixed(2), "ms", pattern);
  console.log(
    `${measured.length} patterns, ${LENGTH} characters, median ${median?.milliseconds.toFixed(2)} ms`,
  );
}
