import { ANY, type CharSet } from "./char-set.ts";
import { escapedSets } from "./named-sets.ts";
import type { PatternCursor } from "./pattern-cursor.ts";

/** Behind a backslash: a set of `named-sets.ts`, or punctuation that stands for itself. */
export function parseEscape(cursor: PatternCursor): CharSet {
  const letter = cursor.next();
  if (/[1-9]/.test(letter)) return cursor.fail("backreference", ANY);
  if (letter !== "" && !/[0-9A-Za-z]/.test(letter)) return cursor.one(letter);
  return (Object.hasOwn(escapedSets, letter) ? escapedSets[letter] : undefined) ?? cursor.fail("escape", ANY);
}
