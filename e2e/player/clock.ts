import type { Page } from "playwright-core";

/** How smoothly a video went on. */
export interface Smoothness {
  /** The longest time, in milliseconds of the wall clock, in which its own clock stood still. */
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
        movedMs: performance.now(),
      };
      Object.assign(globalThis, { clockNote: note });
      setInterval(() => {
        const now = performance.now();
        if (video.currentTime !== note.last) note.movedMs = now;
        note.last = video.currentTime;
        note.longestStopMs = Math.max(note.longestStopMs, now - note.movedMs);
      }, 20);
    });
}

/** What was noted since `noteClock`. */
export function smoothness(page: Page): Promise<Smoothness> {
  return page.evaluate(
    "({ longestStopMs: clockNote.longestStopMs, playedSeconds: clockNote.last - clockNote.startedAt })",
  );
}
