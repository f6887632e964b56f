import { createHash } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { expectPlays, PLAY_SECONDS } from "./compat/expect-plays.ts";
import { callRest } from "./compat-antmedia/rest-by-curl.ts";
import { playsIn } from "./embed-pages/embedded-player.ts";
import { type RtmpStage, startRtmpStage } from "./media-servers/rtmp-stage.ts";
import { openChromium } from "./support/browser.ts";
import { type PageServer, startPageServer } from "./support/page-server.ts";
import { describeWithPeers } from "./support/peers.ts";
import { openTab, startOnTestPage } from "./support/players/chromium.ts";
import { startFfmpeg } from "./support/players/ffmpeg.ts";
import { ADMIN_KEY } from "./support/sluice.ts";
import { createViewer, sessionPath } from "./support/viewer.ts";

const ON_AIR = { timeout: 30_000, interval: 250 };
const CUT_MILLISECONDS = 1_000;
const SECRET = "a secret of the application";
const JWT_SECRET = "0123456789abcdef0123456789abcdef";
const INVALID_CODE = "Time Based subscriber id or code is invalid";

let stage: RtmpStage;
let site: PageServer;
let browser: Browser;
let streams = 0;

const newStream = (): string => `coded${++streams}`;
const hashOf = (stream: string, role: string): string =>
  createHash("sha256")
    .update(stream + role + SECRET)
    .digest("hex");

/** What `live` asks for from now on; what it asked for before is off. */
async function ask(settings: Readonly<Record<string, unknown>>): Promise<void> {
  const off = {
    enableTimeTokenForPublish: false,
    enableTimeTokenForPlay: false,
    hashControlPublishEnabled: false,
    hashControlPlayEnabled: false,
    playJwtControlEnabled: false,
  };
  const antmedia = { ...off, ...settings };
  const { status, body } = await stage.sluice.api("PATCH", "/v1/applications/live", { antmedia });
  expect(status, JSON.stringify(body)).toBe(200);
}

/** A subscriber of the stream, and the code of now, as their query carries both. */
async function subscriber(stream: string, id: string, type: "play" | "publish"): Promise<string> {
  const made = await fetch(`${stage.sluice.url}/live/rest/v2/broadcasts/${stream}/subscribers`, {
    method: "POST",
    headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ subscriberId: id, type, b32Secret: "ABCDABCFABCDABCF" }),
  });
  expect(await made.json()).toMatchObject({ success: true });
  const { body } = await callRest(
    stage.sluice,
    "GET",
    "live",
    `${stream}/subscribers/${id}/totp?type=${type}`,
  );
  const { dataId } = body as { readonly dataId: string };
  expect(dataId).toMatch(/^\d{6}$/);
  return `subscriberId=${id}&subscriberCode=${dataId}`;
}

const address = (stream: string, query: string): string => `/live/streams/${stream}.m3u8?${query}`;
const ask200 = (stream: string, query: string) => async () =>
  (await createViewer(stage.sluice).ask(address(stream, query), { method: "HEAD" })).status;

const peers = ["nginx-rtmp", "nginx", "ffmpeg", "chromium"] as const;

