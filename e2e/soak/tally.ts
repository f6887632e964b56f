/** What happened to all viewers of a process; every field only grows. */
export interface Tally {
  entries: number;
  playlists: number;
  segments: number;
  bytes: number;
  /** Broken off by the viewers themselves. */
  aborts: number;
  /** Connections that broke by themselves. */
  broken: number;
  /** 502, 503 and 504: the origin's doing, as far as it was made to fail. */
  unavailable: number;
  /** Refusals of viewers whose tokens had been withdrawn. */
  rightRefusals: number;
  /** Requests of those that were answered more than a second after the withdrawal. */
  playedOn: number;
  /** Every other refusal, by status and reason. */
  readonly wrongRefusals: Record<string, number>;
}

/** Nothing has happened. */
export function emptyTally(): Tally {
  return {
    entries: 0,
    playlists: 0,
    segments: 0,
    bytes: 0,
    aborts: 0,
    broken: 0,
    unavailable: 0,
    rightRefusals: 0,
    playedOn: 0,
    wrongRefusals: {},
  };
}
