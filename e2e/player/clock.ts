import type { Page } from "playwright-core";

/** How smoothly a video went on. */
export interface Smoothness {
  /**
   * The longest time, in milliseconds, in which its own clock was seen to stand still. Between two looks at most 100 count:
   * a busy machine that lets the whole page wait shows no stop of the player.
   */
  readonly longestStopMs: number;
  readonly playedSeconds: number;
}

/** Notes in the page, 50 times a second, whether the video's clock moves; from now until `smoothness` asks. */
export async function noteClock(page: Page, selector = "#player"): Promise<void> {
  await page
    .locator(selector)
    .locator("video")
    .evaluate((video: HTMLVideoElement) => {
      const note = {
        longestStopMs: 0,
        startedAt: video.currentTime,
        last: video.currentTime,
        lookedMs: performance.now(),
        stoodMs: 0,
      };
      Object.assign(globalThis, { clockNote: note });
      setInterval(() => {
        const now = performance.now();
        const sinceMs = Math.min(now - note.lookedMs, 100);
        note.lookedMs = now;
        note.stoodMs = video.currentTime === note.last ? note.stoodMs + sinceMs : 0;
        note.last = video.currentTime;
        note.longestStopMs = Math.max(note.longestStopMs, note.stoodMs);
      }, 20);
    });
}

/** What was noted since `noteClock`. */
export function smoothness(page: Page): Promise<Smoothness> {
  return page.evaluate(
    "({ longestStopMs: clockNote.longestStopMs, playedSeconds: clockNote.last - clockNote.startedAt })",
  );
}
