import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";
import { playFor } from "./support/player-clock.ts";
import { playerIn } from "./support/players/player-page.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

const SECOND = 1_000;
const PATIENCE = { timeout: 60 * SECOND };
/** Into the clip, where its clock can be read. */
const PLAY_SECONDS = 4;
/** For the fading in of what has just appeared. */
const SETTLE_MILLISECONDS = 500;

/** What a viewer sees of the token, over the picture. */
const WATERMARKED = {
  user: "ann@example.org",
  annotations: [{ type: "static", text: "{user}", x: 72, y: 4, size: 20, opacity: 0.6, color: "#FFFFFF" }],
};

/** Set it to keep the pictures, in both colour schemes, for people to look at. */
const kept = process.env.SLUICE_SCREENSHOTS;

const sizes = [
  { name: "phone", width: 390, height: 844 },
  { name: "desktop", width: 1440, height: 900 },
] as const;
const schemes = kept === undefined ? (["light"] as const) : (["light", "dark"] as const);
const looks = sizes.flatMap(size => schemes.map(scheme => ({ ...size, scheme })));

describeWithPeers(["chromium", "fonts"], "The player page", () => {
  let server: TestServer;
  let browser: Browser;
  const folder = kept ?? mkdtempSync(join(tmpdir(), "sluice-screenshots-"));

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    [server, browser] = await Promise.all([startSluice(), openChromium()]);
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
    if (kept === undefined) rmSync(folder, { recursive: true });
  });

  test.concurrent.each(looks)("shows each of its states on a $name ($scheme)", async look => {
    const { width, height, scheme } = look;
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
    const page = await context.newPage();
    const shoot = async (state: string): Promise<void> => {
      await pause(SETTLE_MILLISECONDS);
      expect(await page.evaluate("document.documentElement.scrollWidth"), state).toBeLessThanOrEqual(width);
      await page.screenshot({ path: join(folder, `${state}-${look.name}-${scheme}.png`) });
    };

    const { playback_url, id } = await server.mint(WATERMARKED);
    await page.goto(playback_url);
    await page.locator(".play").waitFor(PATIENCE);
    await shoot("ready");
    await page.locator(".play").click();
    await playFor(playerIn(page), PLAY_SECONDS);
    // The controls are there while the pointer moves.
    await page.mouse.move(width / 2, height / 2);
    await shoot("playing");
    await server.api("DELETE", `/v1/tokens/${id}`);
    await denied(page, "Access was withdrawn");
    await shoot("revoked");

    await page.goto(await usedUrl());
    await denied(page, "This link was already used");
    await shoot("refused");

    const late = await server.mint({ ttl_seconds: 1 });
    await pause(2 * SECOND);
    await page.goto(late.playback_url);
    await denied(page, "This link has expired");
    await shoot("expired");
    await context.close();
  });

  /** The link of somebody who is watching with it. */
  async function usedUrl(): Promise<string> {
    const { playback_url, urls } = await server.mint();
    const entry = await fetch(urls.hls, { headers: { "user-agent": "FirstViewer/1.0" } });
    expect(entry.status).toBe(200);
    return playback_url;
  }
});

async function denied(page: Page, title: string): Promise<void> {
  const screen = page.locator(".deny");
  await screen.waitFor(PATIENCE);
  const text = await screen.innerText();
  expect(text).toContain(title);
  expect(text).toMatch(/\b[0-9A-Z]{10}\b/);
}
