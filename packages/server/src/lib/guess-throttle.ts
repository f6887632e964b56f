/** Wrong credentials that one neighbourhood may send within the window before it is told to wait. */
const LIMIT = 30;
const WINDOW_SECONDS = 60;
/** Neighbourhoods remembered; the oldest are forgotten first. */
const MEMORY = 20_000;

/** Counts wrong credentials per address. Right ones are never counted and never refused. */
export interface GuessThrottle {
  /** Notes one wrong credential; true when the address has sent too many and is to be told so. */
  note(address: string, nowSeconds: number): boolean;
}

/** `address` is whatever the caller takes as one neighbour: an IPv4 address, an IPv6 /64. */
export function createGuessThrottle(limit = LIMIT): GuessThrottle {
  const seen = new Map<string, { since: number; count: number }>();
  return {
    note(address, nowSeconds) {
      let entry = seen.get(address);
      if (!entry || nowSeconds - entry.since >= WINDOW_SECONDS) {
        entry = { since: nowSeconds, count: 0 };
        seen.delete(address);
        seen.set(address, entry);
        if (seen.size > MEMORY) seen.delete(seen.keys().next().value ?? "");
      }
      entry.count += 1;
      return entry.count > limit;
    },
  };
}

/** Seconds after which a throttled address may try again. */
export const GUESS_RETRY_SECONDS = WINDOW_SECONDS;
