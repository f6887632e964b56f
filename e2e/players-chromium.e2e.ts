import type { Browser } from "playwright-core";
import { afterAll, expect } from "vitest";
import { openChromium } from "./support/browser.ts";
import {
  expectClock,
  expectIntrudersRefused,
  expectOneSession,
  expectPlayed,
} from "./support/expect-played.ts";
import { type PageServer, startPageServer } from "./support/page-server.ts";
import { describeWithPeers } from "./support/peers.ts";
import { PLAY_TIMEOUT_MILLISECONDS, type Play, type PlayReport, runPlay } from "./support/play.ts";
import { type PageEngine, startOnTestPage } from "./support/players/chromium.ts";
import type { StartPlayer } from "./support/players/player.ts";
import { startPlayerPage } from "./support/players/player-page.ts";
import { withSeeks } from "./support/players/seeking.ts";
import { sideBySide } from "./support/side-by-side.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

/** Three times the speed of play: a jump far into what has not come yet needs a request of its own. */
const SLOW_LINE = { bytesPerSecond: 30_000 };

/** There and back, so that a minute of a 64 s film is played. */
const SEEKS = [
  { afterSeconds: 4, toSeconds: 45 },
  { afterSeconds: 21, toSeconds: 4 },
];

describeWithPeers(["chromium"], "Chromium", () => {
  let server: TestServer;
  let site: PageServer;
  let browser: Browser;

  const plays = sideBySide<PlayReport>(async () => {
    [server, site, browser] = await Promise.all([startSluice(), startPageServer(), openChromium()]);
  }, PLAY_TIMEOUT_MILLISECONDS);

  afterAll(async () => {
    await browser.close();
    await Promise.all([site.close(), server.stop()]);
  });

  /** On the test page, which is another origin than the media: without CORS nothing would play. */
  const onSite =
    (engine: PageEngine): StartPlayer =>
    url =>
      startOnTestPage(browser, site.url, { engine, url });

  const onOurPage: StartPlayer = url => startPlayerPage(browser, url);

  function playsAMinute(name: string, play: Play, judge = expectPlayed): void {
    plays.test(`plays a minute of ${name} with one token, once`, () => runPlay(server, play), judge);
  }

  playsAMinute("HLS on demand with hls.js", { stream: "demo/clip", url: "hls", start: onSite("hlsJs") });
  playsAMinute("live HLS with hls.js", { stream: "demo/live", url: "hls", start: onSite("hlsJs") });
  playsAMinute("HLS on demand by itself", { stream: "demo/clip", url: "hls", start: onSite("native") });
  playsAMinute("live HLS by itself", { stream: "demo/live", url: "hls", start: onSite("native") });
  playsAMinute("DASH on demand with dash.js", { stream: "demo/clip", url: "dash", start: onSite("dashJs") });
  playsAMinute("the clip on the player page after a click", {
    stream: "demo/clip",
    url: "page",
    start: onOurPage,
  });
  playsAMinute("the live stream on the player page with autoplay", {
    stream: "demo/live",
    url: "page",
    query: "&autoplay=1",
    start: onOurPage,
  });

  const film: Play = {
    stream: "demo/clip",
    url: "mp4",
    start: async url => withSeeks(await startOnTestPage(browser, site.url, { engine: "native", url }), SEEKS),
    copySeconds: 0,
    proxy: SLOW_LINE,
  };
  playsAMinute("an MP4 with jumps there and back", film, report => {
    expectClock(report);
    expectOneSession(report, 2);
    expectIntrudersRefused(report);
    const jumps = report.requests.filter(({ range }) => /^bytes=[1-9]/.test(range));
    expect(jumps.map(({ status }) => status)).toContain(206);
  });
});
