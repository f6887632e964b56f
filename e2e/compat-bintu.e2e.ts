import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mintByCurl, splay } from "./compat-bintu/splay-by-curl.ts";
import { playsIn } from "./embed-pages/embedded-player.ts";
import { names, type PlayableServer, startPlayableServer } from "./embed-pages/playable-server.ts";
import { type Site, startSite } from "./embed-pages/site.ts";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";
import { openTab } from "./support/players/chromium.ts";
import { startFfmpeg } from "./support/players/ffmpeg.ts";
import type { TestServer } from "./support/sluice.ts";
import { createViewer } from "./support/viewer.ts";
import { enter } from "./support/viewer-token.ts";

const HOST = "shop.localhost";
const PLAY_SECONDS = 2;
const PLAYS = { timeout: 45_000, interval: 200 };
/** A live player asks again within a segment or two. */
const HEARD = { timeout: 30_000, interval: 100 };
const CUT_MILLISECONDS = 1_000;
/** A stream that goes on for ever: whoever plays it asks again and again. */
const LIVE = "demo/live";

const snippet = (name: string) =>
  readFileSync(new URL(`../vectors/snippets/nanostream-${name}.html`, import.meta.url), "utf8");
const fromNow = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

describeWithPeers(
  ["chromium", "ffmpeg"],
  "Secure playback of nanoStream Cloud, with host and key replaced",
  () => {
    let running: PlayableServer;
    let site: Site;
    let browser: Browser;
    const server = (): TestServer => running.server;

    beforeAll(async () => {
      [running, site, browser] = await Promise.all([startPlayableServer(), startSite(), openChromium()]);
    });
    afterAll(async () => {
      await browser?.close();
      await site?.close();
      await running?.stop();
    });

    /** The dashboard's snippet with a token, on a page of another origin that notes what the player tells it. */
    async function open(name: "group" | "entries", token: string, stream?: string): Promise<Page> {
      const events = `"events": Object.fromEntries(["onPlay", "onError"].map(name => [name, ({ name, data }) =>
      (window.heard ??= []).push([name, data.code ?? null, data.reason ?? null])])), "playback"`;
      const code = snippet(name)
        .replaceAll("https://demo.nanocosmos.de", server().url)
        .replace("YOUR_TOKEN_FOR_YOUR_STREAM", token)
        .replace(names.nanoStream, stream ?? names.nanoStream)
        .replace(`"playback"`, events);
      const page = await openTab(browser);
      await page.goto(site.page(HOST, code));
      return page;
    }

    const errorIn = (page: Page) =>
      page.evaluate(`(window.heard ?? []).find(([name]) => name === "Error")?.slice(1) ?? null`);

    async function expectPlaysInFfmpeg(stream: string, token: string): Promise<void> {
      const player = await startFfmpeg(`${server().url}/${stream}/index.m3u8?jwt=${token}`);
      try {
        await expect
          .poll(async () => (await player.clockSeconds()) ?? 0, PLAYS)
          .toBeGreaterThanOrEqual(PLAY_SECONDS);
      } finally {
        await player.stop();
      }
    }

    async function expectPlaysInPage(name: "group" | "entries", token: string): Promise<void> {
      const page = await open(name, token);
      await playsIn(page, "#playerDiv", PLAY_SECONDS);
      await page.context().close();
    }

    const tokenOf = async (text: string) => (await server().api("GET", `/v1/tokens/${text}`)).body;

    test.each([
      ["a stream group", { groupid: names.nanoGroup }, "group"],
      ["stream names", { streams: [names.nanoStream] }, "entries"],
      ["the entire organization", { orgawide: true }, "entries"],
    ] as const)(
      "a token for %s plays in the page and in FFmpeg, as often as is wanted",
      async (_, target, name) => {
        const token = await mintByCurl(server(), target);
        await expectPlaysInPage(name, token);
        await expectPlaysInFfmpeg(`vod/${names.nanoStream}`, token);
        await expectPlaysInPage(name, token);
        expect(await tokenOf(token)).toMatchObject({
          kind: "jwt",
          profile: "nanostream",
          status: "active",
          uses: 3,
        });
      },
    );

    test("a token that does not open what is asked for is refused with the code of the player, and the reason", async () => {
      const other = await mintByCurl(server(), { streams: ["vod/guarded"] });
      const elsewhere = await mintByCurl(server(), { streams: [names.nanoStream], domain: "example.com" });
      for (const [token, code, reason] of [
        [other, 4403, "wrong-stream"],
        [elsewhere, 4403, "domain-not-allowed"],
        [other.replace(/[^.]+$/, "A".repeat(86)), 4901, "key-unknown"],
        [other.slice(0, 40), 4901, "token-malformed"],
        ["", 5006, "token-missing"],
      ] as const) {
        const page = await open("entries", token);
        await expect.poll(() => errorIn(page), HEARD).toEqual([code, reason]);
        await page.context().close();
      }
    });

    test("a token for the page's own site plays there", async () => {
      await expectPlaysInPage(
        "entries",
        await mintByCurl(server(), { streams: [names.nanoStream], domain: HOST }),
      );
    });

    test("a running session ends at exp with forceDisconnect alone, and new ones are 4903 in any case", async () => {
      // Two pages must play before it, also on a machine that is busy with other suites.
      const exp = fromNow(30);
      const limits = { streams: [LIVE], exp };
      const [strict, lenient] = await Promise.all([
        mintByCurl(server(), { ...limits, forceDisconnect: true }),
        mintByCurl(server(), limits),
      ]);
      const [cut, kept] = await Promise.all([open("entries", strict, LIVE), open("entries", lenient, LIVE)]);
      await Promise.all([playsIn(cut, "#playerDiv", 1), playsIn(kept, "#playerDiv", 1)]);
      expect(fromNow(0)).toBeLessThan(exp);
      await expect.poll(() => errorIn(cut), { ...HEARD, timeout: 60_000 }).toEqual([4903, "token-expired"]);
      expect(fromNow(0)).toBeGreaterThanOrEqual(exp);
      await playsIn(kept, "#playerDiv", 34);
      expect(await errorIn(kept)).toBeNull();
      const late = await open("entries", lenient, LIVE);
      await expect.poll(() => errorIn(late), HEARD).toEqual([4903, "token-expired"]);
      await Promise.all([cut, kept, late].map(page => page.context().close()));
      const { status, body } = await splay(server(), "/verify", { token: lenient });
      expect({ status, body }).toEqual({
        status: 403,
        body: { success: false, errorCode: 1002, message: "jwt expired" },
      });
    });

    test("revoke cuts what plays within a second, in a page as well, and nothing begins after it", async () => {
      const token = await mintByCurl(server(), { streams: [LIVE], revocable: true });
      const page = await open("entries", token, LIVE);
      await playsIn(page, "#playerDiv", 1);
      const viewer = createViewer(server(), { agent: "another/1.0", address: "127.60.0.1" });
      const where = await enter(viewer, `/${LIVE}/index.m3u8?jwt=${token}`);
      expect((await viewer.ask(where)).status).toBe(200);
      const from = performance.now();
      expect((await splay(server(), "/revoke", { token })).status).toBe(204);
      expect(await viewer.ask(where)).toMatchObject({ status: 403, reason: "token-revoked" });
      expect(performance.now() - from).toBeLessThanOrEqual(CUT_MILLISECONDS);
      await expect.poll(() => errorIn(page), HEARD).toEqual([4403, "token-revoked"]);
      await page.context().close();
      const late = await open("entries", token, LIVE);
      await expect.poll(() => errorIn(late), HEARD).toEqual([4403, "token-revoked"]);
      await late.context().close();
      expect(await tokenOf(token)).toMatchObject({ status: "revoked" });
    });

    test.each(["user", "tag"])(
      "tokens are listed by their %s and revoked by it, with what they play",
      async word => {
        const value = `${word} ${Date.now()}`;
        const token = await mintByCurl(server(), { streams: [LIVE], [word]: value });
        const page = await open("entries", token, LIVE);
        await playsIn(page, "#playerDiv", 1);
        const query = new URLSearchParams({ [word]: value });
        const { body } = await server().api("GET", `/v1/tokens?${query}`);
        expect(body.items).toMatchObject([{ id: (await tokenOf(token)).id, uses: 1 }]);
        const revoked = await server().api("POST", "/v1/revocations", { selector: { [word]: value } });
        expect(revoked).toMatchObject({ status: 201, body: { sessions: 1 } });
        await expect.poll(() => errorIn(page), HEARD).toEqual([4403, "token-revoked"]);
        await page.context().close();
      },
    );

    test("no token of all these is in what the server has printed", async () => {
      const token = await mintByCurl(server(), { orgawide: true });
      await splay(server(), "/verify", { token });
      await splay(server(), "/verify", { token: `${token}x` });
      await splay(server(), "/revoke", { token });
      expect(server().output()).not.toMatch(/eyJ[\w-]{20,}/);
    });
  },
);
