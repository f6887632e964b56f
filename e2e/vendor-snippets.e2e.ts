import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeSignatures } from "../packages/token/src/crypto/node.ts";
import { issueJwt } from "../packages/token/src/index.ts";
import { secretKey } from "./claims/cat-keys.ts";
import { freshCti, fromNow, makeCat } from "./claims/make-cat.ts";
import { frameAt, playsIn } from "./embed-pages/embedded-player.ts";
import { names, type PlayableServer, startPlayableServer } from "./embed-pages/playable-server.ts";
import { frameOf, type Site, startSite } from "./embed-pages/site.ts";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";
import { openTab } from "./support/players/chromium.ts";
import { usesOf } from "./support/viewer-token.ts";

const HOST = "shop.localhost";
const PLAY_SECONDS = 2;

const snippet = (name: string) =>
  readFileSync(new URL(`../vectors/snippets/${name}`, import.meta.url), "utf8");

/** The vendors' hosts, as the snippets name them. */
const VENDOR =
  /https:\/\/(?:demo\.nanocosmos\.de|embed\.flowplayer\.com|app\.tpstreams\.com|IP-address-or-domain:port)/g;
/** The gaps that their documentation leaves for the token. */
const GAP = /<your-generated-token>|YOUR_TOKEN_FOR_YOUR_STREAM/g;

const { addresses } = JSON.parse(snippet("addresses.json")) as {
  readonly addresses: readonly { system: string; from: string; url: string; token: string; plays: string }[];
};

const flowplayerKey = secretKey("HS256", "bc57109d-af9e-4070-8a53-3d5e3998f7bf-7148f");
const nanoKey = secretKey("HS256", "nano", { claim_map: "nanostream" });

