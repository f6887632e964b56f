const LAST = 0xffff;

/** UTF-16 code units, as ranges in ascending order that neither touch nor overlap. */
export type CharSet = readonly (readonly [first: number, last: number])[];

/** Every character. */
export const ANY: CharSet = [[0, LAST]];

/** The set of all ranges given, in any order. */
export function charSet(ranges: CharSet): CharSet {
  const merged: [number, number][] = [];
  for (const [first, last] of ranges.toSorted((left, right) => left[0] - right[0])) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

/** Every character that is not in `set`. */
export function complement(set: CharSet): CharSet {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) rest.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) rest.push([next, LAST]);
  return rest;
}

/** The characters of `text`; `a-z` in it is a range. */
export function charsOf(text: string): CharSet {
  const ranges: [number, number][] = [];
  for (let index = 0; index < text.length; index += 1) {
    const first = text.charCodeAt(index);
    const isRange = text[index + 1] === "-" && index + 2 < text.length;
    if (isRange) index += 2;
    ranges.push([first, text.charCodeAt(index)]);
  }
  return charSet(ranges);
}

/** The one character of a set that has no other. */
export function onlyUnit(set: CharSet): number | undefined {
  const [range, more] = set;
  return range !== undefined && more === undefined && range[0] === range[1] ? range[0] : undefined;
}
