/** One thing that is wrong with the configuration. No part of it contains the value of a secret. */
export interface ConfigProblem {
  /** Where: `environment SLUICE_PORT`, `flag --port`, `sluice.yaml:12:5 applications.vod.origin`. */
  readonly source: string;
  /** What is wrong there. */
  readonly problem: string;
  /** What is allowed there. */
  readonly allowed: string;
}

/** All problems as text for a terminal, one line each, no line break at the end. */
export function formatConfigProblems(problems: readonly ConfigProblem[]): string {
  return problems
    .map(({ source, problem, allowed }) => `${source}: ${problem}; allowed: ${allowed}`)
    .join("\n");
}
