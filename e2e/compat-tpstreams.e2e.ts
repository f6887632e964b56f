import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectPlays } from "./compat/expect-plays.ts";
import { type AccessToken, type AccessTokens, accessTokens } from "./compat-tpstreams/access-tokens.ts";
import {
  assets,
  type EncryptedServer,
  HOOK_SECRET,
  startEncryptedServer,
} from "./compat-tpstreams/encrypted-server.ts";
import { playsIn } from "./embed-pages/embedded-player.ts";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";
import { openTab } from "./support/players/chromium.ts";
import { startFfmpeg } from "./support/players/ffmpeg.ts";
import { ADMIN_KEY, startSluice } from "./support/sluice.ts";
import { createViewer } from "./support/viewer.ts";
import { enter } from "./support/viewer-token.ts";

const PLAY_SECONDS = 3;
const IN_A_SECOND = 1_000;

describeWithPeers(["chromium", "ffmpeg"], "A back end of TPStreams, with host and key replaced", () => {
  let running: EncryptedServer;
  let browser: Browser;
  let film: AccessTokens;
  let encrypted: AccessTokens;

  beforeAll(async () => {
    [running, browser] = await Promise.all([startEncryptedServer(), openChromium()]);
    film = accessTokens(running.server, assets.film);
    encrypted = accessTokens(running.server, assets.encrypted);
  });
  afterAll(async () => {
    await browser?.close();
    await running?.stop();
  });

  const filmAt = (code: string) => `/vod/film/index.m3u8?access_token=${code}`;
  const secretAt = (code: string) => `/vod/secret/index.m3u8?access_token=${code}`;
  const keyAt = (code: string) => `/vod/secret/aes_key?access_token=${code}`;
  const usesOf = async (code: string) => (await running.server.api("GET", `/v1/tokens/${code}`)).body.uses;

  async function playsInChromium(url: string, seconds = PLAY_SECONDS): Promise<void> {
    const page = await openTab(browser);
    await page.goto(url);
    await page.locator("#player .play").click();
    await playsIn(page, "#player", seconds);
    await page.context().close();
  }

  async function playsInFfmpeg(path: string): Promise<void> {
    await expectPlays(await startFfmpeg(running.server.url + path), PLAY_SECONDS);
  }

  test("a token made as the documentation shows plays its playback_url in Chromium, and HLS in FFmpeg", async () => {
    const url = `${running.server.url}/api/v1/demo/assets/${assets.film}/access_tokens/`;
    const response = await fetch(url, { method: "POST", headers: { authorization: `Token ${ADMIN_KEY}` } });
    expect(response.status).toBe(201);
    const token = await response.json();
    expect(token).toEqual({
      playback_url: `${running.server.url}/embed/${assets.film}/?access_token=${token.code}`,
      expires_after_first_usage: false,
      code: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: "Active",
      valid_until: null,
      annotations: [],
    });
    await playsInChromium(token.playback_url);
    // As iframes in the documentation have it.
    await playsInChromium(`${token.playback_url}/`);
    await playsInFfmpeg(filmAt(token.code));
    expect((await film.view(token.code)).status).toBe("Active");
  });

  test("expires_after_first_usage: the first viewer plays, a second one is refused, and it reads Expired", async () => {
    const { playback_url, code } = await film.create({ expires_after_first_usage: true });
    await playsInChromium(playback_url);
    const second = await createViewer(running.server, { agent: "Another/1.0" }).ask(filmAt(code));
    expect([second.status, second.reason]).toEqual([403, "token-already-used"]);
    const page = await openTab(browser);
    await page.context().setExtraHTTPHeaders({ "user-agent": "A third one" });
    await page.goto(playback_url);
    await page.locator(".deny").first().waitFor();
    await page.context().close();
    expect(await film.view(code)).toMatchObject({ status: "Expired", expires_after_first_usage: true });
    expect(await usesOf(code)).toBe(1);
  });

  test("time_to_live: nobody enters after it, and it reads Expired", async () => {
    const { code } = await film.create({ time_to_live: 5 });
    const viewer = createViewer(running.server);
    await enter(viewer, filmAt(code));
    await pause(6 * IN_A_SECOND);
    const late = await viewer.ask(filmAt(code));
    expect([late.status, late.reason]).toEqual([403, "token-expired"]);
    expect((await film.view(code)).status).toBe("Expired");
    await film.update(code, { time_to_live: 60 });
    await enter(viewer, filmAt(code));
  });

  test("time_to_live 0 cuts what plays within a second, in a player as under a session", async () => {
    const { playback_url, code } = await film.create();
    const viewer = createViewer(running.server);
    const segment = await enter(viewer, filmAt(code));
    expect((await viewer.ask(segment)).status).toBe(200);
    const page = await openTab(browser);
    await page.goto(playback_url);
    await page.locator("#player .play").click();
    await playsIn(page, "#player", PLAY_SECONDS);
    await film.update(code, { time_to_live: 0 });
    const endedAt = performance.now();
    while ((await viewer.ask(segment)).status !== 403)
      expect(performance.now() - endedAt).toBeLessThan(IN_A_SECOND);
    await page.locator("#player .deny").waitFor();
    const { body } = await running.server.api("GET", `/v1/sessions?status=live&token=${code}`);
    expect(body.items).toEqual([]);
    await page.context().close();
  });

  test("HEAD validates a token and never spends it", async () => {
    const { code } = await film.create({ expires_after_first_usage: true });
    const asset = `${running.server.url}/api/v1/demo/assets/${assets.film}/`;
    const head = async (query: string) => (await fetch(asset + query, { method: "HEAD" })).status;
    for (let count = 0; count < 5; count += 1) expect(await head(`?access_token=${code}`)).toBe(200);
    expect(await usesOf(code)).toBe(0);
    expect(await head("")).toBe(401);
    expect(await head(`?access_token=${crypto.randomUUID()}`)).toBe(403);
    await enter(createViewer(running.server), filmAt(code));
    expect(await head(`?access_token=${code}`)).toBe(403);
  });

  test("an AES-128 stream plays in Chromium and in FFmpeg: its key comes under the session", async () => {
    const { playback_url, code } = await encrypted.create();
    await playsInChromium(playback_url);
    await playsInFfmpeg(secretAt(code));
  });

  test.each([[true], [false]])(
    "a key is opened by the token of who plays, and spends nothing (expires_after_first_usage: %s)",
    async expires_after_first_usage => {
      const { code } = await encrypted.create({ expires_after_first_usage });
      const viewer = createViewer(running.server, { agent: "SDK/1.0" });
      const alone = await viewer.ask(keyAt(code));
      expect([alone.status, alone.reason]).toEqual([403, "not-an-entry"]);
      const session = await enter(viewer, secretAt(code));
      const [handle] = /\/s\/[\w-]+/.exec(session) ?? [];
      // Their players put the token behind whatever the manifest names.
      for (const path of [keyAt(code), `${handle}/vod/secret/aes_key?access_token=${code}`, keyAt(code)]) {
        const response = await viewer.open(path);
        const bytes = Buffer.concat(await response.toArray());
        expect([response.statusCode, bytes.toString("hex")]).toEqual([200, running.key.toString("hex")]);
      }
      const asked = `/api/v1/demo/assets/${assets.encrypted}/aes_key/?access_token=${code}`;
      const led = await viewer.ask(asked);
      expect([led.status, led.headers.location]).toEqual([302, running.server.url + keyAt(code)]);
      const other = createViewer(running.server, { agent: "Another/1.0" });
      for (const path of [keyAt(code), asked]) expect((await other.ask(path)).status).toBe(403);
      expect(await usesOf(code)).toBe(1);
      const { body } = await running.server.api("GET", `/v1/sessions?token=${code}`);
      expect(body.items).toHaveLength(1);
      await encrypted.update(code, { time_to_live: 0 });
      expect((await viewer.ask(keyAt(code))).status).toBe(403);
    },
  );

  test("a token is listed and revoked under /v1/tokens, and opens nothing from then on", async () => {
    const { code } = await film.create();
    const { body } = await running.server.api("GET", `/v1/tokens/${code}`);
    const listed = await running.server.api("GET", "/v1/tokens?stream=vod/film&limit=200");
    const ids = (listed.body.items as readonly { id: string }[]).map(({ id }) => id);
    expect(ids).toContain(body.id);
    const viewer = createViewer(running.server);
    const segment = await enter(viewer, filmAt(code));
    expect((await running.server.api("DELETE", `/v1/tokens/${code}`)).status).toBe(204);
    expect((await viewer.ask(segment)).status).toBe(403);
    expect((await viewer.ask(filmAt(code))).reason).toBe("token-revoked");
    expect((await film.view(code)).status).toBe("Expired");
  });

  test("a code works wherever a token works: pages, check, explain, inspect, and at a media server", async () => {
    const { code } = await film.create({ time_to_live: 600 });
    const { api } = running.server;
    const asked = { action: "play", stream: assets.film, token: code };
    expect((await api("POST", "/v1/check", asked)).body).toMatchObject({ allowed: true });
    expect((await api("POST", "/v1/explain", asked)).body).toMatchObject({ allowed: true });
    const { body } = await api("POST", "/v1/tokens/inspect", { token: code });
    expect(body).toMatchObject({ format: "uuid", signature: "right", refused: null });
    const viewer = createViewer(running.server, { agent: "Pages/1.0" });
    const headers = { "content-type": "application/json" };
    const opened = await viewer.ask("/s", {
      method: "POST",
      headers,
      body: JSON.stringify({ token: code, stream: assets.film }),
    });
    expect(opened.status).toBe(201);
    const bearer = { authorization: `Bearer ${code.toUpperCase()}` };
    expect((await viewer.ask("/vod/film/index.m3u8", { headers: bearer })).status).toBe(200);
    const ask = (query: string) =>
      viewer.ask(`/hooks/mediamtx/${HOOK_SECRET}`, {
        method: "POST",
        headers,
        body: JSON.stringify({
          ...{ user: "", password: "", ip: "127.0.0.1", action: "read", path: "vod/film" },
          ...{ protocol: "rtmp", id: crypto.randomUUID(), query },
        }),
      });
    expect((await ask(`token=${code}`)).status).toBe(200);
    expect((await ask(`token=${crypto.randomUUID()}`)).status).toBe(403);
    expect((await api("DELETE", `/v1/tokens/${code}`)).status).toBe(204);
    expect((await api("POST", "/v1/check", asked)).body).toMatchObject({ reason: "token-revoked" });
  });

  test("where the API has a listener of its own, players are answered on the public one, and back ends are not", async () => {
    const server = await startSluice({ env: { SLUICE_ADMIN_LISTEN: "127.0.0.1:0" } });
    try {
      const tokens = "/api/v1/demo/assets/clip/access_tokens/";
      const post = (url: string) =>
        fetch(url + tokens, { method: "POST", headers: { authorization: `Token ${ADMIN_KEY}` } });
      const { code } = (await (await post(server.apiUrl)).json()) as AccessToken;
      expect(server.apiUrl).not.toBe(server.url);
      expect((await post(server.url)).status).toBe(404);
      const asset = `${server.url}/api/v1/demo/assets/clip/`;
      const ask = async (path: string, method: string) =>
        (await fetch(asset + path, { method, redirect: "manual" })).status;
      expect(await ask(`?access_token=${code}`, "HEAD")).toBe(200);
      expect(await ask(`?access_token=${code}`, "GET")).toBe(200);
      expect(await ask(`aes_key/?access_token=${code}`, "GET")).toBe(403);
      expect(await ask(`access_tokens/${code}/`, "GET")).toBe(404);
    } finally {
      await server.stop();
    }
  });

  test("no code is in what the server prints or keeps", async () => {
    const { code } = await encrypted.create({ time_to_live: 600 });
    const viewer = createViewer(running.server, { agent: `agent ?access_token=${code}` });
    await enter(viewer, secretAt(code));
    const asset = `/api/v1/demo/assets/${assets.encrypted}`;
    const paths = [
      keyAt(code),
      filmAt(code),
      `${asset}/?access_token=${code}`,
      `${asset}/aes_key/?access_token=${code}`,
    ];
    for (const path of paths) await viewer.ask(path);
    await viewer.ask(`${asset}/access_tokens/${code}/`);
    await viewer.ask(`/embed/${assets.encrypted}/?access_token=${code}/`, {
      headers: { accept: "text/html" },
    });
    await viewer.ask(`/vod/secret/aes_key?v=1?access_token=${code}`);
    const hook = {
      action: "read",
      path: "vod/secret",
      query: `token=${code}`,
      password: code,
      ip: "127.0.0.9",
    };
    const body = JSON.stringify({ ...hook, user: "u", protocol: "rtsp", id: "c1" });
    await viewer.ask(`/hooks/mediamtx/${HOOK_SECRET}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    await running.server.api("GET", `/v1/tokens/${code}`);
    const metrics = await fetch(`${running.server.url}/metrics`, {
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    });
    expect(metrics.status).toBe(200);
    expect((await metrics.text()).includes(code)).toBe(false);
    // Decisions and activity are written a moment later.
    await pause(3 * IN_A_SECOND);
    expect(running.server.output().includes(code)).toBe(false);
    const folder = running.server.dataDir;
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(file => file.isFile());
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const bytes = readFileSync(join(file.parentPath, file.name));
      expect(bytes.includes(code), file.name).toBe(false);
    }
  });
});
