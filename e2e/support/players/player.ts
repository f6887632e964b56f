/** A real player at work. */
export interface Player {
  /** Seconds of media on the player's own clock; undefined before it plays. It may begin anywhere. */
  clockSeconds(): Promise<number | undefined>;
  /** What it said, for the text of a failure. */
  output(): Promise<string>;
  stop(): Promise<void>;
}

/** Opens a URL in a player that begins to play at once. */
export type StartPlayer = (url: string) => Promise<Player>;
