import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOnSameOrigin } from "./carriage/same-origin-page.ts";
import { type LowLatencyOrigin, startLowLatencyOrigin } from "./origins/low-latency/origin.ts";
import { openChromium } from "./support/browser.ts";
import { writeConfiguration } from "./support/origin-applications.ts";
import { describeWithPeers } from "./support/peers.ts";
import { playFor } from "./support/player-clock.ts";
import { startFfmpeg } from "./support/players/ffmpeg.ts";
import { type MintedToken, startSluice, type TestServer } from "./support/sluice.ts";
import { createViewer } from "./support/viewer.ts";
import { sessionsOf, usesOf } from "./support/viewer-token.ts";

const PLAY_TIMEOUT_MILLISECONDS = 180_000;
/** More than a bootstrap's first segments: the player has come back for playlists and segments. */
const PLAYED_SECONDS = 8;
const carriages = ["path", "cookie", "query"] as const;

const films = fileURLToPath(new URL("../packages/server/demo", import.meta.url));

describeWithPeers(["chromium", "ffmpeg"], "each carriage", () => {
  let server: TestServer;
  let browser: Browser;
  let lowLatency: LowLatencyOrigin;

  beforeAll(async () => {
    [browser, lowLatency] = await Promise.all([openChromium(), startLowLatencyOrigin()]);
    const applications = carriages.flatMap(carriage => [
      [`film-${carriage}`, { kind: "vod", origin: { folder: films }, carriage }],
      [`cam-${carriage}`, { kind: "live", origin: { url: lowLatency.url }, carriage }],
    ]);
    const env = { SLUICE_CONFIG: writeConfiguration(Object.fromEntries(applications)) };
    server = await startSluice({ env });
  }, PLAY_TIMEOUT_MILLISECONDS);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await lowLatency?.close();
  });

  async function mint(stream: string, file: string): Promise<{ token: MintedToken; url: string }> {
    const token = await server.mint({ target: { streams: [stream] } });
    return { token, url: `${server.url}/${stream}/${file}?token=${token.token}` };
  }

  async function expectOneSession(token: MintedToken): Promise<void> {
    expect(await usesOf(server, token)).toBe(1);
    expect(await sessionsOf(server, token)).toHaveLength(1);
  }

  const isMedia = (url: string) => /\.(?:m4s|mp4)(?:\?|$)/.test(url);

  test.each(carriages)(
    "hls.js in Chromium plays by %s with a one-time token, and stops when it is revoked",
    async carriage => {
      const { token, url } = await mint(`film-${carriage}/clip`, "index.m3u8");
      const player = await startOnSameOrigin(browser, { engine: "hlsJs", url });
      await playFor(player, PLAYED_SECONDS);
      const media = player.asked.filter(isMedia).map(asked => new URL(asked));
      expect(media.length).toBeGreaterThan(3);
      for (const { pathname, searchParams } of media) {
        expect(pathname.startsWith("/s/")).toBe(carriage === "path");
        expect(searchParams.has("sluice_session")).toBe(carriage === "query");
      }
      await expectOneSession(token);
      expect((await server.api("DELETE", `/v1/tokens/${token.id}`)).status).toBe(204);
      await expect.poll(() => player.output(), { timeout: 30_000 }).toContain("token-revoked");
      await player.stop();
    },
    PLAY_TIMEOUT_MILLISECONDS,
  );

  test.each(carriages)(
    "dash.js in Chromium plays by %s with a one-time token",
    async carriage => {
      const { token, url } = await mint(`film-${carriage}/clip`, "manifest.mpd");
      const player = await startOnSameOrigin(browser, { engine: "dashJs", url });
      await playFor(player, PLAYED_SECONDS);
      await expectOneSession(token);
      await player.stop();
    },
    PLAY_TIMEOUT_MILLISECONDS,
  );

  test.each(carriages)(
    "hls.js plays low-latency HLS by %s: reloads block, and a report is known for the playlist that it is of",
    async carriage => {
      const { token, url } = await mint(`cam-${carriage}/cam`, "index.m3u8");
      const player = await startOnSameOrigin(browser, { engine: "hlsJs", url });
      await playFor(player, PLAYED_SECONDS);
      const blocking = player.asked.filter(asked => /[?&]_HLS_part=\d/.test(asked));
      expect(blocking.length).toBeGreaterThan(5);
      await expectOneSession(token);
      await player.stop();
    },
    PLAY_TIMEOUT_MILLISECONDS,
  );

  test.each(carriages)(
    "reports of low-latency playlists by %s name playlists as the entry does",
    async carriage => {
      const { url } = await mint(`cam-${carriage}/cam`, "index.m3u8");
      const viewer = createViewer(server);
      const { pathname, search } = new URL(url);
      const entry = await viewer.ask(pathname + search);
      const cookie = entry.headers["set-cookie"]?.[0]?.split(";")[0];
      const variants = entry.text.split("\n").filter(line => line !== "" && !line.startsWith("#"));
      expect(variants).toHaveLength(2);
      for (const [index, variant] of variants.entries()) {
        const playlist = await viewer.ask(variant, { headers: cookie === undefined ? {} : { cookie } });
        const report = /#EXT-X-RENDITION-REPORT:.*URI="([^"]+)"/.exec(playlist.text)?.[1];
        expect(report).toBeDefined();
        // As hls.js does it: both resolved, and compared letter by letter.
        const named = new URL(report ?? "", server.url + variant).href;
        expect(named).toBe(server.url + variants[1 - index]);
      }
    },
  );

  test.each(carriages)(
    "FFmpeg plays HLS, low-latency HLS and DASH by %s with one-time tokens",
    async carriage => {
      const entries = [
        await mint(`film-${carriage}/clip`, "index.m3u8"),
        await mint(`cam-${carriage}/cam`, "index.m3u8"),
        // FFmpeg's reader of DASH sends no cookies with segments.
        ...(carriage === "cookie" ? [] : [await mint(`film-${carriage}/clip`, "manifest.mpd")]),
      ];
      for (const { token, url } of entries) {
        const player = await startFfmpeg(url);
        await playFor(player, PLAYED_SECONDS);
        await player.stop();
        await expectOneSession(token);
      }
    },
    PLAY_TIMEOUT_MILLISECONDS,
  );
});
