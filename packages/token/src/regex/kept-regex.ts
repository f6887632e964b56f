import { compileRegex } from "./compile.ts";
import { RegexProblem } from "./problem.ts";
import type { Regex } from "./regex.ts";

/**
 * So many expressions are kept, those that were not asked for the longest go first. Each may take 250 KiB, and whoever
 * remembers tokens remembers thousands: they hold patterns, and most tokens of an issuer have the same.
 */
export const KEPT_EXPRESSIONS = 256;

const kept = new Map<string, Regex>();
let lastPattern: string | undefined;
let lastRegex: Regex | undefined;

/** `compileRegex`, from memory where it can be. Ask for it at each use, and hold the pattern alone. */
export function keptRegex(pattern: string): Regex | RegexProblem {
  if (pattern === lastPattern && lastRegex !== undefined) return lastRegex;
  const known = kept.get(pattern);
  const regex = known ?? compileRegex(pattern);
  if (regex instanceof RegexProblem) return regex;
  if (known) kept.delete(pattern);
  else if (kept.size >= KEPT_EXPRESSIONS) forgetOldest();
  kept.set(pattern, regex);
  lastPattern = pattern;
  lastRegex = regex;
  return regex;
}

function forgetOldest(): void {
  for (const oldest of kept.keys()) return void kept.delete(oldest);
}
