import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { frameAt, playsIn } from "./embed-pages/embedded-player.ts";
import { type Site, startSite } from "./embed-pages/site.ts";
import { noteClock, smoothness } from "./player/clock.ts";
import { watchPlayer } from "./player/watch.ts";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";
import { createViewer } from "./support/viewer.ts";

/** Of the texts in these embed codes. */
const LIFE_SECONDS = 12;
const WATCH_MS = 2 * LIFE_SECONDS * 1000 + 4_000;
const LONGEST_STOP_MS = 500;
const PLAYER = "sluice-player";

const media = fileURLToPath(new URL("../packages/server/demo", import.meta.url));
const entries = { hls: "index.m3u8", dash: "manifest.mpd", mp4: "clip.mp4" };

interface Code {
  readonly html: string;
  readonly token: string;
  readonly token_id: string;
}

describeWithPeers(["chromium"], "The embed code of a stream", () => {
  let server: TestServer;
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [server, site, browser] = await Promise.all([startSluice(), startSite(), openChromium()]);
    const application = { name: "films", kind: "vod", origin: { folder: media } };
    expect((await server.api("POST", "/v1/applications", application)).status).toBe(201);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([server?.stop(), site?.close()]);
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 800, height: 600 } });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
  });
  afterEach(() => context.close());

  /** Registers the one stream that has media anew, under another alias for each test. */
  async function register(alias: string): Promise<string> {
    const id = "clip";
    const found = await server.api("GET", `/v1/streams/films/${id}`);
    if (found.status === 200) await server.api("DELETE", `/v1/streams/films/${id}`);
    const stream = { application: "films", id, aliases: [alias], entries };
    expect((await server.api("POST", "/v1/streams", stream)).status).toBe(201);
    return `films/${id}`;
  }

  async function behave(kind: "videos" | "workspaces", id: string, word: string): Promise<void> {
    const path = `/platform/v3/${kind}/${encodeURIComponent(id)}`;
    const { status, body } = await server.api("PATCH", path, { playback_token_behavior: word });
    expect([status, body["playback_token_behavior"]]).toEqual([200, word]);
  }

  async function codeOf(stream: string, query = ""): Promise<Code> {
    const { status, body } = await server.api("GET", `/v1/streams/${stream}/embed-code?${query}`);
    expect(status).toBe(200);
    return body as unknown as Code;
  }

  /** Shows it on a page of another origin and presses play. */
  async function play({ html }: Pick<Code, "html">, selector = PLAYER) {
    await page.goto(site.page("shop.localhost", html));
    await page.locator(`${selector} .play`).click();
    const player = watchPlayer(page, selector);
    await player.waitFor("playing");
    await player.playPast(0.5);
    return player;
  }

  test("of BASIC_TOKEN plays, and goes on past the end of its token without a stop of half a second", async () => {
    const stream = await register("basic-renewed");
    await behave("videos", "basic-renewed", "BASIC_TOKEN");
    const code = await codeOf(stream, `ttl_seconds=${LIFE_SECONDS}&domains=shop.localhost`);
    expect(code.token).toBe("embedded");
    const text = /token="([^"]+)"/.exec(code.html)?.[1] ?? "";
    const player = await play(code);
    await page.evaluate(
      'addEventListener("sluice-renewed", event => (globalThis.renewed ??= []).push(event.detail.expiresAtSeconds))',
    );
    await noteClock(page, PLAYER);
    await page.waitForTimeout(WATCH_MS);
    const { longestStopMs, playedSeconds } = await smoothness(page);
    expect(playedSeconds).toBeGreaterThan(2 * LIFE_SECONDS);
    expect(longestStopMs).toBeLessThan(LONGEST_STOP_MS);
    expect(await page.evaluate("renewed.length")).toBeGreaterThanOrEqual(2);
    expect(await player.state()).toBe("playing");

    const kept = String(await page.evaluate("JSON.stringify(Object.values(sessionStorage))"));
    expect(kept).toContain(text);
    expect(kept.match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g)).toEqual([text]);
    const late = createViewer(server);
    const opened = await late.ask("/s", {
      method: "POST",
      headers: { "content-type": "application/json", origin: "http://shop.localhost" },
      body: JSON.stringify({ stream, token: text }),
    });
    expect([opened.status, opened.reason]).toEqual([403, "token-expired"]);
  });

  test("of a live stream, in a frame of its site, is renewed there, too", async () => {
    await server.api("PATCH", "/v1/streams/demo/live", { embed_token: true });
    const { html } = await codeOf(
      "demo/live",
      `form=iframe&domains=shop.localhost&ttl_seconds=${LIFE_SECONDS}`,
    );
    await page.goto(site.page("shop.localhost", html));
    const frame = await frameAt(page, 1);
    await frame.locator("#player .play").click();
    await frame.locator("#player[data-state=playing]").waitFor();
    await page.waitForTimeout(LIFE_SECONDS * 1000 + 4_000);
    expect(await frame.locator("#player").getAttribute("data-state")).toBe("playing");
    await playsIn(frame, "#player", LIFE_SECONDS + 3);
  });

  test("shows why it ends: the behaviour is ADVANCED_TOKEN now, and the next code has a place for a token", async () => {
    const stream = await register("basic-advanced");
    await behave("videos", "basic-advanced", "BASIC_TOKEN");
    const code = await codeOf(stream);
    await play(code);
    await behave("videos", "basic-advanced", "ADVANCED_TOKEN");
    await page.locator(`${PLAYER} .deny`).waitFor();
    const next = await codeOf(stream, "form=flowplayer");
    expect(next).toMatchObject({ token: "yours", token_id: null });
    expect(next.html).toContain("your-generated-token");
    expect(next.html).not.toMatch(/eyJ/);
  });

  test("ends when its token is revoked, and renews no more", async () => {
    const stream = await register("basic-revoked");
    await behave("videos", "basic-revoked", "BASIC_TOKEN");
    const code = await codeOf(stream, `ttl_seconds=${LIFE_SECONDS}`);
    await play(code);
    await page.evaluate("globalThis.renewed = 0; addEventListener('sluice-renewed', () => (renewed += 1))");
    await page.waitForFunction("renewed > 0");
    expect((await server.api("DELETE", `/v1/tokens/${code.token_id}`)).status).toBe(204);
    await page.locator(`${PLAYER} .deny`).waitFor();
    await page.goto(site.page("shop.localhost", code.html));
    await page.locator(`${PLAYER} .deny, ${PLAYER} .play`).first().waitFor();
    if ((await page.locator(`${PLAYER} .deny`).count()) === 0) await page.locator(`${PLAYER} .play`).click();
    await page.locator(`${PLAYER} .deny`).waitFor();
  });

  test("does not play on a site that it was not made for", async () => {
    const stream = await register("basic-elsewhere");
    await behave("videos", "basic-elsewhere", "BASIC_TOKEN");
    const { html } = await codeOf(stream, "domains=shop.localhost");
    await page.goto(site.page("evil.localhost", html));
    await page.locator(`${PLAYER} .play`).click();
    await page.locator(`${PLAYER} .deny`).waitFor();
  });

  test("of NO_TOKEN holds none, and plays", async () => {
    const stream = await register("open");
    await behave("videos", "open", "NO_TOKEN");
    const code = await codeOf(stream);
    expect(code).toMatchObject({ token: "none", token_id: null });
    expect(code.html).not.toContain("token");
    await play(code);
  });

  test.each([
    ["iframe", undefined],
    ["flowplayer", '[id^="player-"]'],
    ["nanostream", '[id^="player-"]'],
  ])("plays in the form %s", async (form, selector) => {
    const stream = await register(`form-${form}`);
    await behave("videos", `form-${form}`, "BASIC_TOKEN");
    const { html } = await codeOf(stream, `form=${form}`);
    if (selector !== undefined) {
      await page.goto(site.page("shop.localhost", html));
      // The player of nanoStream begins by itself.
      if (form === "flowplayer") await page.locator(`${selector} .play`).click();
      await watchPlayer(page, selector).playPast(1);
      return;
    }
    await page.goto(site.page("shop.localhost", html));
    const frame = page.frameLocator("iframe");
    await frame.locator("#player .play").click();
    await frame.locator("#player[data-state=playing]").waitFor();
  });

  test("follows the default of its workspace when it was made afterwards, or says so; others keep what they have", async () => {
    const stream = await register("followed");
    await behave("workspaces", "films", "NO_TOKEN");
    const before = await server.api("GET", "/platform/v3/videos/followed");
    expect(before.body).toMatchObject({ playback_token_behavior: "ADVANCED_TOKEN" });
    expect(await codeOf(stream)).toMatchObject({ token: "yours" });

    const after = await register("made-after");
    expect(await codeOf(after)).toMatchObject({ token: "none" });
    const player = await play(await codeOf(after));

    await behave("videos", "made-after", "FOLLOW_DEFAULT");
    await behave("workspaces", "films", "BASIC_TOKEN");
    await page.locator(`${PLAYER} .deny`).waitFor();
    expect(await player.paused()).toBe(true);
    const code = await codeOf(after);
    expect(code).toMatchObject({ token: "embedded" });
    await play(code);
    await behave("workspaces", "films", "ADVANCED_TOKEN");
    await page.locator(`${PLAYER} .deny`).waitFor();
  });
});
