import { generatedFiles, layers, lineLimit, moduleHomes, pureLayers } from "../layers.ts";
import { checkArchitecture } from "./check-architecture.ts";
import { checkImports } from "./check-imports.ts";
import { checkLength } from "./check-length.ts";
import { checkPurity, checkReexports } from "./check-shape.ts";
import { findCycles } from "./find-cycles.ts";
import type { Problem } from "./problem.ts";
import { readSourceFile, type SourceFile } from "./source-file.ts";

/** A repository, as far as the check reads it. */
export interface Tree {
  /** Every file, relative to the root, with `/`. */
  readonly paths: readonly string[];
  /** The text of a file of `paths`. */
  readonly read: (path: string) => string;
}

const LAYERED = /^packages\/[^/]+\/src\/.*\.tsx?$/;
const MEASURED = /\.(ts|tsx|js|mjs|css)$/;
const DOCUMENT = "ARCHITECTURE.md";

/** Every problem of a repository with its layers, its shape and its ARCHITECTURE.md. */
export function checkTree({ paths, read }: Tree): readonly Problem[] {
  const files = paths.filter(path => LAYERED.test(path)).map(path => readSourceFile(path, read(path)));
  const document = paths.includes(DOCUMENT) ? read(DOCUMENT) : undefined;
  return [
    ...files.flatMap(checkFile),
    ...findCycles(files),
    ...paths.filter(isMeasured).flatMap(path => checkLength(path, read(path), lineLimit)),
    ...checkArchitecture(document, paths),
  ];
}

const isMeasured = (path: string): boolean => MEASURED.test(path) && !generatedFiles.includes(path);

function checkFile(file: SourceFile): readonly Problem[] {
  if (file.parseError !== undefined) {
    return [{ path: file.path, message: `does not parse: ${file.parseError}` }];
  }
  return [
    ...checkImports(file, { layers, moduleHomes }),
    ...checkReexports(file),
    ...checkPurity(file, layers, pureLayers),
  ];
}
