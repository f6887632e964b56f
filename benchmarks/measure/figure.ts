/** A measured quantity over several rounds. */
export interface Figure {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Middle and spread of one value per round. Throws a RangeError when there is none. */
export function figureOf(values: readonly number[]): Figure {
  const sorted = values.toSorted((left, right) => left - right);
  const [lowest] = sorted;
  const highest = sorted.at(-1);
  if (lowest === undefined || highest === undefined) throw new RangeError("a figure needs a value");
  return { median: medianOf(sorted), lowest, highest };
}

function medianOf(sorted: readonly number[]): number {
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (lower + upper) / 2;
}
