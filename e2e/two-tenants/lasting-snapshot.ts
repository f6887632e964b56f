import { setTimeout as sleep } from "node:timers/promises";
import type { Ask } from "./ask.ts";
import type { Names } from "./names.ts";
import { changesBetween, type Snapshot, takeSnapshot, type WalkPlan } from "./snapshot.ts";

/** Longer than what sessions did waits to be written. */
const SETTLING_MILLISECONDS = 3_500;
const MOST_LOOKS = 10;

/** What is written a moment later is written then. */
export function settle(): Promise<void> {
  return sleep(SETTLING_MILLISECONDS);
}

/** A snapshot of what changes no more: two in a row are the same. Throws when something goes on changing. */
export async function lastingSnapshot(ask: Ask, plan: WalkPlan, names: Names): Promise<Snapshot> {
  let before = await takeSnapshot(ask, plan, names);
  let changes: readonly string[] = [];
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    await settle();
    const after = await takeSnapshot(ask, plan, names);
    changes = changesBetween(before, after);
    if (changes.length === 0) return after;
    before = after;
  }
  throw new Error(`this goes on changing: ${changes.join("; ")}`);
}
