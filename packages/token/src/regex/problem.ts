/** Why a pattern is not compiled: a closed table. */
export const regexProblems = {
  "too-long": "the pattern is longer than 32,768 characters",
  "too-large": "the pattern is too large once its repetitions are written out",
  "too-deep": "groups nested too deeply",
  "repeat-count": "a repetition is {m}, {m,} or {m,n}, with m at most n and n at most 255",
  unbalanced: "a bracket or parenthesis without its other half",
  "nothing-to-repeat": "a repetition with nothing to repeat",
  "double-repeat": "a repetition of a repetition, or a lazy or possessive one",
  "group-kind": "lookaround, named groups and flags are not supported",
  backreference: "a backreference",
  escape: "an unknown escape",
  bracket: "a bracket expression that is not understood",
  character: "a character beyond U+FFFF",
} as const satisfies Record<string, string>;

export type RegexProblemCode = keyof typeof regexProblems;

/** What `compileRegex` answers instead of an expression. */
export class RegexProblem {
  readonly problem: RegexProblemCode;
  /** Offset in the pattern, at or shortly after what is wrong. */
  readonly at: number;

  constructor(problem: RegexProblemCode, at: number) {
    this.problem = problem;
    this.at = at;
  }
}
