import type { Problem } from "./problem.ts";
import { resolveImport } from "./resolve-import.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * Finds files that import each other in a circle, types included: a circle of types is a circle in the reader's head.
 * Each circle is reported once, at the file where the search met it first.
 */
export function findCycles(files: readonly SourceFile[]): readonly Problem[] {
  const edges = new Map(files.filter(file => !file.isTest).map(file => [file.path, neighbours(file)]));
  const done = new Set<string>();
  const problems: Problem[] = [];

  function visit(path: string, trail: readonly string[]): void {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const circle = [...trail.slice(start), path];
      problems.push({
        path,
        message: `a circle of imports (put what both need into its own file): ${circle.join(" -> ")}`,
      });
      return;
    }
    if (done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  }

  for (const path of edges.keys()) visit(path, []);
  return problems;
}

function neighbours(file: SourceFile): readonly string[] {
  const targets = file.imports.flatMap(({ specifier }) => {
    if (specifier === undefined) return [];
    const target = resolveImport(file.path, specifier);
    return target.kind === "file" ? [target.path] : [];
  });
  return [...new Set(targets)];
}
