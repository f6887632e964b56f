import { type ESTree, type ParseResult, Visitor } from "vite";

/** One reference from a file to another module, in whatever form it is written. */
export interface Import {
  /** As written; undefined when it is computed, so that nobody can tell what it names. */
  readonly specifier: string | undefined;
  readonly line: number;
  /** Erased before the program runs. */
  readonly typeOnly: boolean;
  /** `await import()`: loaded when it is reached. */
  readonly dynamic: boolean;
}

/** Every import of a module: static, re-exported, dynamic, `require`, and `import("…")` in types. */
export function findImports(
  text: string,
  program: ESTree.Program,
  module: ParseResult["module"],
  lineAt: (offset: number) => number,
): readonly Import[] {
  const statics = module.staticImports.map(({ start, moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    line: lineAt(start),
    typeOnly: entries.length > 0 && entries.every(entry => entry.isType),
    dynamic: false,
  }));
  const dynamics = module.dynamicImports.map(({ start, moduleRequest }) => ({
    specifier: literalText(text.slice(moduleRequest.start, moduleRequest.end)),
    line: lineAt(start),
    typeOnly: false,
    dynamic: true,
  }));
  return [...statics, ...reexports(module, lineAt), ...dynamics, ...otherForms(program, lineAt)];
}

function reexports(module: ParseResult["module"], lineAt: (offset: number) => number): readonly Import[] {
  return module.staticExports.flatMap(({ start, entries }) => {
    const specifier = entries[0]?.moduleRequest?.value;
    if (specifier === undefined) return [];
    return [
      { specifier, line: lineAt(start), typeOnly: entries.every(entry => entry.isType), dynamic: false },
    ];
  });
}

function otherForms(program: ESTree.Program, lineAt: (offset: number) => number): readonly Import[] {
  const found: Import[] = [];
  new Visitor({
    TSImportType(node) {
      found.push({ specifier: node.source.value, line: lineAt(node.start), typeOnly: true, dynamic: false });
    },
    CallExpression(node) {
      if (node.callee.type !== "Identifier" || node.callee.name !== "require") return;
      const [argument] = node.arguments;
      const specifier =
        argument?.type === "Literal" && typeof argument.value === "string" ? argument.value : undefined;
      found.push({ specifier, line: lineAt(node.start), typeOnly: false, dynamic: false });
    },
  }).visit(program);
  return found;
}

function literalText(source: string): string | undefined {
  return /^(["'`])([^"'`$\\]*)\1$/.exec(source.trim())?.[2];
}
