import { parseBracket } from "./bracket.ts";
import { ANY, type CharSet } from "./char-set.ts";
import { parseEscape } from "./escape.ts";
import { MAX_PATTERN_NESTING, MAX_REPEAT } from "./limits.ts";
import type { PatternCursor } from "./pattern-cursor.ts";
import type { Pattern } from "./syntax.ts";

const EMPTY: Pattern = { kind: "sequence", parts: [] };
const BOUND = /^\{([0-9]{1,4})(,?)([0-9]{0,4})\}/;
const REPEATS = "*+?{";

/** Reads a whole pattern; after a problem the answer is meaningless, and `cursor.problem` says why. */
export function parsePattern(cursor: PatternCursor): Pattern {
  const pattern = parseChoice(cursor, 0);
  if (!cursor.done) cursor.fail("unbalanced");
  return pattern;
}

function parseChoice(cursor: PatternCursor, depth: number): Pattern {
  const first = parseSequence(cursor, depth);
  if (cursor.peek() !== "|") return first;
  const branches = [first];
  while (cursor.take("|")) branches.push(parseSequence(cursor, depth));
  return { kind: "choice", branches };
}

function parseSequence(cursor: PatternCursor, depth: number): Pattern {
  const parts: Pattern[] = [];
  while (!cursor.done && cursor.peek() !== "|" && cursor.peek() !== ")") {
    parts.push(parseRepeat(cursor, parseAtom(cursor, depth)));
  }
  return { kind: "sequence", parts };
}

function parseAtom(cursor: PatternCursor, depth: number): Pattern {
  const letter = cursor.next();
  switch (letter) {
    case "(":
      return parseGroup(cursor, depth + 1);
    case "[":
      return char(parseBracket(cursor));
    case ".":
      return char(ANY);
    case "^":
      return { kind: "start" };
    case "$":
      return { kind: "end" };
    case "\\":
      return char(parseEscape(cursor));
    case "*":
    case "+":
    case "?":
    case "{":
      return cursor.fail("nothing-to-repeat", EMPTY);
    default:
      return char(cursor.one(letter));
  }
}

function char(set: CharSet): Pattern {
  return { kind: "char", set };
}

function parseGroup(cursor: PatternCursor, depth: number): Pattern {
  if (depth > MAX_PATTERN_NESTING) return cursor.fail("too-deep", EMPTY);
  if (cursor.take("?")) {
    if (!cursor.take(":")) return cursor.fail("group-kind", EMPTY);
    return closed(cursor, parseChoice(cursor, depth));
  }
  cursor.groups += 1;
  const index = cursor.groups;
  return closed(cursor, { kind: "group", index, body: parseChoice(cursor, depth) });
}

function closed(cursor: PatternCursor, group: Pattern): Pattern {
  return cursor.take(")") ? group : cursor.fail("unbalanced", EMPTY);
}

function parseRepeat(cursor: PatternCursor, body: Pattern): Pattern {
  if (cursor.done || !REPEATS.includes(cursor.peek())) return body;
  if (body.kind === "start" || body.kind === "end") return cursor.fail("nothing-to-repeat", EMPTY);
  const repeat = parseCount(cursor, body);
  return !cursor.done && REPEATS.includes(cursor.peek()) ? cursor.fail("double-repeat", EMPTY) : repeat;
}

function parseCount(cursor: PatternCursor, body: Pattern): Pattern {
  if (cursor.take("*")) return { kind: "repeat", body, min: 0, max: undefined };
  if (cursor.take("+")) return { kind: "repeat", body, min: 1, max: undefined };
  if (cursor.take("?")) return { kind: "repeat", body, min: 0, max: 1 };
  const [whole, least = "", comma, most] = BOUND.exec(cursor.ahead(12)) ?? [];
  if (whole === undefined || (comma === "" && most !== "")) return cursor.fail("repeat-count", EMPTY);
  const min = Number(least);
  const max = comma === "" ? min : most === "" ? undefined : Number(most);
  if (Math.max(min, max ?? 0) > MAX_REPEAT || min > (max ?? min)) return cursor.fail("repeat-count", EMPTY);
  cursor.skip(whole.length);
  return { kind: "repeat", body, min, max };
}
