import { copyFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import bounds from "../vectors/doors/bounds.json" with { type: "json" };
import { expectPlays, PLAY_SECONDS, PLAYS } from "./compat/expect-plays.ts";
import { callRest, mintByCurl, unspentTokens } from "./compat-antmedia/rest-by-curl.ts";
import { playsIn } from "./embed-pages/embedded-player.ts";
import { type RtmpStage, startRtmpStage } from "./media-servers/rtmp-stage.ts";
import { openChromium } from "./support/browser.ts";
import { type PageServer, startPageServer } from "./support/page-server.ts";
import { describeWithPeers } from "./support/peers.ts";
import { openTab, type PageEngine, startOnTestPage } from "./support/players/chromium.ts";
import { startFfmpeg } from "./support/players/ffmpeg.ts";
import type { TestServer } from "./support/sluice.ts";
import { createViewer, sessionPath } from "./support/viewer.ts";

/** nginx writes a playlist behind its second segment. */
const ON_AIR = { timeout: 30_000, interval: 250 };
const CUT_MILLISECONDS =
  bounds.doors.find(({ door }) => door === "antmedia")?.revocationBoundMilliseconds ?? 0;
const FILM = "demo/clip";
const CLIP = fileURLToPath(new URL("../packages/server/demo/clip", import.meta.url));

const refusedAs = (id: string) => ({ status: 403, text: `Invalid Token for streamId:${id}` });

let stage: RtmpStage;
let site: PageServer;
let browser: Browser;
let streams = 0;

const server = (): TestServer => stage.sluice;
const newStream = (): string => `cam${++streams}`;
const stranger = (address: string) => createViewer(server(), { agent: "another/1.0", address });

/** The answers to a used address: from elsewhere, with another player. */
async function expectUsed(path: string, id: string): Promise<void> {
  const { status, text, headers } = await stranger("127.55.0.1").ask(path);
  expect({ status, text }).toEqual(refusedAs(id));
  expect(headers["access-control-allow-origin"]).toBe("*");
  expect(headers["sluice-reason"]).toBe("token-already-used");
}

/** A file that a person opens plays in the browser's own page for it. */
async function playsInTab(path: string): Promise<void> {
  const tab = await openTab(browser);
  await tab.goto(server().url + path, { waitUntil: "commit" });
  const seconds = () => tab.evaluate("document.querySelector('video').currentTime");
  await expect.poll(() => tab.evaluate("document.querySelector('video').readyState"), PLAYS).toBe(4);
  expect(await seconds()).toBe(0);
  await tab.mouse.click(400, 300);
  await expect.poll(seconds, PLAYS).toBeGreaterThan(1);
  await tab.context().close();
}

/** A stream that FFmpeg publishes with a fresh publish token, once nginx has packed it. */
async function onAir(): Promise<string> {
  const stream = newStream();
  const token = await mintByCurl(server(), { stream: `live/${stream}`, type: "publish" });
  expect(await stage.publish(`${stream}?token=${token}`).flows()).toBe(true);
  const probe = await mintByCurl(server(), { stream: `live/${stream}`, type: "play" });
  const isThere = async () => {
    const { status } = await createViewer(server()).ask(`/live/streams/${stream}.m3u8?token=${probe}`, {
      method: "HEAD",
    });
    return status;
  };
  await expect.poll(isThere, ON_AIR).toBe(200);
  return stream;
}

const peers = ["nginx-rtmp", "nginx", "ffmpeg", "chromium"] as const;

describeWithPeers([...peers], "Ant Media's one-time tokens, as its documentation shows them", () => {
  beforeAll(async () => {
    [stage, site, browser] = await Promise.all([startRtmpStage(), startPageServer(), openChromium()]);
    const { status } = await server().api("PATCH", "/v1/applications/live", {
      origin: { url: `http://127.0.0.1:${stage.apiPort}/hls` },
      antmedia: { publishTokenControlEnabled: true, playTokenControlEnabled: true },
    });
    expect(status).toBe(200);
  });

  afterEach(() => stage.clear());

  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await stage?.stop();
  });

  test("a publish token puts FFmpeg on the air by rtmp://…/streamId?token=, once; without it nobody is", async () => {
    const stream = newStream();
    expect(await stage.publish(stream).flows()).toBe(false);
    const play = await mintByCurl(server(), { stream: `live/${stream}`, type: "play" });
    expect(await stage.publish(`${stream}?token=${play}`).flows()).toBe(false);
    const token = await mintByCurl(server(), { stream: `live/${stream}`, type: "publish" });
    const first = stage.publish(`${stream}?token=${token}`);
    expect(await first.flows()).toBe(true);
    expect(await stage.publish(`${stream}?token=${token}`).flows()).toBe(false);
    expect(first.isRunning()).toBe(true);
    expect(await unspentTokens(server(), `live/${stream}`)).toHaveLength(1);
  });

  test("what is on the air plays at streamId.m3u8 in Chromium, on the page and in FFmpeg, each with a token of its own", async () => {
    const stream = await onAir();
    const mint = () => mintByCurl(server(), { stream: `live/${stream}`, type: "play" });
    const address = async () => `${server().url}/live/streams/${stream}.m3u8?token=${await mint()}`;
    await expectPlays(await startOnTestPage(browser, site.url, { engine: "hlsJs", url: await address() }));
    await expectPlays(await startFfmpeg(await address()));
    const page = await openTab(browser);
    await page.goto(`${server().url}/live/play.html?id=${stream}&playOrder=hls&token=${await mint()}`);
    await page.locator(".play").click();
    await playsIn(page, "#player", PLAY_SECONDS);
    await page.context().close();
  });

  const ways: readonly (readonly [PageEngine, string])[] = [
    ["hlsJs", "clip.m3u8"],
    ["hlsJs", "clip_adaptive.m3u8"],
    ["hlsJs", "clip_360p1000kbps.m3u8"],
    ["native", "clip.m3u8"],
    ["native", "clip.mp4"],
    ["dashJs", "clip/clip.mpd"],
    ["shaka", "clip/clip.mpd"],
  ];

  test.each(ways)("%s in a page of another origin plays %s once", async (engine, file) => {
    const token = await mintByCurl(server(), { stream: FILM, type: "play" });
    const path = `/demo/streams/${file}?token=${token}`;
    await expectPlays(await startOnTestPage(browser, site.url, { engine, url: server().url + path }));
    await expectUsed(path, "clip");
  });

  test.each(["clip.m3u8", "clip/clip.mpd", "clip.mp4"])(
    "FFmpeg plays %s once, without a cookie",
    async file => {
      const token = await mintByCurl(server(), { stream: FILM, type: "play" });
      const path = `/demo/streams/${file}?token=${token}`;
      await expectPlays(await startFfmpeg(server().url + path));
      await expectUsed(path, "clip");
    },
  );

  test.each([
    "id=clip&playOrder=hls",
    "id=clip&playOrder=dash",
    "id=streams/clip.mp4&playOrder=vod",
    "name=clip",
  ])("play.html?%s plays once, and loading it spends nothing", async query => {
    const token = await mintByCurl(server(), { stream: FILM, type: "play" });
    const page = await openTab(browser);
    await page.goto(`${server().url}/demo/play.html?${query}&token=${token}`);
    await page.locator(".play").waitFor();
    expect(page.url()).not.toContain(token);
    expect(await unspentTokens(server(), FILM)).toContain(token.slice(0, 15));
    await page.locator(".play").click();
    await playsIn(page, "#player", PLAY_SECONDS);
    await page.context().close();
    await expectUsed(`/demo/streams/clip.m3u8?token=${token}`, "clip");
  });

  test("a probe by HEAD, a preflight, another method and a file that is not there spend nothing", async () => {
    const token = await mintByCurl(server(), { stream: FILM, type: "play" });
    const viewer = createViewer(server());
    const ask = async (file: string, method = "GET") =>
      (await viewer.ask(`/demo/streams/${file}?token=${token}`, { method })).status;
    expect(await ask("clip.m3u8", "HEAD")).toBe(200);
    expect(await ask("clip.m3u8", "OPTIONS")).toBe(204);
    expect(await ask("clip.m3u8", "POST")).toBe(403);
    expect(await ask("clip_1.mp4")).toBe(404);
    expect(await ask("clip_480p1000kbps.m3u8")).toBe(404);
    expect(await unspentTokens(server(), FILM)).toContain(token.slice(0, 15));
    expect(await ask("clip.m3u8")).toBe(200);
    expect(await unspentTokens(server(), FILM)).not.toContain(token.slice(0, 15));
  });

  test("a token whose date has come opens nothing, whatever the way", async () => {
    const token = await mintByCurl(server(), { stream: FILM, type: "play", seconds: 2 });
    await wait(3_000);
    for (const file of ["clip.m3u8", "clip/clip.mpd", "clip.mp4"]) {
      const { status, text, headers } = await createViewer(server()).ask(
        `/demo/streams/${file}?token=${token}`,
      );
      expect({ status, text }).toEqual(refusedAs("clip"));
      expect(headers["sluice-reason"]).toBe("token-expired");
    }
  });

  test("a recording beside its stream is the stream's, until there is a stream of its name", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sluice-e2e-recordings-"));
    const application = `recorded-${newStream()}`;
    try {
      for (const id of ["cam", "cam_1"]) cpSync(CLIP, join(folder, id), { recursive: true });
      copyFileSync(join(CLIP, "clip.mp4"), join(folder, "cam/cam_1.mp4"));
      const made = { name: application, kind: "vod", registered_only: true, origin: { folder } };
      expect((await server().api("POST", "/v1/applications", made)).status).toBe(201);
      const add = async (id: string) => {
        const stream = { application, id, entries: { mp4: "clip.mp4" } };
        expect((await server().api("POST", "/v1/streams", stream)).status).toBe(201);
      };
      await add("cam");
      const mint = (id: string) => mintByCurl(server(), { stream: `${application}/${id}`, type: "play" });
      const open = async (token: string) =>
        createViewer(server()).ask(`/${application}/streams/cam_1.mp4?token=${token}`);
      const locationOf = (file: string) => new RegExp(`^/s/[\\w-]{62}/${application}/${file}$`);
      const { headers } = await open(await mint("cam"));
      expect(headers.location).toMatch(locationOf("cam/cam_1\\.mp4"));
      await playsInTab(`/${application}/streams/cam_1.mp4?token=${await mint("cam")}`);
      await add("cam_1");
      expect(await open(await mint("cam"))).toMatchObject(refusedAs("cam"));
      expect((await open(await mint("cam_1"))).headers.location).toMatch(locationOf("cam_1/clip\\.mp4"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("DELETE of a stream's tokens ends what plays with them within a second, and opens nothing more", async () => {
    const stream = await onAir();
    const token = await mintByCurl(server(), { stream: `live/${stream}`, type: "play" });
    const path = `/live/streams/${stream}.m3u8?token=${token}`;
    const page: Page = (
      await startOnTestPage(browser, site.url, { engine: "hlsJs", url: server().url + path })
    ).page;
    await expect.poll(() => page.evaluate("players.clockSeconds()"), PLAYS).toBeGreaterThanOrEqual(1);
    const other = await mintByCurl(server(), { stream: `live/${stream}`, type: "play" });
    const viewer = createViewer(server());
    const running = sessionPath(await viewer.ask(`/live/streams/${stream}.m3u8?token=${other}`));
    expect((await viewer.ask(running)).status).toBe(200);
    const began = performance.now();
    const { status, body } = await callRest(server(), "DELETE", "live", `${stream}/tokens`);
    expect({ status, body }).toMatchObject({ status: 200, body: { success: true } });
    expect((await viewer.ask(running)).status).toBe(403);
    expect(performance.now() - began).toBeLessThan(CUT_MILLISECONDS);
    // The page learns of it with its next playlist.
    await expect.poll(() => page.evaluate("players.said.textContent"), PLAYS).toMatch(/^403 /);
    await page.context().close();
    const refused = await viewer.ask(path);
    expect({ status: refused.status, text: refused.text }).toEqual(refusedAs(stream));
  });
});
