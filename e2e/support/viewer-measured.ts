/** The p50, p99 and greatest of some durations, in milliseconds. */
export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Sums durations up. */
export function spreadOf(milliseconds: readonly number[]): Spread {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? 0) * 10) / 10;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Prints a measurement past the test runner, which keeps quiet about passing tests. */
export function report(what: string, { count, p50, p99, max }: Spread): void {
  process.stderr.write(`${what}: p50 ${p50} ms, p99 ${p99} ms, max ${max} ms (${count} times)\n`);
}
