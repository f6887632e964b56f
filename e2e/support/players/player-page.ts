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

/** Its state, what its video says of itself, and its words: what a test that fails needs to tell. */
const WHAT_IT_SHOWS = `(() => {
  const { paused, readyState, networkState, currentTime, error } = ${VIDEO};
  const host = document.querySelector("#player");
  const video = JSON.stringify({ paused, readyState, networkState, currentTime, error: error?.message });
  const words = [...host.shadowRoot.querySelectorAll("*")].flatMap(element => [...element.childNodes])
    .filter(node => node.nodeType === 3 && node.parentNode.localName !== "style").map(node => node.data).join(" ");
  return host.dataset.state + " " + video + " " + words;
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
    output: async () => String(await page.evaluate(WHAT_IT_SHOWS)),
    stop: () => page.context().close(),
  };
}

/** Where the player page's video stands, in seconds. */
export async function positionSeconds(page: Page): Promise<number> {
  return (await numberFrom(page, `${VIDEO}.currentTime`)) ?? 0;
}
