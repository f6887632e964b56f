import type { Browser, Page } from "playwright-core";
import { numberFrom, openTab, type PagePlayer } from "./chromium.ts";

const VIDEO = 'document.querySelector("#player").shadowRoot.querySelector("video")';

/** Sums up what was played, whatever was skipped. */
const PLAYED_SECONDS = `(() => {
  const { played, readyState } = ${VIDEO};
  let seconds = 0;
  for (let i = 0; i < played.length; i++) seconds += played.end(i) - played.start(i);
  return readyState < 2 && seconds === 0 ? null : seconds;
})()`;

/** Sluice's own player page at `playback_url`; clicks its play button unless the address says `autoplay=1`. */
export async function startPlayerPage(browser: Browser, url: string): Promise<PagePlayer> {
  const page = await openTab(browser);
  await page.goto(url);
  if (new URL(url).searchParams.get("autoplay") !== "1") await page.locator(".play").click();
  return playerIn(page);
}

/** The player of a player page that is open already. */
export function playerIn(page: Page): PagePlayer {
  return {
    page,
    clockSeconds: () => numberFrom(page, PLAYED_SECONDS),
    output: () => page.locator("#player").innerText(),
    stop: () => page.context().close(),
  };
}

/** Where the player page's video stands, in seconds. */
export async function positionSeconds(page: Page): Promise<number> {
  return (await numberFrom(page, `${VIDEO}.currentTime`)) ?? 0;
}
