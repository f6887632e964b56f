/** One thing that breaks a rule. */
export interface Problem {
  /** Relative to the root of the repository. */
  readonly path: string;
  /** From 1; absent when the whole file is meant. */
  readonly line?: number;
  readonly message: string;
}

/** As shown on the screen; editors open `path:line`. */
export function describeProblem({ path, line, message }: Problem): string {
  return `${line === undefined ? path : `${path}:${line}`}: ${message}`;
}
