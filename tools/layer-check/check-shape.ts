import type { Layer } from "../layers.ts";
import { layerOf } from "./layer-of.ts";
import type { Problem } from "./problem.ts";
import type { SourceFile } from "./source-file.ts";

const PACKAGE_ENTRY = /^packages\/[^/]+\/src\/index\.ts$/;

/** Barrels: only the entry of a package re-exports, and it names what it exports. */
export function checkReexports(file: SourceFile): readonly Problem[] {
  const { path } = file;
  const stars = file.starExportLines.map(line => ({
    path,
    line,
    message: "exports * instead of naming what it exports",
  }));
  if (!file.onlyReexports || PACKAGE_ENTRY.test(path)) return stars;
  return [...stars, { path, message: "only re-exports; import from the files themselves" }];
}

/** Clock, randomness, environment and I/O in layers that must be pure. */
export function checkPurity(
  file: SourceFile,
  layers: readonly Layer[],
  pureLayers: readonly string[],
): readonly Problem[] {
  const layer = layerOf(file.path, layers);
  if (file.isTest || layer === undefined || !pureLayers.includes(layer.name)) return [];
  return file.impurities.map(({ what, line }) => ({
    path: file.path,
    line,
    message: `${layer.name} is pure and may not use ${what}`,
  }));
}
