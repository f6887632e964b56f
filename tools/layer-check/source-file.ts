import { parseSync } from "vite";
import { testPlaces } from "../layers.ts";
import { findImports, type Import } from "./find-imports.ts";
import { findImpurities, type Impurity } from "./find-impurities.ts";
import { lineFinder } from "./line-finder.ts";

/** What the rules need to know about one TypeScript file. */
export interface SourceFile {
  /** Relative to the root of the repository, with `/`. */
  readonly path: string;
  /** Tests and their helpers: `*.test.ts` and everything in `testPlaces`. */
  readonly isTest: boolean;
  readonly imports: readonly Import[];
  /** Whether it holds nothing but imports and re-exports, with at least one of the latter. */
  readonly onlyReexports: boolean;
  /** Lines of `export * from`. */
  readonly starExportLines: readonly number[];
  readonly impurities: readonly Impurity[];
  /** Set when the file does not parse; nothing else is known then. */
  readonly parseError?: string;
}

/** Reads one file with the parser of the bundler; what does not parse becomes `parseError`. */
export function readSourceFile(path: string, text: string): SourceFile {
  const isTest = isTestPath(path);
  const { program, module, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) return { ...nothing, path, isTest, parseError: error.message };
  const lineAt = lineFinder(text);
  const starExports = program.body.filter(statement => statement.type === "ExportAllDeclaration");
  return {
    path,
    isTest,
    imports: findImports(text, program, module, lineAt),
    onlyReexports: isOnlyReexports(program),
    starExportLines: starExports.map(statement => lineAt(statement.start)),
    impurities: findImpurities(program, lineAt),
  };
}

/** Whether a path belongs to a test or to what only tests use. */
export function isTestPath(path: string): boolean {
  return (
    /\.test\.tsx?$/.test(path) || path.split("/").some(part => testPlaces.includes(part.replace(/\.ts$/, "")))
  );
}

const nothing = { imports: [], onlyReexports: false, starExportLines: [], impurities: [] };

function isOnlyReexports({ body }: ReturnType<typeof parseSync>["program"]): boolean {
  const exported = body.filter(statement => statement.type !== "ImportDeclaration");
  return exported.some(isReexport) && exported.every(isReexport);
}

function isReexport(statement: ReturnType<typeof parseSync>["program"]["body"][number]): boolean {
  if (statement.type === "ExportAllDeclaration") return true;
  if (statement.type !== "ExportNamedDeclaration") return false;
  return statement.declaration === null && statement.specifiers.length > 0;
}
