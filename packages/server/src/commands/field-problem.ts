/** One thing wrong with a command's input. */
export interface FieldProblem {
  /** Path of the field: `target.streams.0`. */
  readonly field: string;
  /** One sentence; never repeats a secret. */
  readonly message: string;
}
