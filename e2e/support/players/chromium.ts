import type { Browser, Page } from "playwright-core";
import type { Player } from "./player.ts";

/** Ways to play on the test page (e2e/pages/players.js). */
export type PageEngine = "hlsJs" | "dashJs" | "shaka" | "native";

/** A player in a page; the page is there for what only a browser can be asked. */
export interface PagePlayer extends Player {
  readonly page: Page;
}

/** Plays on the test page, which is on another origin than the media. */
export async function startOnTestPage(
  browser: Browser,
  site: string,
  { engine, url }: { readonly engine: PageEngine; readonly url: string },
): Promise<PagePlayer> {
  const page = await openTab(browser);
  await page.goto(`${site}/players.html`);
  await page.evaluate(`void players.${engine}(${JSON.stringify(url)})`);
  return {
    page,
    clockSeconds: () => numberFrom(page, "players.clockSeconds()"),
    output: async () => String(await page.evaluate("players.said.textContent")),
    stop: () => page.context().close(),
  };
}

/** A tab with its own cookies, storage and cache: another viewer. */
export async function openTab(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
  return context.newPage();
}

/** A number that a script in the page gives; undefined for everything else. */
export async function numberFrom(page: Page, script: string): Promise<number | undefined> {
  const value: unknown = await page.evaluate(script);
  return typeof value === "number" ? value : undefined;
}
