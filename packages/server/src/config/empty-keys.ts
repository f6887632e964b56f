import type { SchemaNode } from "./schema-node.ts";

type Map = Readonly<Record<string, unknown>>;

/**
 * The keys of a YAML map without those that have no value (`port:` and nothing behind it), so that all of a section may
 * be commented out. Where keys are names that the operator chooses, an empty one is a thing with no settings.
 */
export function withoutEmptyKeys(tree: Map, node: SchemaNode): Map {
  const kept = Object.entries(tree).flatMap(([key, value]) => {
    const child = childOf(node, key);
    if (value !== null) return [[key, cleaned(value, child)]];
    if (isFixed(node, key)) return [];
    return [[key, child?.properties === undefined ? value : {}]];
  });
  return Object.fromEntries(kept);
}

function cleaned(value: unknown, node: SchemaNode | undefined): unknown {
  if (node === undefined || typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const map = node.anyOf?.find(option => option.properties ?? option.additionalProperties) ?? node;
  return withoutEmptyKeys({ ...value }, map);
}

function isFixed(node: SchemaNode, key: string): boolean {
  return node.properties !== undefined && Object.hasOwn(node.properties, key);
}

function childOf(node: SchemaNode, key: string): SchemaNode | undefined {
  if (isFixed(node, key)) return node.properties?.[key];
  return node.additionalProperties === false ? undefined : node.additionalProperties;
}
