import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { noteClock, smoothness } from "./player/clock.ts";
import { playerPage, type Site, startSite } from "./player/site.ts";
import { type WatchedPlayer, watchPlayer } from "./player/watch.ts";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

/** Of the tokens of these tests, at whose end their session ends, too. */
const LIFE_SECONDS = 14;
/** Of them, how much is watched: past the end of the first. */
const WATCH_MS = (LIFE_SECONDS + 5) * 1000;
/** A viewer sees a stop of half a second. */
const LONGEST_STOP_MS = 500;

describeWithPeers(["chromium"], "A new token", () => {
  let server: TestServer;
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let player: WatchedPlayer;

  beforeAll(async () => {
    [server, site, browser] = await Promise.all([startSluice(), startSite(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([server.stop(), site.close()]);
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 800, height: 500 } });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    player = watchPlayer(page);
  });
  afterEach(() => context.close());

  const mint = (stream: string, ttl_seconds: number) =>
    server.mint({ kind: "access", target: { streams: [stream] }, ttl_seconds, disconnect_at_expiry: true });

  /** A page whose player asks `renewals.next()` for tokens. */
  async function open(
    stream: string,
    options = "",
  ): Promise<{ readonly first: string; readonly next: string }> {
    const [first, next] = await Promise.all([mint(stream, LIFE_SECONDS), mint(stream, 600)]);
    const script = `
      globalThis.asked = [];
      addEventListener("sluice-renewed", event => (globalThis.renewed ??= []).push(event.detail));
      sluice("#player", { stream: "${stream}", playback_token: "${first.token}", autoplay: true, muted: true,
        onTokenExpiring: async expiry => { asked.push(expiry); return ${JSON.stringify(next.token)}; }, ${options} })`;
    site.pages.set("/", playerPage(server.url, script));
    await page.goto(site.url);
    await player.waitFor("playing");
    await player.playPast(0.5);
    return { first: first.id, next: next.id };
  }
  const sessionsOf = async (token: string) => {
    const { body } = await server.api("GET", `/v1/sessions?token=${token}`);
    return body["items"] as readonly { readonly ended_at: number | null }[];
  };

  test.each([
    ["HLS on demand", "demo/clip", "", "hls.js"],
    ["live HLS", "demo/live", "", "hls.js"],
    ["DASH", "demo/clip", 'format: "dash"', "dash.js"],
  ])(
    "takes over in %s without a stop of half a second, and the old session is over",
    async (_, stream, options, engine) => {
      const { first, next } = await open(stream, options);
      expect(await player.engine()).toBe(engine);
      await noteClock(page);
      await page.waitForTimeout(WATCH_MS);
      const { longestStopMs, playedSeconds } = await smoothness(page);
      expect(await page.evaluate("asked.length")).toBe(1);
      expect(await page.evaluate("asked[0].stream")).toBe(stream);
      expect(await page.evaluate("renewed.length")).toBe(1);
      expect(playedSeconds).toBeGreaterThan(LIFE_SECONDS);
      expect(longestStopMs).toBeLessThan(LONGEST_STOP_MS);
      expect(await player.state()).toBe("playing");
      expect((await sessionsOf(first)).every(({ ended_at }) => ended_at !== null)).toBe(true);
      const [session] = await sessionsOf(next);
      expect(session?.ended_at ?? null).toBeNull();
    },
  );

  test("that does not come is asked for again, counted down to, and its lack said in words", async () => {
    const [first] = await Promise.all([mint("demo/clip", LIFE_SECONDS)]);
    const script = `
      globalThis.asked = 0;
      sluice("#player", { stream: "demo/clip", playback_token: "${first.token}", autoplay: true, muted: true,
        onTokenExpiring: async () => { asked += 1; throw new Error("no"); } })`;
    site.pages.set("/", playerPage(server.url, script));
    await page.goto(site.url);
    await player.waitFor("playing");
    const timer = page.getByRole("timer");
    await timer.waitFor();
    expect(await timer.textContent()).toMatch(/^Ends in 0:0\d$/);
    expect(await timer.getAttribute("aria-live")).toBe("off");
    await page.getByRole("alert").getByText("This link has expired").waitFor();
    expect(await page.evaluate("asked")).toBeGreaterThanOrEqual(2);
    expect(await player.paused()).toBe(true);
  });

  test("that nobody can be asked for is missed quietly: a countdown, read out now and then", async () => {
    // More than twice ten seconds, however slowly the page opens.
    const { token } = await mint("demo/clip", 32);
    const script = `sluice("#player", { stream: "demo/clip", playback_token: "${token}", autoplay: true, muted: true })`;
    site.pages.set("/", playerPage(server.url, script));
    await page.goto(site.url);
    await player.waitFor("playing");
    await page.getByRole("timer").waitFor();
    await page
      .getByRole("status")
      .filter({ hasText: "Access ends in 10 seconds" })
      .waitFor({ state: "attached" });
  });

  test("that the server refuses changes nothing of what plays", async () => {
    const good = await mint("demo/clip", 600);
    const script = `globalThis.controls = sluice("#player", { stream: "demo/clip", playback_token: "${good.token}", autoplay: true, muted: true })`;
    site.pages.set("/", playerPage(server.url, script));
    await page.goto(site.url);
    await player.waitFor("playing");
    expect(await page.evaluate("controls.renew('st_wrong')")).toBe(false);
    await player.playPast(2);
    expect(await player.state()).toBe("playing");
  });

  test("comes to a frame from its parent by postMessage, and from nobody else", async () => {
    const [first, next] = await Promise.all([mint("demo/clip", LIFE_SECONDS), mint("demo/clip", 600)]);
    const frames = await startSite();
    const evil = await startSite();
    try {
      const script = `sluice("#player", { stream: "demo/clip", playback_token: "${first.token}", autoplay: true, muted: true,
        tokenOrigins: ["${site.url}"] })`;
      frames.pages.set("/", playerPage(server.url, script));
      const parent = (answer: boolean) => `<!doctype html><title>A site</title>
        <iframe src="${frames.url}" width="600" height="400" allow="autoplay"></iframe><script>
        globalThis.heard = [];
        addEventListener("message", event => {
          if (event.data.type !== "sluice:token-expiring") return;
          heard.push(event.data);
          if (${answer}) event.source.postMessage({ type: "sluice:token", token: "${next.token}" }, "${frames.url}");
        });</script>`;
      site.pages.set("/", parent(true));
      await page.goto(site.url);
      const frame = page.frameLocator("iframe");
      await frame.locator("#player[data-state=playing]").waitFor();
      await page.waitForTimeout(WATCH_MS);
      expect(await page.evaluate("heard")).toEqual([
        { type: "sluice:token-expiring", stream: "demo/clip", expires_at: expect.any(Number) },
      ]);
      expect(await frame.locator("#player").getAttribute("data-state")).toBe("playing");
      expect(await sessionsOf(next.id)).toHaveLength(1);

      evil.pages.set("/", parent(true));
      await page.goto(evil.url);
      await page.frameLocator("iframe").locator("#player").waitFor();
      await page.waitForTimeout(LIFE_SECONDS * 1000);
      expect(await page.evaluate("heard")).toEqual([]);
      expect(await sessionsOf(next.id)).toHaveLength(1);
    } finally {
      await Promise.all([frames.close(), evil.close()]);
    }
  });
});
