/** Texts of the groups, as `RegExp.exec` numbers them: 0 is all that was matched; undefined took no part. */
export type Groups = readonly (string | undefined)[];

/**
 * A compiled pattern, found anywhere in a text unless `^` and `$` say where. Every text takes bounded work. Undefined
 * where a large pattern would need more than its budget for this text (`MAX_WORK`): nobody knows whether it matches, and
 * whoever asks must refuse, also where a match would refuse. It may remember steps between texts, which nothing outside
 * can tell.
 */
export interface Regex {
  /** Groups in the pattern, not counting the whole. */
  readonly groupCount: number;
  /** Steps that were computed so far, in all texts: what the bounds in `limits.ts` are about. */
  readonly computedSteps: number;
  /** True when the pattern matches somewhere in `text`. */
  test(text: string): boolean | undefined;
  /**
   * The match that starts first, and of these the one that a backtracking engine prefers (Perl, RE2, JavaScript): the left
   * branch before the right, one more repetition before going on. A group in a repetition is its last time. False when
   * nothing matches.
   */
  groups(text: string): Groups | false | undefined;
}
