import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Broadcast, startBroadcast } from "./origins/broadcast.ts";
import { type BroadcastServer, serveBroadcast } from "./origins/serve-broadcast.ts";
import { noteClock, smoothness } from "./player/clock.ts";
import { playerPage, type Site, startSite } from "./player/site.ts";
import { watchPlayer } from "./player/watch.ts";
import { openChromium } from "./support/browser.ts";
import { writeConfiguration } from "./support/origin-applications.ts";
import { describeWithPeers } from "./support/peers.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

const LIFE_SECONDS = 16;
/** The MPD of a live stream is asked for every few seconds: past the end of the first session, too. */
const WATCH_MS = (LIFE_SECONDS + 6) * 1000;

describeWithPeers(["chromium", "ffmpeg"], "A new token in live DASH", () => {
  const folder = mkdtempSync(join(tmpdir(), "sluice-live-dash-"));
  let broadcast: Broadcast;
  let onAir: BroadcastServer;
  let server: TestServer;
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    [broadcast, onAir] = await Promise.all([startBroadcast(folder), serveBroadcast(folder)]);
    const entries = { dash: "manifest.mpd" };
    const streams = { numbered: { entries }, dash: { entries } };
    const live = { kind: "live", origin: { url: onAir.url }, streams } as const;
    const env = { SLUICE_CONFIG: writeConfiguration({ live }, folder) };
    [server, site, browser] = await Promise.all([startSluice({ env }), startSite(), openChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([server?.stop(), site?.close(), onAir?.close(), broadcast?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    { stream: "live/numbered", how: "by numbers" },
    { stream: "live/dash", how: "by a timeline" },
  ])("takes over without a stop of half a second, and the old session is over: $how", async ({ stream }) => {
    const mint = (ttl_seconds: number) =>
      server.mint({
        kind: "access",
        target: { streams: [stream] },
        ttl_seconds,
        disconnect_at_expiry: true,
      });
    const [first, next] = await Promise.all([mint(LIFE_SECONDS), mint(600)]);
    const script = `sluice("#player", { stream: "${stream}", playback_token: "${first.token}", autoplay: true, muted: true,
      onTokenExpiring: async () => ${JSON.stringify(next.token)} })`;
    site.pages.set("/", playerPage(server.url, script));
    const page = await browser.newPage();
    const player = watchPlayer(page);
    const manifests: string[] = [];
    page.on("request", request => void (request.url().endsWith(".mpd") && manifests.push(request.url())));
    await page.goto(site.url);
    await player.waitFor("playing");
    const begin = await player.position();
    await player.playPast(begin + 0.5);
    expect(await player.engine()).toBe("dash.js");
    await noteClock(page);
    await page.waitForTimeout(WATCH_MS);
    const { longestStopMs, playedSeconds } = await smoothness(page);
    expect(await player.state()).toBe("playing");
    expect(playedSeconds).toBeGreaterThan(LIFE_SECONDS);
    expect(longestStopMs).toBeLessThan(500);
    expect(new Set(manifests).size).toBe(2);
    const { body } = await server.api("GET", `/v1/sessions?token=${first.id}`);
    const sessions = body["items"] as readonly { readonly ended_at: number | null }[];
    expect(sessions.map(({ ended_at }) => ended_at === null)).toEqual([false]);
  });
});
