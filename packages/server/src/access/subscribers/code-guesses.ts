/** For so long a wrong code counts, in seconds. */
const WINDOW_SECONDS = 3600;
/** Different wrong codes that one neighbourhood may send for one subject within it. */
const PER_NEIGHBOUR = 5;
/** Subjects, and neighbourhoods with a right code, that are remembered; the oldest are forgotten first. */
const MEMORY = 10_000;

/** Whose codes are guessed, and from where. */
export interface GuessedSubject {
  /** What one guess may hit: a subscriber, or all who share an application's secret. */
  readonly subject: string;
  /** Different wrong codes within an hour, from wherever, until only neighbourhoods with a right code are heard. */
  readonly limit: number;
  /** An IPv4 address, an IPv6 /64; undefined: a media server asks that does not say, and many come through it. */
  readonly neighbour: string | undefined;
}

/**
 * Bars who tries out codes. A code of six digits that stands with its two neighbours is hit by 3 guesses in a million: with 5
 * an hour from one neighbourhood and `limit` from all of them nobody gets far. The same wrong code counts once, since players
 * send an old one again and again. In memory: a restart begins anew.
 */
export interface CodeGuesses {
  isBarred(guessed: GuessedSubject, nowSeconds: number): boolean;
  noteWrong(guessed: GuessedSubject, code: string, nowSeconds: number): void;
  /** The neighbourhood is known from now on: the guesses of others bar it no more. */
  noteRight(guessed: GuessedSubject, nowSeconds: number): void;
}

interface Wrong {
  readonly since: number;
  /** By neighbourhood. */
  readonly codes: Map<string | undefined, Set<string>>;
  total: number;
}

export function createCodeGuesses(): CodeGuesses {
  const wrong = new Map<string, Wrong>();
  const known = new Set<string>();
  const nameOf = ({ subject, neighbour }: GuessedSubject): string => `${subject}\0${neighbour ?? ""}`;
  const current = (subject: string, nowSeconds: number): Wrong | undefined => {
    const entry = wrong.get(subject);
    return entry && nowSeconds - entry.since < WINDOW_SECONDS ? entry : undefined;
  };
  return {
    isBarred(guessed, nowSeconds) {
      const entry = current(guessed.subject, nowSeconds);
      if (!entry) return false;
      const { size = 0 } = entry.codes.get(guessed.neighbour) ?? {};
      if (guessed.neighbour !== undefined && size >= PER_NEIGHBOUR) return true;
      return entry.total >= guessed.limit && !known.has(nameOf(guessed));
    },
    noteWrong({ subject, neighbour }, code, nowSeconds) {
      const entry = current(subject, nowSeconds) ?? { since: nowSeconds, codes: new Map(), total: 0 };
      if (entry.total === 0) makeRoom(wrong, subject);
      wrong.set(subject, entry);
      const codes = entry.codes.get(neighbour) ?? new Set();
      if (!codes.has(code)) entry.total += 1;
      entry.codes.set(neighbour, codes.add(code));
    },
    noteRight(guessed, nowSeconds) {
      const name = nameOf(guessed);
      makeRoom(known, name);
      known.add(name);
      current(guessed.subject, nowSeconds)?.codes.delete(guessed.neighbour);
    },
  };
}

/** What comes now stands last, and the oldest goes. */
function makeRoom(memory: Map<string, unknown> | Set<string>, name: string): void {
  memory.delete(name);
  if (memory.size >= MEMORY) memory.delete(memory.keys().next().value ?? "");
}
