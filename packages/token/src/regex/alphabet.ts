import type { CharSet } from "./char-set.ts";

const TABLE_SIZE = 256;

/** Characters that no set of a pattern tells apart are one letter. */
export class Alphabet {
  readonly size: number;
  /** First characters of the runs, ascending. Every character of a run is the same letter: the number of the run. */
  readonly #starts: readonly number[];
  readonly #table = new Uint16Array(TABLE_SIZE);

  constructor(sets: readonly CharSet[]) {
    const starts = new Set([0]);
    for (const [first, last] of sets.flat()) {
      starts.add(first);
      if (last < 0xffff) starts.add(last + 1);
    }
    this.#starts = [...starts].sort((left, right) => left - right);
    this.size = this.#starts.length;
    for (let unit = 0; unit < TABLE_SIZE; unit += 1) this.#table[unit] = this.#search(unit);
  }

  letterOf(unit: number): number {
    return unit < TABLE_SIZE ? (this.#table[unit] ?? 0) : this.#search(unit);
  }

  /** Some character that is this letter. */
  unitOf(letter: number): number {
    return this.#starts[letter] ?? 0;
  }

  #search(unit: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
