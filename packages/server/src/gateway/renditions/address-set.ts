/** What stands for a number in an address that a template makes. */
const VARYING = "*";
/** More in one address is no template that players know; it opens nothing. */
const VARYING_LIMIT = 4;

/** Paths that may be asked for: as they are, and with numbers where a template has them. */
export interface AddressSet {
  has(path: string): boolean;
}

/** Matches in linear time: numbers have at most 20 digits. */
export function addressSet(paths: readonly string[]): AddressSet {
  const exact = new Set(paths.filter(path => !path.includes(VARYING)));
  const patterns = paths.flatMap(path => patternOf(path) ?? []);
  return { has: path => exact.has(path) || patterns.some(pattern => pattern.test(path)) };
}

function patternOf(path: string): RegExp | undefined {
  const pieces = path.split(VARYING);
  if (pieces.length < 2 || pieces.length > VARYING_LIMIT + 1) return undefined;
  return new RegExp(`^${pieces.map(escaped).join("[0-9]{1,20}")}$`);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
