import type { SchemaNode } from "./schema-node.ts";

/** One key for the documentation. */
export interface DocumentedKey {
  /** The key below its section, with `<name>` and `<id>` where the operator chooses: `streams.<id>.group`. */
  readonly path: string;
  readonly node: SchemaNode;
}

/** All described keys below a node, depth first, in the order of the schema. `freeName` stands for chosen names. */
export function documentedKeys(
  node: SchemaNode,
  freeName: (parentPath: string) => string,
  parent = "",
): DocumentedKey[] {
  return [node, ...(node.anyOf ?? [])].flatMap(option => {
    const fixed = Object.entries(option.properties ?? {});
    const free = option.additionalProperties
      ? [[freeName(parent), option.additionalProperties] as const]
      : [];
    return [...fixed, ...free].flatMap(([key, child]) => {
      const path = parent === "" ? key : `${parent}.${key}`;
      const own = child.description === undefined ? [] : [{ path, node: child }];
      return [...own, ...documentedKeys(child, freeName, path)];
    });
  });
}
