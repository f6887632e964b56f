import { setTimeout as pause } from "node:timers/promises";
import type { Player } from "./players/player.ts";

const POLL_MILLISECONDS = 250;
const PATIENCE_MILLISECONDS = 90_000;

/** A player's clock since its first reading. */
export interface PlayerClock {
  /** Seconds that the player has gone on; 0 before it plays. */
  readonly advancedSeconds: number;
  /** Seconds that the wall clock has gone on since the player's first reading. */
  readonly wallSeconds: number;
}

/** How long a play is watched. Seconds. */
export interface ClockLimits {
  /** Enough of the player's clock. */
  readonly playSeconds: number;
  /** To the first reading: programs start slowly when they start together. */
  readonly startSeconds: number;
  /** Of the wall clock, for standing still while it plays. */
  readonly stallSeconds: number;
}

/**
 * Watches a player until its clock has advanced far enough, or it takes too long; `onTick` runs with each reading.
 * It judges nothing: the caller reads from the result how far the player came.
 */
export async function watchClock(
  player: Player,
  { playSeconds, startSeconds, stallSeconds }: ClockLimits,
  onTick: (clock: PlayerClock) => Promise<void>,
): Promise<PlayerClock> {
  const startedAt = performance.now();
  let first: { readonly reading: number; readonly at: number } | undefined;
  let clock: PlayerClock = { advancedSeconds: 0, wallSeconds: 0 };
  while (clock.advancedSeconds < playSeconds && clock.wallSeconds < playSeconds + stallSeconds) {
    const reading = await player.clockSeconds();
    const now = performance.now();
    if (first === undefined && now - startedAt > startSeconds * 1000) break;
    if (reading !== undefined) {
      first ??= { reading, at: now };
      clock = { advancedSeconds: reading - first.reading, wallSeconds: (now - first.at) / 1000 };
      await onTick(clock);
    }
    await pause(POLL_MILLISECONDS);
  }
  return clock;
}

/** Waits until so much has been played, in seconds; throws with the player's own words when it takes too long. */
export async function playFor(player: Player, seconds: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  while (((await player.clockSeconds()) ?? 0) < seconds) {
    if (performance.now() > deadline)
      throw new Error(`it did not play ${seconds} s: ${await player.output()}`);
    await pause(POLL_MILLISECONDS);
  }
}
