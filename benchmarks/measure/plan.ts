import type { SeedSize } from "../lists/seed-store.ts";

/** How much is measured. */
export interface Plan {
  /** Rounds that count; one more warms up. */
  readonly rounds: number;
  /** Length of one measurement in process. */
  readonly processMilliseconds: number;
  /** Fresh tokens of one measurement in process. */
  readonly processTokens: number;
  /** Fresh tokens, and so entries, of one measurement over HTTP. */
  readonly entries: number;
  /** Questions of hooks made for one measurement: more than are answered in the time. */
  readonly hookQuestions: number;
  /** Length of one measurement of hooks. */
  readonly hookSeconds: number;
  /** Length of one measurement of segments. */
  readonly segmentSeconds: number;
  /** The database that lists are asked of. */
  readonly lists: SeedSize;
  /** Length of one measurement of lists. */
  readonly listSeconds: number;
  /** Rounds of the token libraries: many and short, so that a machine that is busy for a moment spoils a few of them. */
  readonly tokenRounds: number;
  /** Length of one measurement of a token library. */
  readonly tokenMilliseconds: number;
}

/** `npm run bench`: about five minutes. */
export const fullPlan: Plan = {
  rounds: 5,
  processMilliseconds: 1_000,
  processTokens: 10_000,
  entries: 4_000,
  hookQuestions: 30_000,
  hookSeconds: 3,
  segmentSeconds: 3,
  lists: { tokens: 1_000_000, sessions: 10_000, decisions: 100_000 },
  listSeconds: 20,
  tokenRounds: 15,
  tokenMilliseconds: 240,
};

/** `npm run bench -- --quick`: about a minute; good for "did I break it", not for quoting. */
export const quickPlan: Plan = {
  rounds: 3,
  processMilliseconds: 200,
  processTokens: 2_000,
  entries: 1_000,
  hookQuestions: 12_000,
  hookSeconds: 1,
  segmentSeconds: 1,
  lists: { tokens: 20_000, sessions: 1_000, decisions: 5_000 },
  listSeconds: 3,
  tokenRounds: 15,
  tokenMilliseconds: 20,
};
