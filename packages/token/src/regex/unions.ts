import { type PositionSet, SET_WORDS } from "./position-set.ts";

const SUBSETS = 256;
export const UNIONS_PER_EIGHTH = SUBSETS * SET_WORDS;
export const UNIONS_PER_WORD = 4 * UNIONS_PER_EIGHTH;

/**
 * For each eight positions, and each subset of these, all their edges together: the set that starts at
 * `eighth * UNIONS_PER_EIGHTH + subset * SET_WORDS`. At most 64 KiB.
 */
export function unionsOf(edges: readonly PositionSet[]): Int32Array {
  const eighths = Math.ceil(edges.length / 8);
  const unions = new Int32Array(eighths * UNIONS_PER_EIGHTH);
  for (let eighth = 0; eighth < eighths; eighth += 1) {
    const start = eighth * UNIONS_PER_EIGHTH;
    for (let subset = 1; subset < SUBSETS; subset += 1) {
      const rest = subset & (subset - 1);
      const edge = edges[8 * eighth + 31 - Math.clz32(subset ^ rest)];
      for (let word = 0; word < SET_WORDS; word += 1) {
        const before = unions[start + rest * SET_WORDS + word] ?? 0;
        unions[start + subset * SET_WORDS + word] = before | (edge?.[word] ?? 0);
      }
    }
  }
  return unions;
}
