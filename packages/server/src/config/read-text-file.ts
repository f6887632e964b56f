import { readFileSync } from "node:fs";

/** The UTF-8 text of a file, or undefined if there is none at the path. Throws when it cannot be read. */
export function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
