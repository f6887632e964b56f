import type { Place } from "./distance.ts";

const ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz";

/** The geohash of a place with `length` characters: the name of the cell in which it lies. */
export function geohashOf({ latitude, longitude }: Place, length: number): string {
  const north: Range = { low: -90, high: 90 };
  const east: Range = { low: -180, high: 180 };
  let hash = "";
  for (let bit = 0, value = 0; hash.length < length; bit += 1) {
    // Even bits divide the longitude, odd bits the latitude.
    value = 2 * value + (bit % 2 === 0 ? halve(east, longitude) : halve(north, latitude));
    if (bit % 5 !== 4) continue;
    hash += ALPHABET.charAt(value);
    value = 0;
  }
  return hash;
}

/** True for a text of geohash characters, in lower case. */
export function isGeohash(text: string): boolean {
  return text !== "" && [...text].every(letter => ALPHABET.includes(letter));
}

interface Range {
  low: number;
  high: number;
}

function halve(range: Range, at: number): 0 | 1 {
  const middle = (range.low + range.high) / 2;
  const isUpper = at >= middle;
  if (isUpper) range.low = middle;
  else range.high = middle;
  return isUpper ? 1 : 0;
}
