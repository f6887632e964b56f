import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { noteClock, smoothness } from "./player/clock.ts";
import { playerPage, type Site, startSite } from "./player/site.ts";
import { type WatchedPlayer, watchPlayer } from "./player/watch.ts";
import { startWhepStandIn, type WhepStandIn } from "./player/whep-stand-in.ts";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

describeWithPeers(["chromium"], "An engine of the player", () => {
  let server: TestServer;
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let player: WatchedPlayer;
  let asked: string[];

  beforeAll(async () => {
    // Host candidates of loopback as they are, without mDNS.
    const plainCandidates = "--disable-features=WebRtcHideLocalIpsWithMdns";
    [server, site, browser] = await Promise.all([
      startSluice(),
      startSite(),
      openChromium("always", [plainCandidates]),
    ]);
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
    asked = [];
    page.on("request", request => asked.push(request.url()));
  });
  afterEach(() => context.close());

  async function show(options: string, base = server.url): Promise<void> {
    site.pages.set(
      "/",
      playerPage(
        base,
        `globalThis.controls = sluice("#player", { autoplay: true, muted: true, ${options} })`,
      ),
    );
    await page.goto(site.url);
  }
  const token = async (grant = {}) => (await server.mint({ kind: "access", ...grant })).token;
  const hostsAsked = () => [
    ...new Set(asked.filter(url => url.startsWith("http")).map(url => new URL(url).host)),
  ];

  test.each([
    ["hls", "", "hls.js"],
    ["hls", 'engine: "native",', "native"],
    ["dash", "", "dash.js"],
    ["mp4", "", "mp4"],
  ])("plays %s from a page of another origin (%s%s)", async (format, options, engine) => {
    await show(`stream: "demo/clip", format: "${format}", ${options} playback_token: "${await token()}"`);
    await player.waitFor("playing");
    await player.playPast(1.5);
    expect(await player.engine()).toBe(engine);
    expect(hostsAsked().sort()).toEqual([new URL(site.url).host, new URL(server.url).host].sort());
    expect(asked.some(url => url.includes("player-dash.js"))).toBe(format === "dash");
  });

  test("for DASH seeks, and stops with the reason when the token is revoked", async () => {
    const { id, token: text } = await server.mint({ kind: "access" });
    await show(`stream: "demo/clip", format: "dash", playback_token: "${text}"`);
    await player.waitFor("playing");
    await page.locator("video").evaluate((video: HTMLVideoElement) => {
      video.currentTime = 40;
    });
    await player.playPast(40.5);
    await server.api("DELETE", `/v1/tokens/${id}`);
    await page.getByRole("alert").getByText("Access was withdrawn").waitFor();
    expect(await player.paused()).toBe(true);
  });

  describe("is found by an address:", () => {
    test.each([
      ["the stream's, with its token", "/demo/clip?token=", "", "hls.js"],
      ["a manifest's, with its token", "/demo/clip/manifest.mpd?access_token=", "", "dash.js"],
      ["a file's", "/demo/clip/clip.mp4?token=", "", "mp4"],
    ])("%s", async (_, address, __, engine) => {
      await show(`src: "${server.url}${address}${await token()}"`);
      await player.waitFor("playing");
      await player.playPast(0.5);
      expect(await player.engine()).toBe(engine);
      expect(asked.filter(url => url.includes("token="))).toEqual([]);
    });

    test("a session's, which the page's own server opened", async () => {
      const reply = await fetch(`${server.url}/s`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ token: await token(), stream: "demo/clip" }),
      });
      const { url } = (await reply.json()) as { readonly url: string };
      await show(`src: "${server.url}${url}"`);
      await player.waitFor("playing");
      await player.playPast(0.5);
      expect(asked.filter(each => each === `${server.url}/s`)).toEqual([]);
    });

    test("one that names no stream is a mistake of the page, and said so", async () => {
      const faults: string[] = [];
      page.on("pageerror", error => faults.push(error.message));
      await show('src: "https://example.org/"');
      expect(faults).toEqual([expect.stringContaining("give a stream")]);
    });
  });

  describe("is chosen in an order:", () => {
    test("the first that the stream has, and WebRTC only where the server says so", async () => {
      await show(`stream: "demo/clip", playOrder: "webrtc,dash,hls", playback_token: "${await token()}"`);
      await player.waitFor("playing");
      expect(await player.engine()).toBe("dash.js");
    });

    test("the next one where the stream has not the first, and a one-time token is not spent by it", async () => {
      const { token: once } = await server.mint({ target: { streams: ["demo/live"] } });
      await show(`stream: "demo/live", playOrder: "vod,dash,hls", playback_token: "${once}"`);
      await player.waitFor("playing");
      await player.playPast(0.5);
      expect(await player.engine()).toBe("hls.js");
    });

    test("the next one where the first does not play, without a second use of a one-time token", async () => {
      const { token: once, id } = await server.mint();
      await page.route("**/assets/player-dash.js", route => route.fulfill({ status: 500, body: "" }));
      await show(`stream: "demo/clip", playOrder: "dash,vod", playback_token: "${once}"`);
      await player.waitFor("playing");
      await player.playPast(0.5);
      expect(await player.engine()).toBe("mp4");
      const { body } = await server.api("GET", `/v1/tokens/${id}`);
      expect(body["uses"]).toBe(1);
    });
  });

  describe("for WebRTC", () => {
    let whep: WhepStandIn;
    beforeEach(async () => {
      whep = await startWhepStandIn(browser);
    });
    afterEach(() => whep.close());
    const order =
      'stream: "demo/live", playOrder: "webrtc,hls", formats: ["whep", "hls"], playback_token: "good"';

    test("offers by POST with the token, plays, and leaves by DELETE", async () => {
      await show(order, whep.url);
      await player.waitFor("playing");
      await player.playPast(1);
      expect(await player.engine()).toBe("whep");
      const [offer] = whep.seen;
      expect(offer).toMatchObject({ method: "POST", type: "application/sdp", authorization: "Bearer good" });
      expect(offer?.body).toMatch(/a=recvonly[\s\S]*a=recvonly/);
      await page.evaluate("controls.destroy()");
      await expect
        .poll(() => whep.seen.at(-1))
        .toMatchObject({ method: "DELETE", path: whep.resource, authorization: "Bearer good" });
    });

    test("goes over to a new session without a stop, and lets the old one go", async () => {
      await show(order, whep.url);
      await player.waitFor("playing");
      await player.playPast(1);
      await noteClock(page);
      expect(await page.evaluate("controls.renew('good')")).toBe(true);
      await expect
        .poll(() => whep.seen.map(({ method }) => method).filter(method => method !== "PATCH"))
        .toEqual(["POST", "POST", "DELETE"]);
      await page.waitForTimeout(2_000);
      expect((await smoothness(page)).longestStopMs).toBeLessThan(500);
      expect(await player.state()).toBe("playing");
    });

    test("gives way to the next format where the network lets no media through", async () => {
      whep.answers = "nothing";
      await show(order.replace("webrtc,hls", "webrtc,vod").replace('"hls"]', '"mp4"]'), whep.url);
      await page.locator("#player[data-engine=mp4]").waitFor({ timeout: 60_000 });
      await player.waitFor("playing");
    });

    test("shows why it was refused", async () => {
      whep.answers = "refusal";
      await show(order, whep.url);
      await page.getByRole("alert").getByText("Too many viewers on this link").waitFor();
    });
  });

  test("as an element, it takes attributes, tells what happens, and renews with a new token", async () => {
    const [first, second] = [await token(), await token()];
    const body = `<sluice-player id="player" server="${server.url}" stream="demo/clip" autoplay muted play-rates="1,2" token="${first}"></sluice-player>`;
    const script = `globalThis.told = []; for (const name of ["sluice-state", "sluice-renewed", "sluice-refused"])
      document.addEventListener(name, event => told.push(event.type + ":" + (event.detail.state ?? event.detail.reason ?? "")));`;
    site.pages.set(
      "/",
      playerPage(server.url, "", body).replace(`<script src`, `<script>${script}</script><script src`),
    );
    await page.goto(site.url);
    await player.waitFor("playing");
    await player.playPast(0.5);
    await page.evaluate(`document.querySelector("sluice-player").token = "${second}"`);
    await expect
      .poll(() => page.evaluate("told"))
      .toEqual(["sluice-state:waiting", "sluice-state:opening", "sluice-state:playing", "sluice-renewed:"]);
    await page.evaluate(`document.querySelector("sluice-player").remove()`);
    expect(await page.locator("video").count()).toBe(0);
  });
});
