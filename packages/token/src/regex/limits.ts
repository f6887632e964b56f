/** Characters of a pattern: a hundred names of 128 characters, and as many of them escaped. */
export const MAX_PATTERN_LENGTH = 32_768;

/** Groups inside each other. */
export const MAX_PATTERN_NESTING = 64;

/** The largest number in `{m,n}` (RE_DUP_MAX of POSIX). */
export const MAX_REPEAT = 255;

/**
 * Places of a pattern that match one character, after `{m,n}` is written out, up to which every text is judged. A literal
 * text behind a leading `^` is compared and counts for none. This is what makes 50,000 characters take less than 10 ms in
 * the worst case: a step through the text costs at most one look at each eight of them.
 */
export const MAX_POSITIONS = 126;

/** Steps of the compiler for such a pattern. */
export const MAX_INSTRUCTIONS = 1_024;

/** Steps of the compiler for any pattern, so that `((((){255}){255}){255}){255}` ends soon. */
export const MAX_LARGE_INSTRUCTIONS = 16_384;

/**
 * Looks at an instruction, or at a range of a bracket, that a larger pattern may take for one text; then it is given up, at
 * the latest one instruction further. Less than 10 ms. A hundred names of 60 characters that begin alike take 6,000, a
 * hundred that do not 200; `.*` before one more literal takes 6 for each character.
 */
export const MAX_WORK = 250_000;

/** Transitions that an expression remembers; 128 KiB. */
export const MAX_KEPT_TRANSITIONS = 32_768;

/** Steps of one text that are remembered: keeping one costs ten times what computing it costs. */
export const MAX_KEPT_PER_TEXT = 1_000;
