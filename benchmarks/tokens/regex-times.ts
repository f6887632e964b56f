import { compileRegex, RegexProblem } from "@sluice/token";
import { nestedPatterns } from "../../packages/token/src/testing/nested-patterns.ts";

const TEXT_LENGTH = 50_000;
const SEED = 20_261_121;
/** Of so many tries the quickest counts: what else the machine does is nobody's pattern. */
const TRIES = 3;

/** Milliseconds for compiling one pattern of nested repetitions and searching 50,000 characters with it. */
export interface RegexTimes {
  readonly patterns: number;
  readonly median: number;
  readonly worst: number;
  /** Patterns that are refused when they are read: too large. They cost a search nothing. */
  readonly refused: number;
}

export function regexTimes(count: number): RegexTimes {
  const text = "ab".repeat(TEXT_LENGTH / 2);
  const times: number[] = [];
  let refused = 0;
  for (const pattern of nestedPatterns(count, SEED)) {
    const tries = Array.from({ length: TRIES }, () => timeOf(pattern, text));
    if (tries.includes(undefined)) refused += 1;
    times.push(Math.min(...tries.filter(time => time !== undefined)));
  }
  const searched = times.filter(Number.isFinite).toSorted((one, other) => one - other);
  return {
    patterns: count,
    median: searched[Math.floor(searched.length / 2)] ?? Number.NaN,
    worst: searched.at(-1) ?? Number.NaN,
    refused,
  };
}

function timeOf(pattern: string, text: string): number | undefined {
  const start = performance.now();
  const regex = compileRegex(pattern);
  if (regex instanceof RegexProblem) return undefined;
  regex.test(text);
  return performance.now() - start;
}
