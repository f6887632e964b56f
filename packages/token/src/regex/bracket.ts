import { ANY, type CharSet, charSet, complement, onlyUnit } from "./char-set.ts";
import { parseEscape } from "./escape.ts";
import { posixSets } from "./named-sets.ts";
import type { PatternCursor } from "./pattern-cursor.ts";

const CLASS = /^\[:([a-z]+):\]/;
const LONGEST_CLASS = 12;

/**
 * Behind `[`, up to and with `]` (POSIX 9.3.5): a `]` that comes first is a member, `-` first or last too. Unlike in
 * POSIX a backslash escapes, as tokens for JavaScript recipients have it: `[\w.-]`, `[^\/]`.
 */
export function parseBracket(cursor: PatternCursor): CharSet {
  const negated = cursor.take("^");
  const members: CharSet[] = [];
  do {
    if (cursor.done) return cursor.fail("unbalanced", ANY);
    members.push(parseMember(cursor));
  } while (!cursor.take("]") && cursor.problem === undefined);
  const set = charSet(members.flat());
  return negated ? complement(set) : set;
}

function parseMember(cursor: PatternCursor): CharSet {
  const first = parseElement(cursor);
  const range = cursor.ahead(2);
  if (!range.startsWith("-") || range === "-]" || range.length < 2) return first;
  cursor.skip(1);
  const last = parseElement(cursor);
  const from = onlyUnit(first);
  const to = onlyUnit(last);
  if (from === undefined || to === undefined || from > to) return cursor.fail("bracket", ANY);
  return [[from, to]];
}

function parseElement(cursor: PatternCursor): CharSet {
  const [whole, name = ""] = CLASS.exec(cursor.ahead(LONGEST_CLASS)) ?? [];
  if (whole !== undefined) {
    cursor.skip(whole.length);
    return (Object.hasOwn(posixSets, name) ? posixSets[name] : undefined) ?? cursor.fail("bracket", ANY);
  }
  // Collating symbols and equivalence classes need a locale.
  if (["[:", "[.", "[="].includes(cursor.ahead(2))) return cursor.fail("bracket", ANY);
  const letter = cursor.next();
  return letter === "\\" ? parseEscape(cursor) : cursor.one(letter);
}
