import { compileRegex } from "../src/regex/compile.ts";
import { RegexProblem } from "../src/regex/problem.ts";
import type { Regex } from "../src/regex/regex.ts";
import { nestedPatterns, randomFrom } from "../src/testing/nested-patterns.ts";

const LENGTH = 50_000;
const HARDEST = ["[ab]*a[ab]{123}c", "((a|b)*a[ab]{20})+c", "(a+)+$", "(a*)*b", "((a|aa)+)+c"];
/** Of the size for which a text has a budget. */
const LARGE = [
  "(a?){255}(b?){255}c",
  "(([ab]{0,20}){0,20}){0,20}c",
  `(${"[a-bd-e]?".repeat(1_000)})*c`,
  `.*${"a?".repeat(1_000)}$`,
  `[${Array.from({ length: 5_000 }, (_, at) => String.fromCharCode(1_000 + 2 * at)).join("")}]{0,255}ab`,
  `(${Array.from({ length: 4_000 }, () => "(a|b)").join("")})*c`,
];

/** The best of these counts: what else the machine does is not the pattern's. */
const TRIES = 5;

/** Milliseconds of each pattern on its slowest text of 50,000 characters, slowest first. Prints nothing. */
export function measureRegex(): readonly { readonly pattern: string; readonly milliseconds: number }[] {
  const random = randomFrom(1);
  const mixed = Array.from({ length: LENGTH }, () => (random() < 0.5 ? "a" : "b")).join("");
  const texts = [mixed, "a".repeat(LENGTH), `${"ab".repeat(LENGTH / 2 - 1)}!`];
  const measured = [...HARDEST, ...LARGE, ...nestedPatterns(1_300, 7)].flatMap(pattern => {
    const regex = compileRegex(pattern);
    if (regex instanceof RegexProblem) return [];
    const times = texts.map(text =>
      Math.min(...Array.from({ length: TRIES }, () => millisecondsOf(regex, text))),
    );
    return [{ pattern, milliseconds: Math.max(...times) }];
  });
  return measured.toSorted((left, right) => right.milliseconds - left.milliseconds);
}

function millisecondsOf(regex: Regex, text: string): number {
  // Not the thread's own time: Linux may count that in ticks of 4 ms, and the least of several tries would be 0.
  const start = performance.now();
  regex.test(text);
  return performance.now() - start;
}

/** `node bench/regex.ts` prints the slowest ten. */
if (import.meta.main) {
  const measured = measureRegex();
  const median = measured[Math.floor(measured.length / 2)];
  for (const { pattern, milliseconds } of measured.slice(0, 10))
    console.log(milliseconds.toFixed(2), "ms", pattern.slice(0, 80));
  console.log(
    `${measured.length} patterns, ${LENGTH} characters, median ${median?.milliseconds.toFixed(2)} ms`,
  );
}
