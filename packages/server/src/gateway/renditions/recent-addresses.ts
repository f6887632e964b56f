/** So long an address stays known that a live playlist has dropped: players fetch what they have read. */
const GENERATION_MILLISECONDS = 120_000;

/** What one media playlist has named lately, whoever was shown it. */
export interface RecentAddresses {
  has(path: string): boolean;
  /** Takes in what the playlist names now. */
  note(paths: readonly string[], nowMilliseconds: number): void;
  /** When it was read last; undefined: never. */
  readonly notedAtMilliseconds: number | undefined;
}

/** Two generations: what was named in neither is forgotten, so that a live stream of days stays small. */
export function createRecentAddresses(): RecentAddresses {
  let older: ReadonlySet<string> = new Set();
  let newer = new Set<string>();
  let beganAt: number | undefined;
  let notedAt: number | undefined;
  return {
    has: path => newer.has(path) || older.has(path),
    note(paths, nowMilliseconds) {
      notedAt = nowMilliseconds;
      beganAt ??= nowMilliseconds;
      if (nowMilliseconds - beganAt > GENERATION_MILLISECONDS) {
        older = newer;
        newer = new Set();
        beganAt = nowMilliseconds;
      }
      for (const path of paths) newer.add(path);
    },
    get notedAtMilliseconds() {
      return notedAt;
    },
  };
}
