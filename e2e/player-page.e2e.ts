import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { buildPlayer } from "./player-page/build-player.ts";
import { type FakeServer, startFakeServer } from "./player-page/fake-server.ts";
import { openChromium } from "./support/browser.ts";
import { freePort } from "./support/free-port.ts";
import { describeWithPeers } from "./support/peers.ts";

const PORT = await freePort();

describeWithPeers(["chromium"], "the player page in Chromium", () => {
  let script: string;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let fake: FakeServer;
  let complaints: string[];

  beforeAll(async () => {
    script = await buildPlayer();
    browser = await openChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    fake = await startFakeServer(PORT, script);
    context = await browser.newContext({ viewport: { width: 1024, height: 640 } });
    page = await context.newPage();
    complaints = [];
    page.on("console", message => complaints.push(message.text()));
    page.on("pageerror", error => complaints.push(String(error)));
  });
  afterEach(async () => {
    await context.close();
    await fake.close();
    expect(complaints.filter(text => /Content Security Policy|Uncaught|TypeError/.test(text))).toEqual([]);
  });

  const opened = () => fake.seen.filter(request => request.path === "/s").length;
  const position = () => page.locator("video").evaluate((video: HTMLVideoElement) => video.currentTime);
  const paused = () => page.locator("video").evaluate((video: HTMLVideoElement) => video.paused);
  const state = (name: string, on = page) => on.locator(`#player[data-state=${name}]`).waitFor();
  const playsPast = (seconds: number) => expect.poll(position, { timeout: 20_000 }).toBeGreaterThan(seconds);

  async function openPlaying(query = "", stream = "demo/clip"): Promise<void> {
    fake.tokens.set("good", { kind: "one-time" });
    await page.goto(`${fake.base}/${stream}?token=good&autoplay=1${query}`);
    await state("playing");
    await playsPast(0.5);
  }

  test("a page view spends nothing, takes the token out of the address bar, and a click plays", async () => {
    fake.tokens.set("good", { kind: "one-time" });
    await page.goto(`${fake.base}/demo/clip?token=good&muted=1`);
    await state("ready");
    expect(page.url()).toBe(`${fake.base}/demo/clip?muted=1`);
    expect(opened()).toBe(0);
    await page.getByRole("button", { name: "Play Demo clip" }).click();
    await state("playing");
    await playsPast(1);
    expect(opened()).toBe(1);
    expect(fake.seen.filter(request => request.path.includes("good"))).toHaveLength(1);
    expect(await page.locator("#player").getAttribute("data-engine")).toBe("hls.js");
  });

  test("the keyboard alone starts it", async () => {
    fake.tokens.set("good", { kind: "one-time" });
    await page.goto(`${fake.base}/demo/clip?token=good&muted=1`);
    await state("ready");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await state("playing");
    const focused = await page.evaluate(
      () => document.querySelector("#player")?.shadowRoot?.activeElement?.tagName,
    );
    expect(focused).toBe("VIDEO");
  });

  test("F5 goes on with the same session where it was", async () => {
    await openPlaying("&muted=1");
    await page.locator("video").evaluate((video: HTMLVideoElement) => {
      video.currentTime = 20;
    });
    await playsPast(21);
    const reply = await page.reload();
    expect(reply?.status()).toBe(401);
    await state("playing");
    await playsPast(20);
    expect(opened()).toBe(1);
    expect(fake.sessions).toHaveLength(1);
  });

  test("F5 before the click still has the token", async () => {
    fake.tokens.set("good", { kind: "one-time" });
    await page.goto(`${fake.base}/demo/clip?token=good`);
    await state("ready");
    await page.reload();
    await state("ready");
    expect(opened()).toBe(0);
    await page.locator(".play").click();
    await state("playing");
  });

  test("F5 after the session has ended says why", async () => {
    await openPlaying("&muted=1");
    for (const session of fake.sessions) session.over = "token-revoked";
    await page.reload();
    await page.getByRole("alert").getByText("Access was withdrawn").waitFor();
  });

  test("a duplicated tab does not make a second viewer, and takes over when the first is closed", async () => {
    await openPlaying("&muted=1");
    const [copy] = await Promise.all([
      context.waitForEvent("page"),
      page.evaluate(() => void window.open(location.href)),
    ]);
    await copy.getByRole("alert").getByText("Playing in another tab").waitFor();
    await page.close();
    await copy.getByRole("button", { name: "Try again" }).click();
    await state("playing", copy);
    expect(opened()).toBe(1);
  });

  test("a refused link says why in words, with a reference that can be copied", async () => {
    fake.tokens.set("used", { kind: "one-time", refuses: "token-already-used" });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`${fake.base}/demo/clip?token=used`);
    const alert = page.getByRole("alert");
    await alert.getByRole("heading", { name: "This link was already used" }).waitFor();
    expect(await alert.innerText()).toContain("it has been opened before");
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
    await page.getByRole("button", { name: "Copy reference K7M2Q9XH4T" }).click();
    await page.getByText("Reference copied").waitFor({ state: "attached" });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("K7M2Q9XH4T");
    expect(opened()).toBe(0);
  });

  test("the deny screen has the keyboard, and Tab goes on to its buttons", async () => {
    fake.tokens.set("used", { kind: "one-time", refuses: "token-already-used" });
    await page.goto(`${fake.base}/demo/clip?token=used`);
    await state("refused");
    const focused = () =>
      page.evaluate(() => document.querySelector("#player")?.shadowRoot?.activeElement?.textContent);
    expect(await focused()).toBe("This link was already used");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Copy");
  });

  test("markup in the server's words stays text", async () => {
    fake.tokens.set("odd", { kind: "access", refuses: "markup-in-texts" });
    await page.goto(`${fake.base}/demo/clip?token=odd`);
    await page.getByRole("heading", { name: "<img src=x" }).waitFor();
    expect(await page.title()).toBe("Demo clip");
    expect(await page.locator("#player img, #player script").count()).toBe(0);
  });

  test("a stream that is off the air can be tried again, and the link is not spent", async () => {
    fake.tokens.set("good", { kind: "one-time" });
    fake.offline = true;
    await page.goto(`${fake.base}/demo/clip?token=good&autoplay=1&muted=1`);
    await page.getByRole("heading", { name: "Not on air" }).waitFor();
    fake.offline = false;
    await page.getByRole("button", { name: "Try again", exact: true }).click({ timeout: 10_000 });
    await state("playing");
  });

  test("a server out of reach is told apart from a refusal", async () => {
    fake.tokens.set("good", { kind: "one-time" });
    fake.silent = true;
    await page.goto(`${fake.base}/demo/clip?token=good&autoplay=1&muted=1`);
    await page.getByRole("alert").getByText("No connection").waitFor();
    fake.silent = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await state("playing");
  });

  test.each([
    ["hls.js", "", "demo/clip"],
    ["hls.js", "", "demo/live"],
    ["native", "&engine=native", "demo/clip"],
    ["mp4", "&format=mp4", "demo/clip"],
  ])("revoked in the middle, %s%s stops %s and says why", async (engine, query, stream) => {
    await openPlaying(`&muted=1${query}`, stream);
    expect(await page.locator("#player").getAttribute("data-engine")).toBe(engine);
    for (const session of fake.sessions) session.over = "token-revoked";
    // How soon is asked of real servers (players-page.e2e.ts); this machine may have others to serve first.
    await page.getByRole("alert").getByText("Access was withdrawn").waitFor();
    await page.getByText("K7M2Q9XH4T", { exact: true }).waitFor();
    expect(await paused()).toBe(true);
    expect(await page.locator("video").getAttribute("src")).toBeNull();
    // What was on its way when it stopped may still arrive.
    await page.waitForTimeout(2_000);
    const asked = fake.seen.length;
    await page.waitForTimeout(6_000);
    expect(fake.seen.length).toBe(asked);
  });

  test("a session that ended while the network was down is explained when it is back", async () => {
    await openPlaying("&muted=1&engine=native");
    fake.silent = true;
    for (const session of fake.sessions) session.over = "session-expired";
    await page.locator("video").evaluate((video: HTMLVideoElement) => {
      video.currentTime = 60;
    });
    await page.getByRole("heading", { name: "No connection" }).waitFor();
    fake.silent = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "This session is over" }).waitFor();
  });

  test("nothing is spent while nobody sees the page", async () => {
    fake.tokens.set("good", { kind: "one-time" });
    await page.addInitScript(() => {
      let seen = "hidden";
      Object.defineProperty(document, "visibilityState", { get: () => seen });
      addEventListener("show-page", () => {
        seen = "visible";
        document.dispatchEvent(new Event("visibilitychange"));
      });
    });
    await page.goto(`${fake.base}/demo/clip?token=good&autoplay=1&muted=1`);
    await state("waiting");
    await page.waitForTimeout(1_000);
    expect(opened()).toBe(0);
    await page.evaluate(() => dispatchEvent(new Event("show-page")));
    await state("playing");
    expect(opened()).toBe(1);
  });

  test("where the browser forbids sound without a click, the play button appears and the session is kept", async () => {
    const strict = await openChromium("user-gesture");
    try {
      page = await strict.newPage();
      fake.tokens.set("good", { kind: "one-time" });
      await page.goto(`${fake.base}/demo/clip?token=good&autoplay=1`);
      await state("ready");
      await page.locator(".play").click();
      await state("playing");
      expect(opened()).toBe(1);
    } finally {
      await strict.close();
    }
  });

  test.each([
    [320, 640],
    [390, 844],
    [1440, 900],
    [3840, 2160],
  ])("at %i by %i pixels everything is on the page and nothing scrolls sideways", async (width, height) => {
    await page.setViewportSize({ width, height });
    fake.tokens.set("early", { kind: "access", refuses: "stream-offline" });
    await page.goto(`${fake.base}/demo/clip?token=early`);
    await state("refused");
    const fits = await page.evaluate(() => {
      const frame = document.querySelector("#player")?.shadowRoot?.querySelector(".frame");
      const { scrollWidth, clientWidth } = document.documentElement;
      return {
        sideways: scrollWidth > clientWidth,
        cut: (frame?.scrollHeight ?? 1) > (frame?.clientHeight ?? 0),
      };
    });
    expect(fits).toEqual({ sideways: false, cut: false });
  });

  test("without JavaScript the page says what it needs, or why it was refused", async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const reader = await plain.newPage();
    fake.tokens.set("good", { kind: "one-time" });
    await reader.goto(`${fake.base}/demo/clip?token=good`);
    await reader.locator(".fallback noscript p").last().waitFor();
    await reader.goto(`${fake.base}/demo/clip`);
    await reader.getByText("A token is needed").waitFor();
    await plain.close();
  });
});
