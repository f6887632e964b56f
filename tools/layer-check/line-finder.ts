/** Returns a function from an offset in the text to its line, counted from 1. */
export function lineFinder(text: string): (offset: number) => number {
  return offset => text.slice(0, offset).split("\n").length;
}
