/** What is left of a path once its dot segments are worked off. */
export interface Climb {
  /** How many directories of the starting place are still in force; 0 once the path went above its root. */
  readonly keptDepth: number;
  /** How many levels above the root of the starting place the path went. */
  readonly above: number;
  /** The segments below what is kept; the last one is empty for a path that ends in `/`. */
  readonly segments: readonly string[];
}

const DOT = /^(?:\.|%2e)$/i;
const DOT_DOT = /^(?:\.|%2e){2}$/i;

/**
 * Works off the dot segments of a path without leading slash (RFC 3986 section 5.2.4), `%2e` included as URL parsers
 * do, starting `depth` directories below a root. Unlike the RFC it counts what would go above the root.
 */
export function climb(path: string, depth: number): Climb {
  const segments: string[] = [];
  let keptDepth = depth;
  let above = 0;
  let endsInDots = false;
  for (const segment of path.split("/")) {
    const up = DOT_DOT.test(segment);
    endsInDots = up || DOT.test(segment);
    if (!endsInDots) segments.push(segment);
    else if (up && segments.pop() === undefined) {
      if (keptDepth > 0) keptDepth -= 1;
      else above += 1;
    }
  }
  if (endsInDots) segments.push("");
  return { keptDepth, above, segments };
}
