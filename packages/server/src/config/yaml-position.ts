import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair, type YAMLMap } from "yaml";

/**
 * Where a path of keys and indexes is in the text, as an offset: at its key, or at the nearest key above it that
 * the document has. Aliases are followed.
 */
export function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    const place = childOf(resolve(document, node), step);
    if (place === undefined) break;
    node = place.value;
    offset = startOf(place.at) ?? offset;
  }
  return offset;
}

function resolve(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function childOf(node: unknown, step: PropertyKey): { at: unknown; value: unknown } | undefined {
  if (isSeq(node) && typeof step === "number") return { at: node.items[step], value: node.items[step] };
  if (!isMap(node)) return undefined;
  const pair = pairsOf(node).get(String(step));
  return pair && { at: pair.key, value: pair.value };
}

/** The pairs of a map by their keys, gathered once: a file may hold a hundred thousand streams. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairMaps.get(map);
  if (known) return known;
  const pairs = new Map<string, Pair>();
  for (const pair of map.items) {
    if (isScalar(pair.key) && !pairs.has(String(pair.key.value))) pairs.set(String(pair.key.value), pair);
  }
  pairMaps.set(map, pairs);
  return pairs;
}

const pairMaps = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
