import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { playsIn } from "./embed-pages/embedded-player.ts";
import { names, type PlayableServer, startPlayableServer } from "./embed-pages/playable-server.ts";
import { frameOf, type Site, startSite } from "./embed-pages/site.ts";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";

const PLAY_SECONDS = 4;
/** For the fading in of what has just appeared. */
const SETTLE_MILLISECONDS = 500;
const HOST = "shop.localhost";

/** Set it to keep the pictures, for people to look at. */
const kept = process.env.SLUICE_SCREENSHOTS;

const sizes = [
  { name: "phone", width: 390, height: 844 },
  { name: "desktop", width: 1440, height: 900 },
] as const;

describeWithPeers(["chromium", "fonts"], "Pages of other systems' addresses", () => {
  let running: PlayableServer;
  let site: Site;
  let browser: Browser;
  const folder = kept ?? mkdtempSync(join(tmpdir(), "sluice-screenshots-"));

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    [running, site, browser] = await Promise.all([startPlayableServer(), startSite(), openChromium()]);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await running?.stop();
    if (kept === undefined) rmSync(folder, { recursive: true });
  });

  const address = async (path: (token: string) => string, grant: object = {}) => {
    const target = { streams: ["vod/clip", "Application_Name/stream_id"] };
    const { token } = await running.server.mint({ kind: "access", target, ...grant });
    return `${running.server.url}${path(token)}`;
  };
  const embed = (token: string) => `/embed/${names.tpstreams}/?access_token=${token}`;
  const play = (token: string) => `/Application_Name/play.html?id=stream_id&token=${token}`;
  const ready = async (page: Page) => page.locator(".play").waitFor();
  const denied = async (page: Page) => page.locator(".deny").waitFor();
  const plays = (page: Page) => playsIn(page, "#player", PLAY_SECONDS);

  /** Each page in each of its states: how it is reached, and how it is known that it is there. */
  const states: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    async "embed-ready"(page) {
      await page.goto(await address(embed, { kind: "one-time" }));
      await ready(page);
    },
    async "embed-playing"(page) {
      const annotations = [{ type: "static", text: "{user} {ip}", x: 20, y: 20, color: "#fff", size: 16 }];
      await page.goto(
        `${await address(embed, { user: "ann@example.org", annotations })}&autoplay=1&playRates=0.5,1,2`,
      );
      await plays(page);
    },
    async "embed-refused"(page) {
      await page.goto(`${running.server.url}${embed("")}`);
      await denied(page);
    },
    async "embed-domain"(page) {
      await page.goto(await address(embed, { domains: ["shop.example"] }));
      await denied(page);
    },
    async "play-ready"(page) {
      await page.goto(await address(play, { kind: "one-time" }));
      await ready(page);
    },
    async "play-playing"(page) {
      await page.goto(await address(play));
      await plays(page);
    },
    async "play-unknown"(page) {
      await page.goto(await address(token => `/Application_Name/play.html?id=none&token=${token}`));
      await denied(page);
    },
    async framed(page) {
      const url = await address(embed, { kind: "one-time" });
      await page.goto(site.page(HOST, frameOf(url)));
      await page.frameLocator("iframe").locator(".play").waitFor();
    },
    async "framed-refused"(page) {
      await page.goto(site.page(HOST, frameOf(`${running.server.url}${embed("")}`)));
      await page.frameLocator("iframe").locator(".deny").waitFor();
    },
    async nanoplayer(page) {
      const { token } = await running.server.mint({ target: { streams: [`vod/${names.nanoStream}`] } });
      const code = readFileSync(
        new URL("../vectors/snippets/nanostream-group.html", import.meta.url),
        "utf8",
      );
      const here = code.replace(/https:\/\/demo\.nanocosmos\.de/, running.server.url);
      await page.goto(site.page(HOST, here.replace("YOUR_TOKEN_FOR_YOUR_STREAM", token)));
      await playsIn(page, "#playerDiv", PLAY_SECONDS);
    },
  };

  const looks = sizes.flatMap(size => Object.keys(states).map(state => ({ ...size, state })));

  test.concurrent.each(looks)("$state fits a $name", async ({ name, state, width, height }) => {
    const context = await browser.newContext({ viewport: { width, height } });
    const page = await context.newPage();
    await states[state]?.(page);
    await page.waitForTimeout(SETTLE_MILLISECONDS);
    await page.screenshot({ path: join(folder, `${state}-${name}.png`) });
    // The frame of an embedding code is as wide as the site makes it.
    if (!state.startsWith("framed")) {
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    }
    await context.close();
  });

  test("without JavaScript a page says that it needs it, or why it is refused", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(await address(embed));
    expect(await page.locator("#player").innerText()).toContain("needs JavaScript");
    await page.goto(`${running.server.url}${embed("")}`);
    expect(await page.locator("#player").innerText()).toContain("A token is needed");
    await context.close();
  });
});
