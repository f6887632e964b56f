/** For so long a wrong code counts, in seconds. */
const WINDOW_SECONDS = 3600;
/** Wrong codes that one neighbourhood may send for one subject within it. */
const PER_NEIGHBOUR = 5;
/** Subjects, and neighbourhoods with a right code, that are remembered. */
const MEMORY = 10_000;

/** Whose codes are guessed, and from where. */
export interface GuessedSubject {
  /** What one guess may hit: a subscriber, or all who share an application's secret. */
  readonly subject: string;
  /** Wrong codes within an hour, from wherever, until only neighbourhoods with a right code are heard. */
  readonly limit: number;
  /** The subscriber's id that is sent with the code. */
  readonly subscriberId: string;
  /** An IPv4 address, an IPv6 /64; undefined: a media server asks that does not say, and many come through it. */
  readonly neighbour: string | undefined;
}

/** One code, and the period of the clock in which it was sent: in the next one it is tried against another right code. */
export interface Guess {
  readonly code: string;
  readonly period: number;
}

/**
 * Bars who tries out codes. A code of six digits that stands with its two neighbours is hit by 3 guesses in a million, where a
 * code for publishing plays, too, by 6: with 5 an hour from one neighbourhood and `limit` from all of them nobody gets far.
 * Every subscriber's id and every period make a code another guess; the very same again is none. In memory: a restart begins
 * anew.
 */
export interface CodeGuesses {
  isBarred(guessed: GuessedSubject, nowSeconds: number): boolean;
  noteWrong(guessed: GuessedSubject, guess: Guess, nowSeconds: number): void;
  /**
   * The neighbourhood is known from now on: the guesses of others bar it no more, and its own for this one subscriber are
   * forgiven. Where many come through one media server, the right code of one says nothing of the others.
   */
  noteRight(guessed: GuessedSubject, nowSeconds: number): void;
}

interface Wrong {
  readonly since: number;
  /** By neighbourhood, and by the subscriber's id. */
  readonly guesses: Map<string | undefined, Map<string, Set<string>>>;
  total: number;
}

export function createCodeGuesses(): CodeGuesses {
  const wrong = new Map<string, Wrong>();
  const known = new Set<string>();
  const nameOf = ({ subject, neighbour }: GuessedSubject): string => `${subject}\0${neighbour ?? ""}`;
  const current = (subject: string, nowSeconds: number): Wrong | undefined => {
    const entry = wrong.get(subject);
    return entry && isCurrent(entry, nowSeconds) ? entry : undefined;
  };
  return {
    isBarred(guessed, nowSeconds) {
      const entry = current(guessed.subject, nowSeconds);
      if (!entry) return false;
      if (guessed.neighbour !== undefined && guessesFrom(entry, guessed.neighbour) >= PER_NEIGHBOUR)
        return true;
      return entry.total >= guessed.limit && !known.has(nameOf(guessed));
    },
    noteWrong({ subject, subscriberId, neighbour }, { code, period }, nowSeconds) {
      const entry = current(subject, nowSeconds) ?? { since: nowSeconds, guesses: new Map(), total: 0 };
      if (entry.total === 0) {
        wrong.delete(subject);
        forgetLeast(wrong, nowSeconds);
        wrong.set(subject, entry);
      }
      const ofNeighbour = entry.guesses.get(neighbour) ?? new Map<string, Set<string>>();
      const codes = ofNeighbour.get(subscriberId) ?? new Set();
      const guess = `${period} ${code}`;
      if (!codes.has(guess)) entry.total += 1;
      entry.guesses.set(neighbour, ofNeighbour.set(subscriberId, codes.add(guess)));
    },
    noteRight(guessed, nowSeconds) {
      const { subject, subscriberId, neighbour } = guessed;
      if (neighbour === undefined) return;
      const name = nameOf(guessed);
      known.delete(name);
      if (known.size >= MEMORY) known.delete(known.values().next().value ?? "");
      known.add(name);
      current(subject, nowSeconds)?.guesses.get(neighbour)?.delete(subscriberId);
    },
  };
}

function isCurrent({ since }: Wrong, nowSeconds: number): boolean {
  return nowSeconds - since < WINDOW_SECONDS;
}

function guessesFrom({ guesses }: Wrong, neighbour: string): number {
  let sum = 0;
  for (const codes of guesses.get(neighbour)?.values() ?? []) sum += codes.size;
  return sum;
}

/**
 * Makes room for one subject: what counts no more goes, or else whoever was guessed at least, so that nobody wipes out the
 * count of one by guessing at ten thousand others.
 */
function forgetLeast(wrong: Map<string, Wrong>, nowSeconds: number): void {
  if (wrong.size < MEMORY) return;
  let least: { readonly subject: string; readonly total: number } | undefined;
  for (const [subject, entry] of wrong) {
    const total = isCurrent(entry, nowSeconds) ? entry.total : 0;
    if (!least || total < least.total) least = { subject, total };
    if (total <= 1) break;
  }
  if (least) wrong.delete(least.subject);
}
