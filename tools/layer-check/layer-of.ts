import type { Layer } from "../layers.ts";

/** The layer a file belongs to, by the longest match; undefined for a place the table does not know. */
export function layerOf(path: string, layers: readonly Layer[]): Layer | undefined {
  const matches = layers.flatMap(layer =>
    layer.where
      .filter(place => (place.endsWith("/") ? path.startsWith(place) : path === place))
      .map(place => ({ layer, length: place.length })),
  );
  return matches.sort((one, other) => other.length - one.length)[0]?.layer;
}