describeWithPeers([...peers], "Ant Media's codes, hashes and JWTs", () => {
  beforeAll(async () => {
    [stage, site, browser] = await Promise.all([startRtmpStage(), startPageServer(), openChromium()]);
    const origin = { url: `http://127.0.0.1:${stage.apiPort}/hls` };
    expect((await stage.sluice.api("PATCH", "/v1/applications/live", { origin })).status).toBe(200);
  });

  afterEach(() => stage.clear());

  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await stage?.stop();
  });

  test("a subscriber's code publishes by RTMP in both forms, and plays in Chromium, on the page and in FFmpeg", async () => {
    await ask({ enableTimeTokenForPublish: true, enableTimeTokenForPlay: true });
    const stream = newStream();
    expect(await stage.publish(stream).flows()).toBe(false);
    expect(await stage.publish(`${stream}?subscriberId=encoder&subscriberCode=0000000`).flows()).toBe(false);
    const publisher = await subscriber(stream, "encoder", "publish");
    const [id, code] = publisher.split("&").map(pair => pair.split("=")[1]);
    const first = stage.publish(`${stream}/token/${id}/${code}`);
    expect(await first.flows()).toBe(true);
    await first.quit();
    expect(await stage.publish(`${stream}?${publisher}`).flows()).toBe(true);
    const viewer = await subscriber(stream, "viewer1", "play");
    await expect.poll(ask200(stream, viewer), ON_AIR).toBe(200);
    const url = stage.sluice.url + address(stream, viewer);
    await expectPlays(await startOnTestPage(browser, site.url, { engine: "hlsJs", url }));
    const other = await subscriber(stream, "viewer2", "play");
    await expectPlays(await startFfmpeg(stage.sluice.url + address(stream, other)));
    const page = await openTab(browser);
    const third = await subscriber(stream, "viewer3", "play");
    await page.goto(
      `${stage.sluice.url}/live/play.html?id=${stream}&playOrder=hls&autoplay=true&mute=true&${third}`,
    );
    await playsIn(page, "#player", PLAY_SECONDS);
    expect(page.url()).not.toContain("subscriber");
    await page.context().close();
  });

  test("a block ends what a subscriber plays within a second, and says 401 until it is lifted", async () => {
    await ask({ enableTimeTokenForPublish: true, enableTimeTokenForPlay: true });
    const stream = newStream();
    expect(await stage.publish(`${stream}?${await subscriber(stream, "encoder", "publish")}`).flows()).toBe(
      true,
    );
    const query = await subscriber(stream, "viewer1", "play");
    await expect.poll(ask200(stream, query), ON_AIR).toBe(200);
    const viewer = createViewer(stage.sluice);
    const running = sessionPath(await viewer.ask(address(stream, query)));
    expect((await viewer.ask(running)).status).toBe(200);
    const block = (seconds: number) =>
      callRest(stage.sluice, "PUT", "live", `${stream}/subscribers/viewer1/block/${seconds}/play`);
    const began = performance.now();
    expect((await block(600)).body).toMatchObject({ success: true });
    expect((await viewer.ask(running)).status).toBe(403);
    expect(performance.now() - began).toBeLessThan(CUT_MILLISECONDS);
    expect(await viewer.ask(address(stream, query))).toMatchObject({
      status: 401,
      text: "Subscriber is blocked",
    });
    expect((await block(0)).body).toMatchObject({ success: true });
    expect((await viewer.ask(address(stream, query))).status).toBe(200);
    const wrong = await viewer.ask(address(stream, "subscriberId=viewer1&subscriberCode=0000000"));
    expect(wrong).toMatchObject({ status: 403, text: INVALID_CODE });
  });

  test("with hashes, who publishes without one is refused, and with the stream's own its HLS appears", async () => {
    await ask({ hashControlPublishEnabled: true, hashControlPlayEnabled: true, tokenHashSecret: SECRET });
    const stream = newStream();
    expect(await stage.publish(stream).flows()).toBe(false);
    expect(await stage.publish(`${stream}?token=${hashOf(stream, "play")}`).flows()).toBe(false);
    expect(await stage.publish(`${stream}?token=${hashOf(stream, "publish")}`).flows()).toBe(true);
    const query = `token=${hashOf(stream, "play")}`;
    await expect.poll(ask200(stream, query), ON_AIR).toBe(200);
    await expectPlays(await startFfmpeg(stage.sluice.url + address(stream, query)));
    const refused = await createViewer(stage.sluice).ask(address(stream, "token=x"));
    expect(refused).toMatchObject({ status: 403, text: "Invalid Hash" });
  });

  test("a stream's JWT plays, and needs no cookie for what it opens", async () => {
    await ask({ playJwtControlEnabled: true, jwtStreamSecretKey: JWT_SECRET });
    const stream = newStream();
    const until = Math.floor(Date.now() / 1000) + 600;
    const mint = async (type: string): Promise<string> => {
      const path = `${stream}/jwt-token?expireDate=${until}&type=${type}`;
      const { body } = await callRest(stage.sluice, "GET", "live", path);
      return `token=${(body as { readonly tokenId: string }).tokenId}`;
    };
    const grant = { kind: "access", action: "publish" };
    const publisher = await stage.mint(stream, grant);
    expect(await stage.publish(`${stream}?token=${publisher.token}`).flows()).toBe(true);
    const query = await mint("play");
    await expect.poll(ask200(stream, query), ON_AIR).toBe(200);
    await expectPlays(await startFfmpeg(stage.sluice.url + address(stream, query)));
    const url = stage.sluice.url + address(stream, query);
    await expectPlays(await startOnTestPage(browser, site.url, { engine: "native", url }));
    const refused = await createViewer(stage.sluice).ask(address(stream, await mint("publish")));
    expect(refused).toMatchObject({ status: 403, text: "Invalid JWT Token" });
  });
});
