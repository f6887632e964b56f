import { isRooted, namedPaths } from "./named-paths.ts";
import type { Problem } from "./problem.ts";

const DOCUMENT = "ARCHITECTURE.md";

/**
 * Every path that ARCHITECTURE.md names is in the tree; a repository without that document fails as well.
 *
 * @param paths every file of the repository
 */
export function checkArchitecture(text: string | undefined, paths: readonly string[]): readonly Problem[] {
  if (text === undefined) return [{ path: DOCUMENT, message: "is missing" }];
  const present = new Set(paths.flatMap(withFolders));
  return namedPaths(text)
    .filter(({ path }) => !isPresent(path, present))
    .map(({ path, line }) => ({ path: DOCUMENT, line, message: `names ${path}, which does not exist` }));
}

function withFolders(path: string): readonly string[] {
  const parts = path.split("/");
  return [path, ...parts.slice(1).map((_, index) => `${parts.slice(0, index + 1).join("/")}/`)];
}

function isPresent(path: string, present: ReadonlySet<string>): boolean {
  if (present.has(path) || present.has(`${path}/`)) return true;
  if (isRooted(path)) return false;
  return [...present].some(each => each.endsWith(`/${path}`) || each.endsWith(`/${path}/`));
}
