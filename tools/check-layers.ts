import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkTree } from "./layer-check/check-tree.ts";
import { describeProblem } from "./layer-check/problem.ts";

/** Holds the tree against tools/layers.ts and ARCHITECTURE.md; prints each problem and exits with 1 if there is one. */

const IGNORED = [".git", "node_modules", "dist", "data", "coverage"];

function filesBelow(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    if (IGNORED.includes(entry.name)) return [];
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(root, path) : [path];
  });
}

const root = join(import.meta.dirname, "..");
const paths = filesBelow(root, "");
const problems = checkTree({ paths, read: path => readFileSync(join(root, path), "utf8") });
for (const problem of problems) console.log(describeProblem(problem));
if (problems.length > 0) process.exitCode = 1;
