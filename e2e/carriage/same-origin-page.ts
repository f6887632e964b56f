import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser } from "playwright-core";
import { numberFrom, openTab, type PagePlayer } from "../support/players/chromium.ts";

const require = createRequire(import.meta.url);

const files: Readonly<Record<string, { readonly type: string; readonly path: URL | string }>> = {
  "/players.html": { type: "text/html", path: new URL("../pages/players.html", import.meta.url) },
  "/players.js": { type: "text/javascript", path: new URL("../pages/players.js", import.meta.url) },
  "/hls.js": { type: "text/javascript", path: require.resolve("hls.js/dist/hls.min.js") },
  "/dash.js": { type: "text/javascript", path: require.resolve("dashjs") },
};

/** A player on a page of the media's own origin, and what it has asked for. */
export interface WatchedPlayer extends PagePlayer {
  readonly asked: readonly string[];
}

/**
 * Plays on the test page as if the site and the media had one origin, as behind one nginx: the page never reaches the
 * server. Only there do browsers send cookies by themselves.
 */
export async function startOnSameOrigin(
  browser: Browser,
  { engine, url }: { readonly engine: "hlsJs" | "dashJs"; readonly url: string },
): Promise<WatchedPlayer> {
  const page = await openTab(browser);
  const asked: string[] = [];
  page.on("request", request => asked.push(request.url()));
  const { origin } = new URL(url);
  for (const [path, { type, path: file }] of Object.entries(files)) {
    await page.route(origin + path, route =>
      route.fulfill({ contentType: `${type}; charset=utf-8`, body: readFileSync(file) }),
    );
  }
  await page.goto(`${origin}/players.html`);
  await page.evaluate(`void players.${engine}(${JSON.stringify(url)})`);
  return {
    page,
    asked,
    clockSeconds: () => numberFrom(page, "players.clockSeconds()"),
    output: async () => String(await page.evaluate("players.said.textContent")),
    stop: () => page.context().close(),
  };
}
