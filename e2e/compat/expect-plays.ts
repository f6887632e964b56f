import { expect } from "vitest";
import type { Player } from "../support/players/player.ts";

/** Seconds of media that count as played. */
export const PLAY_SECONDS = 2;
/** How long a player may take for them, on a machine with other work. */
export const PLAYS = { timeout: 45_000, interval: 200 };

/** Waits until a player has played so many seconds of media; it is stopped in any case. */
export async function expectPlays(player: Player, seconds = PLAY_SECONDS): Promise<void> {
  try {
    const played = async () => (await player.clockSeconds()) ?? 0;
    await expect.poll(played, PLAYS).toBeGreaterThanOrEqual(seconds);
  } finally {
    await player.stop();
  }
}
