import type { Frame, Page } from "playwright-core";

const PATIENCE_MILLISECONDS = 90_000;
const POLL_MILLISECONDS = 250;

/** Sums up what the player in an element has played, in seconds. */
const playedIn = (selector: string): string => `(() => {
  const video = document.querySelector(${JSON.stringify(selector)})?.shadowRoot?.querySelector("video");
  let seconds = 0;
  for (let i = 0; i < (video?.played.length ?? 0); i++) seconds += video.played.end(i) - video.played.start(i);
  return seconds;
})()`;

/** Waits until the player in an element has played so much; throws with what it shows when it takes too long. */
export async function playsIn(place: Page | Frame, selector: string, seconds: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  while (Number(await place.evaluate(playedIn(selector))) < seconds) {
    if (performance.now() > deadline) {
      throw new Error(`${selector} did not play ${seconds} s: ${await place.locator(selector).innerText()}`);
    }
    await place.waitForTimeout(POLL_MILLISECONDS);
  }
}

/** The frame of a page, some levels down, once there is one there. */
export async function frameAt(page: Page, depth: number): Promise<Frame> {
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    let frame: Frame | undefined = page.mainFrame();
    for (let level = 0; level < depth; level++) frame = frame?.childFrames()[0];
    if (frame !== undefined && frame.url() !== "" && frame.url() !== "about:blank") return frame;
    if (performance.now() > deadline) throw new Error(`there is no frame ${depth} levels down`);
    await page.waitForTimeout(POLL_MILLISECONDS);
  }
}
