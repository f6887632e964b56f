import { keptRegex } from "../regex/kept-regex.ts";
import { RegexProblem } from "../regex/problem.ts";
import type { Malformed } from "./claim.ts";
import { malformed, unsupported } from "./shapes.ts";

/** Groups whose text a token may ask for. */
const MOST_GROUPS = 32;

/** A regular expression (POSIX ERE) that must match somewhere, and the texts that its groups must have; null: any. */
export class RegexMatch {
  readonly pattern: string;
  readonly groups: readonly (string | null)[];

  constructor(pattern: string, groups: readonly (string | null)[]) {
    this.pattern = pattern;
    this.groups = groups;
  }

  /** Undefined where the expression is too much work for this text. */
  matches(text: string): boolean | undefined {
    const regex = keptRegex(this.pattern);
    if (regex instanceof RegexProblem) return undefined;
    if (this.groups.length === 0) return regex.test(text);
    const found = regex.groups(text);
    if (!found) return found;
    return this.groups.every((wanted, index) => wanted === null || found[index + 1] === wanted);
  }
}

/** Reads `[pattern, group 1, group 2, …]`, on the wire or in JSON. Perl's extensions are unsupported, never guessed. */
export function readRegexMatch(value: unknown): RegexMatch | Malformed {
  if (!Array.isArray(value) || value.length > MOST_GROUPS + 1)
    return malformed("a regex is a list: pattern and groups");
  const [pattern, ...groups]: readonly unknown[] = value;
  if (typeof pattern !== "string" || !groups.every(isGroup)) {
    return malformed("a regex is a list of texts, and null for a group that may have any");
  }
  const regex = keptRegex(pattern);
  return regex instanceof RegexProblem
    ? unsupported(`regular expression: ${regex.problem} at ${regex.at}`)
    : new RegexMatch(pattern, groups);
}

function isGroup(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}
