import { posix } from "node:path";

/** What an import names. */
export type ImportTarget =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "workspace"; readonly layer: string }
  | { readonly kind: "node"; readonly module: string }
  | { readonly kind: "npm"; readonly module: string };

const SCOPE = "@sluice/";

/** Resolves an import as Node would, as far as the rules need it: `@sluice/token/node` is the layer `token/node`. */
export function resolveImport(importer: string, specifier: string): ImportTarget {
  if (/^\.{1,2}\//.test(specifier)) {
    const [path = ""] = specifier.split("?");
    return { kind: "file", path: posix.join(posix.dirname(importer), path) };
  }
  if (specifier.startsWith("node:")) return { kind: "node", module: specifier };
  if (specifier.startsWith(SCOPE)) return { kind: "workspace", layer: specifier.slice(SCOPE.length) };
  const parts = specifier.split("/");
  return { kind: "npm", module: parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/") };
}
