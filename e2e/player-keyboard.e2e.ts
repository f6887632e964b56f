import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { playerPage, type Site, startSite } from "./player/site.ts";
import { type WatchedPlayer, watchPlayer } from "./player/watch.ts";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

const CUES = "WEBVTT\n\n00:00.000 --> 00:59.000\nHello, reader\n";

describeWithPeers(["chromium"], "Without a mouse", () => {
  let server: TestServer;
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let player: WatchedPlayer;

  beforeAll(async () => {
    [server, site, browser] = await Promise.all([startSluice(), startSite(), openChromium()]);
    site.pages.set("/en.vtt", CUES);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([server.stop(), site.close()]);
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 900, height: 600 } });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    player = watchPlayer(page);
    const { token } = await server.mint({ kind: "access" });
    const script = `sluice("#player", { stream: "demo/clip", title: "Demo clip", playback_token: "${token}", muted: true,
      playRates: [1, 1.5, 2], captions: [{ src: "${site.url}/en.vtt", srclang: "en", label: "English" }] })`;
    site.pages.set(
      "/",
      playerPage(server.url, script, '<h1>Site</h1><div id="player"></div><input id="form">'),
    );
    await page.goto(site.url);
    await player.waitFor("ready");
  });
  afterEach(() => context.close());

  /** Tab to the big button and Enter: the keyboard is on the video then. */
  async function start(): Promise<void> {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await player.waitFor("playing");
    await player.playPast(0.5);
  }
  const video = <Result>(look: (element: HTMLVideoElement) => Result) =>
    page.locator("video").evaluate(look as (element: Element) => Result);
  const said = () => page.locator("#player .frame > .spoken").textContent();

  test("keys play, seek, mute, caption and fill the screen", async () => {
    await start();
    for (const key of [" ", "k"]) {
      await page.keyboard.press(key);
      await expect.poll(player.paused).toBe(key === " ");
    }
    await page.keyboard.press("5");
    await expect.poll(player.position).toBeGreaterThan(30);
    const middle = await player.position();
    await page.keyboard.press("ArrowRight");
    await expect.poll(player.position).toBeGreaterThan(middle + 4);
    await page.keyboard.press("j");
    await expect.poll(player.position).toBeLessThan(middle);
    await page.keyboard.press("m");
    expect(await video(element => element.muted)).toBe(false);
    expect(await said()).toBe("Sound on");
    await page.keyboard.press("ArrowDown");
    expect(await video(element => element.volume)).toBeCloseTo(0.9);
    expect(await said()).toBe("Volume 90 %");
    await page.keyboard.press("c");
    expect(await said()).toBe("Captions: English");
    await expect.poll(() => video(element => element.textTracks[0]?.activeCues?.length)).toBe(1);
    await page.keyboard.press("c");
    expect(await said()).toBe("Captions off");
    await page.keyboard.press("f");
    await page.waitForFunction(() => document.fullscreenElement !== null);
    await page.keyboard.press("f");
    await page.waitForFunction(() => document.fullscreenElement === null);
  });

  test("Tab goes through every control in order, each with a name, and on into the page", async () => {
    await start();
    const names: string[] = [];
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press("Tab");
      names.push(
        await page.evaluate(() => {
          const active = document.activeElement;
          const inner = active?.shadowRoot?.activeElement;
          return inner?.getAttribute("aria-label") ?? active?.id ?? "";
        }),
      );
    }
    expect(names).toEqual([
      "Position",
      "Pause",
      "Unmute",
      "Volume",
      "Speed",
      "Captions",
      "Full screen",
      "form",
    ]);
    await page.keyboard.type("k f m");
    expect(await page.locator("#form").inputValue()).toBe("k f m");
    expect(await player.paused()).toBe(false);
  });

  test("where the keyboard is can be seen, and the controls stay while it is there", async () => {
    await start();
    await page.keyboard.press("Tab");
    await page.waitForTimeout(4_000);
    const seen = await player.inside(root => {
      const bar = root.querySelector(".bar");
      const active = root.activeElement;
      if (bar === null || active === null) return undefined;
      return { opacity: getComputedStyle(bar).opacity, outline: getComputedStyle(active).outlineWidth };
    });
    expect(seen).toEqual({ opacity: "1", outline: "3px" });
  });

  test("a screen reader finds the video, the controls with their values, and what is said", async () => {
    await start();
    await page.keyboard.press(" ");
    const tree = await page.locator("#player").ariaSnapshot();
    for (const line of [
      /group "Player controls"/,
      /slider "Position"/,
      /button "Play"/,
      /button "Unmute"/,
      /combobox "Speed"/,
      /combobox "Captions"/,
      /button "Full screen"/,
      /status/,
    ]) {
      expect(tree).toMatch(line);
    }
    const valueText = await page.getByRole("slider", { name: "Position" }).getAttribute("aria-valuetext");
    expect(valueText).toMatch(/^\d+ seconds? of 1 minute 4 seconds$/);
    const nameless = await player.inside(root =>
      [...root.querySelectorAll("button, input, select, video")]
        .filter(control => !control.getAttribute("aria-label"))
        .map(control => control.outerHTML),
    );
    expect(nameless.filter(html => !html.includes("Copy"))).toEqual([]);
  });

  describe("and for fingers", () => {
    test("every control is at least 40 px high, on a small phone too, in two rows within the picture", async () => {
      await start();
      await page.setViewportSize({ width: 320, height: 568 });
      await page.keyboard.press("Tab");
      const boxes = await player.inside(root => {
        const frame = root.querySelector(".frame")?.getBoundingClientRect();
        return [...root.querySelectorAll(".bar button, .bar select, .bar input")]
          .map(control => control.getBoundingClientRect())
          .filter(box => box.width > 0)
          .map(box => ({
            height: Math.round(box.height),
            top: Math.round(box.top),
            isInside:
              frame !== undefined &&
              box.left >= frame.left &&
              box.right <= frame.right &&
              box.top >= frame.top,
          }));
      });
      expect(boxes.length).toBeGreaterThanOrEqual(5);
      expect(new Set(boxes.map(({ top }) => top)).size).toBe(2);
      for (const box of boxes) {
        expect(box.height).toBeGreaterThanOrEqual(40);
        expect(box.isInside).toBe(true);
      }
    });
  });
});
