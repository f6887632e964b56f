import type { Page } from "playwright-core";
import { expect } from "vitest";

const PATIENCE = { timeout: 30_000 };

/** What a test sees of the one player of a page. */
export interface WatchedPlayer {
  state(): Promise<string | null>;
  waitFor(state: string): Promise<void>;
  /** Waits until so many seconds of the media have gone by. */
  playPast(seconds: number): Promise<void>;
  position(): Promise<number>;
  paused(): Promise<boolean>;
  engine(): Promise<string | null>;
  /** Runs in the page with the player's shadow root. */
  inside<Result>(look: (root: ShadowRoot) => Result): Promise<Result>;
}

/** Watches the player whose element is `selector`. */
export function watchPlayer(page: Page, selector = "#player"): WatchedPlayer {
  const host = page.locator(selector);
  const video = host.locator("video");
  const position = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
  return {
    state: () => host.getAttribute("data-state"),
    waitFor: state => page.locator(`${selector}[data-state=${state}]`).waitFor(PATIENCE),
    playPast: seconds => expect.poll(position, PATIENCE).toBeGreaterThan(seconds),
    position,
    paused: () => video.evaluate((element: HTMLVideoElement) => element.paused),
    engine: () => host.getAttribute("data-engine"),
    inside: look =>
      host.evaluate(
        (element, code) => new Function("root", `return (${code})(root)`)(element.shadowRoot),
        look.toString(),
      ),
  };
}
