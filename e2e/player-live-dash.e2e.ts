import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Broadcast, startBroadcast } from "./origins/broadcast.ts";
import { type BroadcastServer, serveBroadcast } from "./origins/serve-broadcast.ts";
import { playerPage, type Site, startSite } from "./player/site.ts";
import { type WatchedPlayer, watchPlayer } from "./player/watch.ts";
import { openChromium } from "./support/browser.ts";
import { writeConfiguration } from "./support/origin-applications.ts";
import { describeWithPeers } from "./support/peers.ts";
import { startSluice, type TestServer } from "./support/sluice.ts";

/** Longer than what the first manifest names, which is twelve seconds. */
const PLAY_SECONDS = 16;
const HOUR_MS = 3_600_000;
const PATIENCE = { timeout: 40_000 };

describeWithPeers(["chromium", "ffmpeg"], "Live DASH in the player", () => {
  const folder = mkdtempSync(join(tmpdir(), "sluice-player-live-dash-"));
  let broadcast: Broadcast;
  let onAir: BroadcastServer;
  let server: TestServer;
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    [broadcast, onAir] = await Promise.all([startBroadcast(folder), serveBroadcast(folder)]);
    const dash = { entries: { dash: "manifest.mpd" } };
    const live = { kind: "live", origin: { url: onAir.url }, streams: { dash, numbered: dash } } as const;
    const env = { SLUICE_CONFIG: writeConfiguration({ live }, folder) };
    [server, site, browser] = await Promise.all([startSluice({ env }), startSite(), openChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([server?.stop(), site?.close(), onAir?.close(), broadcast?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(stream: string, autoplay: boolean): Promise<{ page: Page; player: WatchedPlayer }> {
    const { token } = await server.mint({ kind: "access", target: { streams: [stream] }, ttl_seconds: 600 });
    const options = { stream, playback_token: token, autoplay, muted: true };
    site.pages.set("/", playerPage(server.url, `sluice("#player", ${JSON.stringify(options)})`));
    const page = await (await browser.newContext()).newPage();
    return { page, player: watchPlayer(page) };
  }

  test.each([
    { stream: "live/dash", autoplay: true, how: "by a timeline, by itself" },
    { stream: "live/dash", autoplay: false, how: "by a timeline, after a click" },
    { stream: "live/numbered", autoplay: true, how: "by numbers" },
  ])("plays on past what its first manifest names: $how", async ({ stream, autoplay }) => {
    const { page, player } = await open(stream, autoplay);
    const hosts = new Set<string>();
    page.on("request", request => void hosts.add(new URL(request.url()).host));
    await page.goto(site.url);
    if (!autoplay) await page.getByRole("button", { name: "Play" }).click();
    await player.waitFor("playing");
    expect(await player.engine()).toBe("dash.js");
    const begin = await player.position();
    await expect.poll(() => player.position(), PATIENCE).toBeGreaterThan(begin + PLAY_SECONDS);
    expect(await player.state()).toBe("playing");
    expect([...hosts].sort()).toEqual([new URL(server.url).host, new URL(site.url).host].sort());
    await page.context().close();
  });

  test("goes by a clock of its own server where the manifest names one, and asks no other", async () => {
    const { page, player } = await open("live/numbered", true);
    const asked: string[] = [];
    page.on("request", request => void asked.push(request.url()));
    // A stream that began an hour from now, as a viewer sees it whose clock is an hour late.
    await page.route(/\.mpd$/, async route => {
      const response = await route.fetch();
      const body = anHourOn(await response.text()).replace(
        "</MPD>",
        `${clockAt("http://time.example/now")}${clockAt("now")}</MPD>`,
      );
      await route.fulfill({ response, body });
    });
    const headers = { "access-control-allow-origin": "*" };
    const now = () => new Date(Date.now() + HOUR_MS).toISOString();
    await page.route(/\/now$/, route => route.fulfill({ headers, body: now() }));
    await page.goto(site.url);
    await player.waitFor("playing");
    const begin = await player.position();
    await player.playPast(begin + 4);
    const clocks = asked
      .filter(url => url.endsWith("/now"))
      .map(url => url.replace(/\/s\/[\w-]+\//, "/s/HANDLE/"));
    expect(new Set(clocks)).toEqual(new Set([`${server.url}/s/HANDLE/live/numbered/now`]));
    const hosts = [...new Set(asked.map(url => new URL(url).host))].sort();
    expect(hosts).toEqual([new URL(server.url).host, new URL(site.url).host].sort());
    // A manifest may just be on its way: what becomes of it no longer matters.
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.context().close();
  });

  test("whose media stops coming is shown as stalled, then says so, and plays again when it is back", async () => {
    const { page, player } = await open("live/dash", true);
    await page.goto(site.url);
    await player.waitFor("playing");
    const halted = /chunk-stream\d/;
    // Manifests still come, and so does each answer to whether the session lives.
    await page.route(halted, () => {});
    await page.locator("#player[data-state=stalled]").waitFor(PATIENCE);
    expect(await player.inside(root => root.querySelector(".stalled")?.checkVisibility())).toBe(true);
    await page.locator("#player[data-state=refused]").waitFor(PATIENCE);
    await page.getByText("Nothing more arrives").waitFor();
    await page.unroute(halted);
    await page.getByRole("button", { name: "Try again" }).click();
    await player.waitFor("playing");
    const begin = await player.position();
    await player.playPast(begin + 1);
    await page.context().close();
  });
});

function anHourOn(mpd: string): string {
  const later = (time: string) => new Date(Date.parse(time) + HOUR_MS).toISOString();
  return mpd.replace(/(?<=availabilityStartTime=")[^"]+/, later);
}

function clockAt(url: string): string {
  return `<UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-iso:2014" value="${url}"/>`;
}
