import { LargeRegex } from "./large-regex.ts";
import { MAX_INSTRUCTIONS, MAX_LARGE_INSTRUCTIONS, MAX_PATTERN_LENGTH, MAX_POSITIONS } from "./limits.ts";
import { LinearRegex } from "./linear-regex.ts";
import { splitLiteralPrefix } from "./literal-prefix.ts";
import { parsePattern } from "./parse.ts";
import { PatternCursor } from "./pattern-cursor.ts";
import { PrefixedRegex } from "./prefixed-regex.ts";
import { RegexProblem } from "./problem.ts";
import { type ProgramBounds, programOf } from "./program.ts";
import type { Regex } from "./regex.ts";
import type { Pattern } from "./syntax.ts";

const LINEAR: ProgramBounds = { instructions: MAX_INSTRUCTIONS, positions: MAX_POSITIONS };
const LARGE: ProgramBounds = { instructions: MAX_LARGE_INSTRUCTIONS, positions: MAX_LARGE_INSTRUCTIONS };

/**
 * Compiles a POSIX extended regular expression (IEEE 1003.1 section 9.4; CTA-5007-B regex match, RFC 9246 cdniuc) so that
 * no text takes it more than linear time, nor a large pattern more than its budget. Understood: literals, `.` (any
 * character), `[...]` with ranges, negation and classes, `^` and `$` (of the whole text), `*` `+` `?` `{m}` `{m,}` `{m,n}`,
 * `|`, groups, escaped punctuation. Beyond POSIX, as tokens hold it: `(?:...)`, `\d \w \s` and their negations,
 * `\n \r \t \f \v`, escapes inside brackets. Anything else is a problem: lookaround, backreferences, lazy and possessive
 * repetition, Unicode properties, what `limits.ts` excludes. Never throws. Case matters; a character is a UTF-16 code unit.
 */
export function compileRegex(pattern: string): Regex | RegexProblem {
  if (pattern.length > MAX_PATTERN_LENGTH) return new RegexProblem("too-long", MAX_PATTERN_LENGTH);
  const cursor = new PatternCursor(pattern);
  const parsed = parsePattern(cursor);
  if (cursor.problem !== undefined) return cursor.problem;
  const { prefix, rest } = splitLiteralPrefix(parsed);
  const regex = regexOf(rest, cursor.groups);
  if (regex === undefined) return new RegexProblem("too-large", pattern.length);
  return prefix === "" ? regex : new PrefixedRegex(prefix, regex);
}

function regexOf(pattern: Pattern, groups: number): Regex | undefined {
  const small = programOf(pattern, LINEAR);
  if (small !== undefined) return new LinearRegex(small, groups);
  const large = programOf(pattern, LARGE);
  return large && new LargeRegex(large, groups);
}
