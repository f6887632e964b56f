const MILLISECONDS_PER_SECOND = 1000;

/** Where the clock reads time; both are replaceable for tests. */
export interface ClockSources {
  /** The machine's wall clock, Unix milliseconds. Default `Date.now`. */
  readonly wallMilliseconds?: () => number;
  /** A clock that only goes forward, any origin, milliseconds. Default `performance.now`. */
  readonly monotonicMilliseconds?: () => number;
  /** The clock starts at no less than this, Unix seconds: the store's high-water mark. Default 0. */
  readonly notBeforeSeconds?: number;
}

/** The one clock of a process; what asks for the time asks here. */
export interface Clock {
  /** Unix time in whole seconds, rounded down; never less than an earlier answer. */
  nowSeconds(): number;
  /** Unix time in whole milliseconds, rounded down; never less than an earlier answer. */
  nowMilliseconds(): number;
}

/**
 * Makes a clock that never goes backwards. A wall clock that jumps forward is followed at once. After a jump
 * backwards, or a start before `notBeforeSeconds`, time goes on from the highest value seen, at the pace of the
 * monotonic source, until the wall clock is ahead again: what has expired stays expired.
 *
 * @throws RangeError when `notBeforeSeconds` is not a finite number of at least 0
 */
export function createClock(sources: ClockSources = {}): Clock {
  const wallMilliseconds = sources.wallMilliseconds ?? Date.now;
  const monotonicMilliseconds = sources.monotonicMilliseconds ?? (() => performance.now());
  let highestMilliseconds = startMilliseconds(sources.notBeforeSeconds ?? 0);
  let readAtMilliseconds = monotonicMilliseconds();

  function advance(): number {
    const monotonic = monotonicMilliseconds();
    const elapsed = Math.max(0, monotonic - readAtMilliseconds);
    highestMilliseconds = Math.max(wallMilliseconds(), highestMilliseconds + elapsed);
    readAtMilliseconds = monotonic;
    return highestMilliseconds;
  }

  return {
    nowSeconds: () => Math.floor(advance() / MILLISECONDS_PER_SECOND),
    nowMilliseconds: () => Math.floor(advance()),
  };
}

function startMilliseconds(notBeforeSeconds: number): number {
  if (!Number.isFinite(notBeforeSeconds) || notBeforeSeconds < 0) {
    throw new RangeError("notBeforeSeconds must be a finite number of at least 0");
  }
  return notBeforeSeconds * MILLISECONDS_PER_SECOND;
}
