import { MAX_PATTERN_LENGTH } from "./limits.ts";
import { LinearRegex } from "./linear-regex.ts";
import { parsePattern } from "./parse.ts";
import { PatternCursor } from "./pattern-cursor.ts";
import { RegexProblem } from "./problem.ts";
import { programOf } from "./program.ts";

/**
 * Compiles a POSIX extended regular expression (IEEE 1003.1 section 9.4; CTA-5007-B regex match, RFC 9246 cdniuc) so that
 * no text takes it more than linear time. Understood: literals, `.` (any character), `[...]` with ranges, negation and
 * classes, `^` and `$` (of the whole text), `*` `+` `?` `{m}` `{m,}` `{m,n}`, `|`, groups, escaped punctuation. Beyond POSIX,
 * as tokens hold it: `(?:...)`, `\d \w \s` and their negations, `\n \r \t \f \v`, escapes inside brackets.
 * Anything else is a problem: lookaround, backreferences, lazy and possessive repetition, Unicode properties, what `limits.ts`
 * excludes. Never throws. Case matters; a character is a UTF-16 code unit.
 */
export function compileRegex(pattern: string): LinearRegex | RegexProblem {
  if (pattern.length > MAX_PATTERN_LENGTH) return new RegexProblem("too-long", MAX_PATTERN_LENGTH);
  const cursor = new PatternCursor(pattern);
  const parsed = parsePattern(cursor);
  if (cursor.problem !== undefined) return cursor.problem;
  const program = programOf(parsed);
  if (program === undefined) return new RegexProblem("too-large", pattern.length);
  return new LinearRegex(program, cursor.groups);
}
