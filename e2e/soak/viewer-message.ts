import type { Tally } from "./tally.ts";

/** How a viewer behaves: at the speed of play, with a slow line, or breaking off each third download. */
export type Habit = "steady" | "slow" | "aborting";

/** One viewer to be simulated. */
export interface SoakViewer {
  readonly id: number;
  /** Path and query, with its token. */
  readonly entry: string;
  /** Its own network, so that each is a holder of its own. */
  readonly address: string;
  readonly habit: Habit;
}

/** What the viewers' process is told. */
export type ViewerOrder =
  | { readonly order: "watch"; readonly serverUrl: string; readonly viewers: readonly SoakViewer[] }
  /** Their tokens are about to be withdrawn: from now on they may be refused. */
  | { readonly order: "expect end"; readonly ids: readonly number[] }
  /** Their tokens have been withdrawn. */
  | { readonly order: "withdrawn"; readonly ids: readonly number[] }
  /** These close their players, as people do. */
  | { readonly order: "leave"; readonly ids: readonly number[] };

/** What it tells every second. */
export interface ViewerReport {
  readonly tally: Tally;
  /** Segments that each viewer has got. */
  readonly segmentsOf: Readonly<Record<number, number>>;
  readonly watching: number;
  /** How many have been told that their end may come. */
  readonly expectingEnd: number;
}
