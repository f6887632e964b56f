import { MAX_POSITIONS } from "./limits.ts";

/** A set of positions as bits, 32 to a word, SET_WORDS words. */
export type PositionSet = Int32Array;

/** Room for all positions, and for the two ends of a pattern. */
export const SET_WORDS = (MAX_POSITIONS + 2) / 32;

/** The set of `members`. */
export function positionSet(members: readonly number[] = []): PositionSet {
  const set = new Int32Array(SET_WORDS);
  for (const member of members) set[member >> 5] = (set[member >> 5] ?? 0) | (1 << (member & 31));
  return set;
}

/** True for a member of the set that starts at word `from`. */
export function hasPosition(set: PositionSet, member: number, from = 0): boolean {
  return (((set[from + (member >> 5)] ?? 0) >>> (member & 31)) & 1) === 1;
}

/** True when `set` has a member in common with the set that starts at word `from` of `others`. */
export function meets(set: PositionSet, others: PositionSet, from: number): boolean {
  for (let word = 0; word < SET_WORDS; word += 1) {
    if (((set[word] ?? 0) & (others[from + word] ?? 0)) !== 0) return true;
  }
  return false;
}