describeWithPeers(["chromium"], "Embedding codes of other systems, with the host replaced", () => {
  let running: PlayableServer;
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    [running, site, browser] = await Promise.all([
      startPlayableServer([flowplayerKey, nanoKey]),
      startSite(),
      openChromium(),
    ]);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await running?.stop();
  });

  const here = (text: string): string => text.replaceAll(VENDOR, running.server.url);
  const jwt = (claims: Record<string, string | readonly string[]>) =>
    issueJwt({
      claims: { exp: fromNow(600), jti: freshCti(), aud: "splay", ...claims } as never,
      key: nanoKey,
      kid: nanoKey.kid,
      signatures: nodeSignatures,
    });
  const opaque = async (stream: string, kind = "one-time") =>
    (await running.server.mint({ kind, target: { streams: [stream] } })).token;

  /** The snippet on a page of another origin. */
  async function open(name: string, token: string): Promise<Page> {
    const page = await openTab(browser);
    await page.goto(site.page(HOST, here(snippet(name)).replaceAll(GAP, token)));
    return page;
  }

  const flowplayer = `#player-${names.flowplayer}`;
  const flowplayerTokens = {
    "a CAT for its path": () => makeCat(flowplayerKey, { catu: { path: { contains: names.flowplayer } } }),
    "a one-time token": () => opaque("vod/clip"),
    "a JWT": () => jwt({ streams: [names.flowplayer] }),
  };

  test.each(Object.entries(flowplayerTokens))("flowplayer plays with %s", async (_title, make) => {
    const page = await open("flowplayer.html", await make());
    await page.locator(`${flowplayer} .play`).click();
    await playsIn(page, flowplayer, PLAY_SECONDS);
    await page.context().close();
  });

  test("flowplayer does not play with a CAT for another video, and says why", async () => {
    const other = makeCat(flowplayerKey, {
      catu: { path: { contains: "64eadd4f-1537-48b1-9ce7-748c9b5b07ba" } },
    });
    const page = await open("flowplayer.html", other);
    await page.locator(`${flowplayer} .play`).click();
    await page.locator(`${flowplayer} .deny`).waitFor();
    await page.context().close();
  });

  test("the call of flowplayer answers a video with methods, which the page's own controls use", async () => {
    const code = here(snippet("flowplayer.html")).replaceAll(GAP, await opaque("vod/clip"));
    const page = await openTab(browser);
    await page.goto(site.page(HOST, code.replace("flowplayer(", "window.api = flowplayer(")));
    await page.waitForFunction("window.api !== undefined");
    await page.evaluate(
      `window.heard = []; api.on("playing pause", event => heard.push(event.type)); void api.play()`,
    );
    await playsIn(page, flowplayer, PLAY_SECONDS);
    await page.evaluate("api.pause()");
    await page.waitForFunction(`heard.includes("pause")`);
    expect(await page.evaluate("[api.paused, api.tagName, heard[0]]")).toEqual([true, "VIDEO", "playing"]);
    await page.evaluate("api.destroy()");
    expect(await page.locator(`${flowplayer} video`).count()).toBe(0);
    await page.context().close();
  });

  const nanoTokens = {
    "a JWT for the names of streams": () => jwt({ streams: [names.nanoStream] }),
    "a JWT for the group": () => jwt({ groupid: names.nanoGroup }),
    "a one-time token": () => opaque(`vod/${names.nanoStream}`),
  };
  const nanoCases = ["nanostream-group.html", "nanostream-entries.html"].flatMap(file =>
    Object.entries(nanoTokens).map(([title, make]) => [file, title, make] as const),
  );

  test.each(nanoCases)("%s plays with %s", async (file, _title, make) => {
    const page = await open(file, await make());
    await playsIn(page, "#playerDiv", PLAY_SECONDS);
    await page.context().close();
  });

  test("a NanoPlayer tells its handlers what happens, and is refused with its code", async () => {
    const events = `"events": Object.fromEntries(["onReady", "onLoading", "onPlay", "onPause", "onError", "onDestroy"].map(
      name => [name, event => (window.heard ??= []).push([event.name, event.data.code ?? null, event.data.reason ?? null])])), "playback"`;
    const token = await opaque(`vod/${names.nanoStream}`);
    const code = here(snippet("nanostream-group.html")).replace(`"playback"`, events);
    const page = await openTab(browser);
    await page.goto(site.page(HOST, code.replaceAll(GAP, token)));
    await playsIn(page, "#playerDiv", PLAY_SECONDS);
    await page.evaluate("player.pause()");
    await page.waitForFunction(`heard.some(([name]) => name === "Pause")`);
    await page.evaluate("player.destroy()");
    const heard = (await page.evaluate("heard.map(([name]) => name)")) as readonly string[];
    for (const name of ["Ready", "Loading", "Play", "Pause", "Destroy"]) expect(heard).toContain(name);
    await page.context().close();

    const refused = await openTab(browser);
    await refused.goto(site.page(HOST, code.replaceAll(GAP, `st_${"x".repeat(38)}`)));
    await refused.waitForFunction(`window.heard?.some(([name]) => name === "Error")`);
    const error = await refused.evaluate(`heard.find(([name]) => name === "Error")`);
    expect(error).toEqual(["Error", 4901, "token-unknown"]);
    await refused.context().close();
  });

  test("a NanoPlayer goes on without a stop under the token that updateSource hands it", async () => {
    const [before, after] = await Promise.all([
      opaque(`vod/${names.nanoStream}`),
      running.server.mint({ target: { streams: [`vod/${names.nanoStream}`] } }),
    ]);
    const page = await open("nanostream-group.html", before);
    await playsIn(page, "#playerDiv", PLAY_SECONDS);
    const group = { id: names.nanoGroup, security: { jwtoken: after.token } };
    await page.evaluate(`window.stops = 0;
      document.querySelector("#playerDiv").shadowRoot.querySelector("video").addEventListener("emptied", () => stops++);
      player.updateSource(${JSON.stringify({ group })})`);
    expect(await usesOf(running.server, after)).toBe(1);
    await playsIn(page, "#playerDiv", 2 * PLAY_SECONDS);
    expect(await page.evaluate("stops")).toBe(0);
    await page.context().close();
  });

  test("a CAT for the path of a video opens its page, and the session that the page asks for", async () => {
    const token = makeCat(flowplayerKey, { catu: { path: { contains: names.flowplayer } } });
    const page = await openTab(browser);
    await page.goto(`${running.server.url}/embed/${names.flowplayer}/?CAT=${token}&autoplay=1&muted=1`);
    await playsIn(page, "#player", PLAY_SECONDS);
    await page.context().close();
  });

  test.each(addresses)("$system: $from", async ({ url, token, plays, system }) => {
    const stream = /id=(?:streams\/)?(\w+?)(?:\.mp4)?&/.exec(url)?.[1];
    const grant = {
      kind: "one-time",
      target: { streams: [stream ? `Application_Name/${stream}` : "vod/clip"] },
    };
    const minted = await running.server.mint(grant);
    const address = here(url).replace(token, minted.token);
    const page = await openTab(browser);
    if (system === "tpstreams") await page.goto(site.page(HOST, frameOf(address)));
    else await page.goto(address);
    const place = system === "tpstreams" ? await frameAt(page, 1) : page.mainFrame();
    await place.locator(".play").waitFor();
    expect(place.url()).not.toContain(minted.token);
    expect(await usesOf(running.server, minted)).toBe(0);
    await place.locator(".play").click();
    await playsIn(place, "#player", PLAY_SECONDS);
    expect(await place.locator("#player").getAttribute("data-engine")).toBe(plays);
    expect(await usesOf(running.server, minted)).toBe(1);
    await page.context().close();
  });
});
