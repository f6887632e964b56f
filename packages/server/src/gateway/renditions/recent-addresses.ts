/** So long an address stays known that a live playlist has dropped: players fetch what they have read. */
const GENERATION_MILLISECONDS = 120_000;

/** What one media playlist has named lately, whoever was shown it. */
export interface RecentAddresses {
  has(address: string): boolean;
  /** Takes in what the playlist names now; `read` is asked only for a text that is not the last one. */
  note(text: string, nowMilliseconds: number, read: (text: string) => readonly string[]): void;
  /** When it was read last; undefined: never. */
  readonly notedAtMilliseconds: number | undefined;
}

/** Two generations: what was named in neither is forgotten, so that a live stream of days stays small. */
export function createRecentAddresses(): RecentAddresses {
  let older: ReadonlySet<string> = new Set();
  let newer = new Set<string>();
  let beganAt: number | undefined;
  let notedAt: number | undefined;
  let lastText: string | undefined;
  return {
    has: address => newer.has(address) || older.has(address),
    note(text, nowMilliseconds, read) {
      notedAt = nowMilliseconds;
      beganAt ??= nowMilliseconds;
      const isOver = nowMilliseconds - beganAt > GENERATION_MILLISECONDS;
      // A film's playlist is long, and the same for everybody.
      if (!isOver && text === lastText) return;
      lastText = text;
      if (isOver) {
        older = newer;
        newer = new Set();
        beganAt = nowMilliseconds;
      }
      for (const address of read(text)) newer.add(address);
    },
    get notedAtMilliseconds() {
      return notedAt;
    },
  };
}
