import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { findPeer } from "../../tools/peers/find-peer.ts";
import { openChromium } from "../support/browser.ts";
import { buildPlayer } from "./build-player.ts";
import { type FakeServer, startFakeServer } from "./fake-server.ts";

// node e2e/player-page/screenshots.ts FOLDER: pictures of the player page in every state, for people to look at.

const PORT = 21390;
/** Widths to take; all of them without a second argument, such as `390,1440`. */
const wanted = process.argv[3]?.split(",").map(Number);
const sizes = [
  { width: 320, height: 640 },
  { width: 390, height: 844 },
  { width: 480, height: 270 },
  { width: 844, height: 390 },
  { width: 1440, height: 900 },
  { width: 3840, height: 2160 },
].filter(size => wanted?.includes(size.width) ?? true);

const views: Readonly<Record<string, (page: Page, fake: FakeServer) => Promise<void>>> = {
  async ready(page, fake) {
    fake.tokens.set("ready", { kind: "one-time" });
    await page.goto(`${fake.base}/demo/clip?token=ready`);
    await page.locator(".play").waitFor();
  },
  async playing(page, fake) {
    await play(page, fake, "playing", "demo/clip");
  },
  async live(page, fake) {
    await play(page, fake, "live", "demo/live");
  },
  async refused(page, fake) {
    fake.tokens.set("used", { kind: "one-time", refuses: "token-already-used" });
    await page.goto(`${fake.base}/demo/clip?token=used`);
    await page.locator(".deny").waitFor();
  },
  async expired(page, fake) {
    fake.tokens.set("old", { kind: "access", refuses: "token-expired" });
    await page.goto(`${fake.base}/demo/clip?token=old`);
    await page.locator(".deny").waitFor();
  },
  async offline(page, fake) {
    fake.tokens.set("early", { kind: "access", refuses: "stream-offline" });
    await page.goto(`${fake.base}/demo/clip?token=early`);
    await page.locator(".deny").waitFor();
  },
  async "revoked-in-the-middle"(page, fake) {
    await play(page, fake, "revoked", "demo/clip");
    for (const session of fake.sessions) session.over = "token-revoked";
    await page.locator(".deny").waitFor();
  },
};

async function play(page: Page, fake: FakeServer, token: string, stream: string): Promise<void> {
  fake.tokens.set(token, { kind: "access" });
  await page.goto(`${fake.base}/${stream}?token=${token}&autoplay=1&muted=1`);
  await page.locator("#player[data-state=playing]").waitFor();
  await page.waitForTimeout(2500);
}

async function shoot(browser: Browser, fake: FakeServer, folder: string): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    for (const viewport of sizes) {
      for (const [name, show] of Object.entries(views)) {
        const context = await browser.newContext({ viewport, colorScheme });
        const page = await context.newPage();
        await show(page, fake);
        await page.waitForTimeout(400);
        await page.screenshot({ path: join(folder, `${name}-${viewport.width}-${colorScheme}.png`) });
        await context.close();
      }
    }
  }
}

const folder = process.argv[2];
const chromium = findPeer("chromium");
if (folder === undefined || chromium === undefined) {
  throw new Error("usage: node screenshots.ts FOLDER, with Chromium installed");
}
await mkdir(folder, { recursive: true });
const fake = await startFakeServer(PORT, await buildPlayer());
const browser = await openChromium();
try {
  await shoot(browser, fake, folder);
} finally {
  await browser.close();
  await fake.close();
}
