import type { Layer } from "../layers.ts";
import type { Import } from "./find-imports.ts";
import { layerOf } from "./layer-of.ts";
import type { Problem } from "./problem.ts";
import { type ImportTarget, resolveImport } from "./resolve-import.ts";
import { isTestPath, type SourceFile } from "./source-file.ts";

/** The table that imports are held against. */
export interface ImportRules {
  readonly layers: readonly Layer[];
  readonly moduleHomes: Readonly<Record<string, readonly string[]>>;
}

/** Holds every import of a file against the table. Tests are only kept from entering other packages by path. */
export function checkImports(file: SourceFile, rules: ImportRules): readonly Problem[] {
  const layer = layerOf(file.path, rules.layers);
  if (layer === undefined && !file.isTest) {
    return [{ path: file.path, message: "is in no layer of tools/layers.ts" }];
  }
  return file.imports.flatMap(entry => {
    const message = file.isTest ? testFault(file, entry) : sourceFault(file, entry, layer, rules);
    return message === undefined ? [] : [{ path: file.path, line: entry.line, message }];
  });
}

function testFault(file: SourceFile, { specifier }: Import): string | undefined {
  return specifier === undefined ? undefined : packageFault(file, resolveImport(file.path, specifier));
}

function sourceFault(
  file: SourceFile,
  entry: Import,
  layer: Layer | undefined,
  rules: ImportRules,
): string | undefined {
  if (entry.specifier === undefined)
    return "imports a name that is computed, so no rule can be applied to it";
  const target = resolveImport(file.path, entry.specifier);
  const fault = packageFault(file, target);
  if (fault !== undefined) return fault;
  if (target.kind === "file" && isTestPath(target.path))
    return `imports ${entry.specifier}, which is for tests`;
  return layer && layerFault(layer, entry, target, rules);
}

function packageFault(file: SourceFile, target: ImportTarget): string | undefined {
  if (target.kind !== "file" || !target.path.startsWith("packages/")) return undefined;
  const other = packageOf(target.path);
  if (other === packageOf(file.path)) return undefined;
  return `imports ${target.path} by path; the package @sluice/${other} is imported by its name`;
}

function layerFault(
  layer: Layer,
  entry: Import,
  target: ImportTarget,
  rules: ImportRules,
): string | undefined {
  const wanted = wantedName(target, rules.layers);
  if (wanted === undefined) return `imports ${entry.specifier}, which is in no layer of tools/layers.ts`;
  if (wanted === layer.name || layer.mayImport.includes("*")) return undefined;
  if (!isAllowed(layer, wanted, entry)) {
    return `${layer.name} may not import ${wanted} (${entry.specifier})${hint(layer, wanted)}`;
  }
  const homes = "module" in target ? rules.moduleHomes[target.module] : undefined;
  if (homes === undefined || homes.includes(layer.name)) return undefined;
  return `${layer.name} may not import ${entry.specifier}, which belongs to ${homes.join(", ")}`;
}

/** How the table calls the target. */
function wantedName(target: ImportTarget, layers: readonly Layer[]): string | undefined {
  if (target.kind === "file") return layerOf(target.path, layers)?.name;
  if (target.kind === "workspace") return target.layer;
  return target.kind === "node" ? "node:" : "npm";
}

function isAllowed({ mayImport }: Layer, wanted: string, entry: Import): boolean {
  if (mayImport.includes(wanted)) return true;
  if (entry.typeOnly && mayImport.includes(`type:${wanted}`)) return true;
  return entry.dynamic && mayImport.includes(`dynamic:${wanted}`);
}

function hint({ mayImport }: Layer, wanted: string): string {
  if (mayImport.includes(`type:${wanted}`)) return ": only its types";
  return mayImport.includes(`dynamic:${wanted}`) ? ": only by await import()" : "";
}

function packageOf(path: string): string {
  return path.split("/")[1] ?? "";
}
