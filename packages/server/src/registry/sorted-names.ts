/** Names in the order of their characters, for lists that go on after a name. */
export interface SortedNames {
  add(name: string): void;
  delete(name: string): void;
  /** The names behind this one; it need not be among them. */
  after(name: string): IterableIterator<string>;
}

/**
 * Names that are sorted when the first list asks, and kept in order from then on: a hundred thousand that are added at a
 * start cost one sort, and one more costs a search and a shift.
 */
export function createSortedNames(): SortedNames {
  const names = new Set<string>();
  let sorted: string[] | undefined;
  return {
    add(name) {
      if (names.has(name)) return;
      names.add(name);
      sorted?.splice(firstBehind(sorted, name), 0, name);
    },
    delete(name) {
      if (names.delete(name)) sorted?.splice(firstBehind(sorted, name) - 1, 1);
    },
    *after(name) {
      sorted ??= [...names].sort();
      const list = sorted;
      for (let index = firstBehind(list, name); index < list.length; index += 1) yield list[index] ?? "";
    },
  };
}

/** The index of the first name that is greater. */
function firstBehind(sorted: readonly string[], name: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? "") <= name) low = middle + 1;
    else high = middle;
  }
  return low;
}
