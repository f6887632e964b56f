import { type CharSet, charsOf, complement } from "./char-set.ts";

const DIGIT = charsOf("0-9");
const WORD = charsOf("A-Za-z0-9_");
const SPACE = charsOf("\t-\r ");

/** `[:name:]` of POSIX, in the C locale. */
export const posixSets: Readonly<Record<string, CharSet>> = {
  alnum: charsOf("A-Za-z0-9"),
  alpha: charsOf("A-Za-z"),
  blank: charsOf("\t "),
  cntrl: charsOf("\0-\x1f\x7f"),
  digit: DIGIT,
  graph: charsOf("!-~"),
  lower: charsOf("a-z"),
  print: charsOf(" -~"),
  punct: charsOf("!-/:-@[-`{-~"),
  space: SPACE,
  upper: charsOf("A-Z"),
  xdigit: charsOf("0-9A-Fa-f"),
};

/** Escapes that POSIX lacks, but tokens for JavaScript recipients hold. ASCII alone. */
export const escapedSets: Readonly<Record<string, CharSet>> = {
  d: DIGIT,
  D: complement(DIGIT),
  w: WORD,
  W: complement(WORD),
  s: SPACE,
  S: complement(SPACE),
  n: charsOf("\n"),
  r: charsOf("\r"),
  t: charsOf("\t"),
  f: charsOf("\f"),
  v: charsOf("\v"),
};
