/** Characters of a pattern. */
export const MAX_PATTERN_LENGTH = 4_096;

/** Groups inside each other. */
export const MAX_PATTERN_NESTING = 64;

/** The largest number in `{m,n}` (RE_DUP_MAX of POSIX). */
export const MAX_REPEAT = 255;

/**
 * Places of a pattern that match one character, after `{m,n}` is written out. This is what makes 50,000 characters take
 * less than 10 ms in the worst case: a step through the text costs at most one look at each eight of them.
 */
export const MAX_POSITIONS = 126;

/** Steps of the compiler, so that `((((){255}){255}){255}){255}` ends soon. */
export const MAX_INSTRUCTIONS = 1_024;

/** Transitions that an expression remembers; 128 KiB. */
export const MAX_KEPT_TRANSITIONS = 32_768;

/** Steps of one text that are remembered: keeping one costs ten times what computing it costs. */
export const MAX_KEPT_PER_TEXT = 1_000;
