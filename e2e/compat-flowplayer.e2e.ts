import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { CAT } from "@eyevinn/cat";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectPlays, PLAY_SECONDS } from "./compat/expect-plays.ts";
import { followGuide, type GuideKey } from "./compat-flowplayer/guide.ts";
import { playsIn } from "./embed-pages/embedded-player.ts";
import { names, type PlayableServer, startPlayableServer } from "./embed-pages/playable-server.ts";
import { type Site, startSite } from "./embed-pages/site.ts";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";
import { openTab } from "./support/players/chromium.ts";
import { startFfmpeg } from "./support/players/ffmpeg.ts";
import { ADMIN_KEY } from "./support/sluice.ts";
import { createViewer } from "./support/viewer.ts";
import { enter } from "./support/viewer-token.ts";

const VIDEO = names.flowplayer;
const PLAYER = `#player-${VIDEO}`;
const IN_A_SECOND = 1_000;
const KEYS = "/platform/v3/playback_tokens/keys";

describeWithPeers(["chromium", "ffmpeg"], "A back end of Flowplayer, with host and key replaced", () => {
  let running: PlayableServer;
  let site: Site;
  let browser: Browser;
  let guide: ReturnType<typeof followGuide>;

  beforeAll(async () => {
    [running, site, browser] = await Promise.all([startPlayableServer(), startSite(), openChromium()]);
    guide = followGuide(running.server);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await running?.stop();
  });

  const hlsAt = (token: string, path = `vod/${VIDEO}`) => `/${path}/index.m3u8?CAT=${token}`;

  async function call(method: string, path: string, body?: object): Promise<Response> {
    const headers = { "x-flowplayer-api-key": ADMIN_KEY, "content-type": "application/json" };
    const payload = body === undefined ? {} : { body: JSON.stringify(body) };
    return fetch(running.server.apiUrl + path, { method, headers, ...payload });
  }

  async function makeKey(more: object = {}): Promise<GuideKey> {
    return (await (await call("POST", KEYS, { name: "story", ...more })).json()) as GuideKey;
  }

  async function makeToken(order: object): Promise<string> {
    const answer = (await (await call("POST", "/platform/v3/playback_tokens", order)).json()) as {
      token?: string;
    };
    if (answer.token === undefined) throw new Error(JSON.stringify(answer));
    return answer.token;
  }

  /** The embedding code of the guide's step 3, on a page of another origin. */
  async function open(token: string): Promise<Page> {
    const snippet = readFileSync(new URL("../vectors/snippets/flowplayer.html", import.meta.url), "utf8");
    const page = await openTab(browser);
    const code = snippet
      .replace("https://embed.flowplayer.com", running.server.url)
      .replace("<your-generated-token>", token);
    await page.goto(site.page("shop.localhost", code));
    await page.locator(`${PLAYER} .play`).click();
    return page;
  }

  async function playsInChromium(token: string): Promise<void> {
    const page = await open(token);
    await playsIn(page, PLAYER, PLAY_SECONDS);
    await page.context().close();
  }

  async function playsInFfmpeg(token: string): Promise<void> {
    await expectPlays(await startFfmpeg(running.server.url + hlsAt(token)));
  }

  test("the guide's key and token play its video by its snippet and in FFmpeg, twice, and no other video", async () => {
    const { head, key } = await guide.createKey();
    expect(head).toMatch(/^HTTP\/1.1 201 /);
    expect(key).toMatchObject({
      name: "my-new-playback-token-key",
      value: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const token = await guide.createToken(key.id, VIDEO);
    await playsInChromium(token);
    await playsInFfmpeg(token);
    await playsInChromium(token);
    const viewer = createViewer(running.server);
    const other = await viewer.ask(hlsAt(token, `vod/${names.nanoStream}`));
    expect([other.status, other.reason]).toEqual([403, "uri-not-allowed"]);
    const { body } = await running.server.api("GET", "/v1/tokens?stream=vod/clip&kind=cat");
    expect(body.items).toMatchObject([{ status: "active", uses: 3 }]);
  });

  test("a token that has ended lets nobody in, and ends who plays", async () => {
    const key = await makeKey();
    const exp = Math.floor(Date.now() / 1000) + 6;
    const token = await makeToken({ key_id: key.id, exp, catu: { "3": [3, VIDEO] } });
    const viewer = createViewer(running.server);
    const segment = await enter(viewer, hlsAt(token));
    expect((await viewer.ask(segment)).status).toBe(200);
    await pause(7 * IN_A_SECOND);
    expect((await viewer.ask(segment)).status).toBe(403);
    const late = await createViewer(running.server, { agent: "Late/1.0" }).ask(hlsAt(token));
    expect([late.status, late.reason]).toEqual([403, "token-expired"]);
  });

  test.each(["the token", "its key"])("who plays is cut within a second by the end of %s", async ended => {
    const key = await makeKey();
    const cti = `story-${ended}`;
    const token = await makeToken({ key_id: key.id, cti, catu: { "3": [3, VIDEO] } });
    const viewer = createViewer(running.server);
    const segment = await enter(viewer, hlsAt(token));
    expect((await viewer.ask(segment)).status).toBe(200);
    const page = await open(token);
    await playsIn(page, PLAYER, PLAY_SECONDS);
    const { body } = await running.server.api("GET", "/v1/tokens?kind=cat&limit=1");
    const [listed] = body.items as readonly { readonly id: string }[];
    const endedAt = performance.now();
    if (ended === "its key") expect((await call("DELETE", `${KEYS}/${key.id}`)).status).toBe(204);
    else expect((await running.server.api("DELETE", `/v1/tokens/${listed?.id}`)).status).toBe(204);
    while ((await viewer.ask(segment)).status !== 403)
      expect(performance.now() - endedAt).toBeLessThan(IN_A_SECOND);
    await page.locator(`${PLAYER} .deny`).waitFor();
    const reason = ended === "its key" ? "key-unknown" : "token-revoked";
    expect((await createViewer(running.server, { agent: "Next/1.0" }).ask(hlsAt(token))).reason).toBe(reason);
    await page.context().close();
  });

  test.each([
    ["characters", "utf8", {}],
    ["bytes", "hex", { value_encoding: "hex" }],
  ] as const)(
    "a token of the customer's own service plays, the key being the value's %s",
    async (_, encoding, more) => {
      const key = await makeKey(more);
      const claims = () => ({
        exp: Math.floor(Date.now() / 1000) + 600,
        catu: { path: { "contains-match": VIDEO } },
      });
      const signed = { type: "mac", alg: "HS256", kid: key.id, generateCwtId: true } as const;
      // The library's own two forms.
      for (const expectCwtTag of [true, false]) {
        const service = new CAT({ keys: { [key.id]: Buffer.from(key.value, encoding) }, expectCwtTag });
        await playsInChromium((await service.generateFromJson(claims(), signed)) ?? "");
        await playsInFfmpeg((await service.generateFromJson(claims(), signed)) ?? "");
      }
      const wrong = new CAT({
        keys: { [key.id]: Buffer.from(key.value, encoding === "hex" ? "utf8" : "hex") },
        expectCwtTag: true,
      });
      const forged = (await wrong.generateFromJson(claims(), signed)) ?? "";
      expect((await createViewer(running.server).ask(hlsAt(forged))).reason).toBe("signature-invalid");
    },
  );

  test("nothing of this is in what the server has printed", async () => {
    const key = await makeKey();
    const token = await makeToken({ key_id: key.id });
    await createViewer(running.server).ask(hlsAt(token));
    for (const secret of [key.value, token, ADMIN_KEY]) expect(running.server.output()).not.toContain(secret);
  });
});
