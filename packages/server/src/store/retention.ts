/** Tables from which what is over is removed after a time; deliveries of webhooks are their own part's. */
export type PrunedTable = "tokens" | "sessions" | "decisions" | "usage";

export interface RetentionStore {
  /**
   * Removes at most `limit` rows that were over before a second: tokens that had expired and hold no live session (signed
   * ones: whose text had ended, too, because it proves itself without its row), sessions that had ended, decisions that were made, steps of usage that had begun. What can still be used, and what
   * bars anybody, is never among them when that second is more than a minute ago. Resolves to how many.
   */
  prune(table: PrunedTable, beforeSeconds: number, limit: number): Promise<number>;
}
