import { setTimeout as pause } from "node:timers/promises";
import { expect } from "vitest";
import type { MintedToken } from "../support/sluice.ts";
import { createViewer, type Viewer } from "../support/viewer.ts";
import { startSlowDownload } from "../support/viewer-download.ts";
import { enter } from "../support/viewer-token.ts";

/** A player asks for something new about so often when parts last a quarter of a second. */
const ASK_MILLISECONDS = 250;
const FIRST_BYTES = 256 * 1024;

/** Somebody who plays: at the speed of play, in a reload that is blocked at the origin, or in the middle of an MP4. */
export type Playing = "segments" | "blocked reload" | "open MP4";

/** One of a crowd. */
export interface Spectator {
  readonly token: MintedToken;
  readonly playing: Playing;
  /** When the first refusal, or the end of the open body, was noticed: on the clock of `performance.now()`. */
  readonly refusedAt: Promise<number>;
  /** Stops asking. */
  stop(): void;
}

/** Who comes, and where to. */
export interface Seat {
  readonly server: { readonly url: string };
  readonly token: MintedToken;
  readonly number: number;
  readonly playing: Playing;
  /** The address of its entry: path and query. */
  readonly path: string;
}

/** Enters, begins to play, and resolves once it does; `isBlocked` resolves when its reload waits at the origin. */
export async function seat(
  { server, token, number, playing, path }: Seat,
  isBlocked: () => Promise<void>,
): Promise<Spectator> {
  const viewer = createViewer(server, { agent: `Spectator/${number}` });
  const where = await enter(viewer, path);
  const leaving = new AbortController();
  const common = { token, playing, stop: () => leaving.abort() };
  if (playing === "segments") {
    expect((await viewer.ask(where)).status).toBe(200);
    return { ...common, refusedAt: askUntilRefused(viewer, where, leaving.signal) };
  }
  if (playing === "blocked reload") {
    const refusedAt = askBlocked(
      viewer,
      where.replace(/[^/]+$/, `late-${number}.m3u8?_HLS_msn=7&_HLS_part=0`),
    );
    await isBlocked();
    return { ...common, refusedAt };
  }
  const download = await startSlowDownload(viewer, where);
  await download.received(FIRST_BYTES);
  return { ...common, refusedAt: endOf(download.ended) };
}

async function askUntilRefused(viewer: Viewer, where: string, leaving: AbortSignal): Promise<number> {
  while (!leaving.aborted) {
    const { status, reason } = await viewer.ask(where.replace(/[^/]+$/, "seg-0.ts"));
    if (status !== 200) {
      expect([status, reason]).toEqual([403, "token-revoked"]);
      return performance.now();
    }
    await pause(ASK_MILLISECONDS);
  }
  return Number.POSITIVE_INFINITY;
}

async function askBlocked(viewer: Viewer, path: string): Promise<number> {
  const { status, reason } = await viewer.ask(path);
  expect([status, reason]).toEqual([403, "token-revoked"]);
  return performance.now();
}

async function endOf(ended: Promise<{ readonly isComplete: boolean }>): Promise<number> {
  const { isComplete } = await ended;
  expect(isComplete).toBe(false);
  return performance.now();
}
