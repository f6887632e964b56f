import type { Problem } from "./problem.ts";

/** The most lines a file may have. */
export interface LineLimit {
  readonly source: number;
  readonly test: number;
}

/** Files that grew past the limit; tests may be longer. */
export function checkLength(path: string, text: string, limit: LineLimit): readonly Problem[] {
  const lines = text.trimEnd().split("\n").length;
  const allowed = /\.(test|e2e)\.tsx?$/.test(path) ? limit.test : limit.source;
  if (lines <= allowed) return [];
  return [{ path, message: `has ${lines} lines; at most ${allowed}. What is hiding in it?` }];
}
