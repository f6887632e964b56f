import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { frameAt, playsIn } from "./embed-pages/embedded-player.ts";
import {
  ALLOWED_HOST,
  names,
  type PlayableServer,
  startPlayableServer,
} from "./embed-pages/playable-server.ts";
import { frameOf, type Site, startSite } from "./embed-pages/site.ts";
import { openChromium } from "./support/browser.ts";
import { describeWithPeers } from "./support/peers.ts";
import { openTab } from "./support/players/chromium.ts";
import type { Grant, MintedToken } from "./support/sluice.ts";
import { createViewer, type Viewer } from "./support/viewer.ts";
import { expectUnspent, usesOf } from "./support/viewer-token.ts";
import { createTenant } from "./two-tenants/tenant.ts";

const FOREIGN_HOST = "evil.localhost";
const PLAY_SECONDS = 2;
const BROWSER = { "sec-fetch-dest": "document", accept: "text/html" };
const CHAT = { "user-agent": "WhatsApp/2.23.20.0", accept: "*/*" };

let running: PlayableServer;
let site: Site;

beforeAll(async () => {
  [running, site] = await Promise.all([startPlayableServer(), startSite()]);
});

afterAll(async () => {
  await site?.close();
  await running?.stop();
});

const mint = (stream: string, grant: Grant = {}): Promise<MintedToken> =>
  running.server.mint({ target: { streams: [stream] }, ...grant });

/** Every form of a page's address, for a stream and its token. */
const pages = [
  ["vod/clip", (token: string) => `/embed/${names.tpstreams}/?access_token=${token}`],
  ["vod/clip", (token: string) => `/embed/${names.tpstreams}?access_token=${token}/`],
  ["vod/clip", (token: string) => `/embed/demo/${names.tpstreams}/?access_token=${token}&autoplay=1`],
  ["vod/clip", (token: string) => `/embed/vod/clip?token=${token}`],
  [
    "Application_Name/stream_id",
    (token: string) => `/Application_Name/play.html?id=stream_id&token=${token}`,
  ],
  [
    "Application_Name/stream_id",
    (token: string) =>
      `/Application_Name/play.html?id=streams/stream_id.mp4&playOrder=vod&mute=true&is360=false&token=${token}`,
  ],
] as const;

describe.each(pages)("a page of %s (%s)", (stream, address) => {
  test("spends nothing, by whoever it is loaded", async () => {
    const token = await mint(stream);
    const viewer = createViewer(running.server);
    for (const headers of [BROWSER, CHAT, { ...BROWSER, "sec-purpose": "prefetch;prerender" }]) {
      for (const method of ["GET", "HEAD"]) {
        const reply = await viewer.ask(address(token.token), { method, headers });
        expect(reply.status).toBe(200);
        expect(reply.text).not.toContain(token.token);
      }
    }
    await expectUnspent(running.server, viewer, {
      token,
      path: `/${stream}/index.m3u8?token=${token.token}`,
    });
  });

  test("is kept by nobody, and tells no other site its address", async () => {
    const token = await mint(stream);
    const { headers, text } = await createViewer(running.server).ask(address(token.token), {
      headers: BROWSER,
    });
    expect(headers).toMatchObject({
      "cache-control": "private, no-store",
      "referrer-policy": "strict-origin",
      "x-content-type-options": "nosniff",
      "content-type": "text/html; charset=utf-8",
    });
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; .*; frame-ancestors \*$/);
    expect(text).toMatch(/<html lang="en">.*<title>[^<]+<\/title>.*<meta property="og:title".*<noscript>/s);
  });

  test("tells strangers nothing: not that there is such a stream, nor how it plays", async () => {
    const viewer = createViewer(running.server, { address: "127.44.0.1" });
    const person = await viewer.ask(address(""), { headers: BROWSER });
    expect([person.status, person.headers["www-authenticate"]]).toEqual([401, 'Bearer realm="sluice"']);
    expect(person.text).toContain("token-missing");
    expect(person.text).not.toContain(`"formats"`);
    const program = await viewer.ask(address(`st_${"x".repeat(38)}`), {
      headers: { accept: "application/json" },
    });
    expect([program.status, program.reason]).toEqual([403, "token-unknown"]);
  });
});

describe("a page", () => {
  test("of a stream that there is not looks to strangers as one of a stream that there is", async () => {
    const viewer = createViewer(running.server, { address: "127.44.0.2" });
    const told = async (asset: string) => {
      const { status, text } = await viewer.ask(`/embed/${asset}/?token=x`, { headers: BROWSER });
      const plain = text
        .replaceAll(/nonce="[^"]+"/g, "")
        .replaceAll(/\b[0-9A-Z]{10}\b/g, "")
        .replace(/"ticket":"[^"]+"/, "");
      return [status, plain.replaceAll(asset, "…")];
    };
    expect(await told(names.tpstreams)).toEqual(await told("00000000-0000-4000-8000-000000000000"));
  });

  test("of an asset of another organization is one that there is not, to every token of ours", async () => {
    const other = await createTenant(running.server, "beta", "127.7.3.3");
    const grant = { kind: "access", action: "play", target: { organization: true } };
    const made = await other.make("post", "/v1/tokens", { body: grant });
    const viewer = createViewer(running.server, { address: "127.44.0.3" });
    const told = async (asset: string) => {
      const headers = { accept: "application/json" };
      const page = await viewer.ask(`/embed/${asset}/?access_token=${made.token}`, { headers });
      const opened = await open(viewer, { stream: asset, token: made.token });
      return [page.status, page.reason, opened.status, opened.reason];
    };
    const nobodys = "00000000-0000-4000-8000-000000000000";
    expect(await told(nobodys)).toEqual([404, "stream-unknown", 404, "stream-unknown"]);
    expect(await told(names.tpstreams)).toEqual(await told(nobodys));
    expect(await told(`demo/${names.tpstreams}`)).toEqual(await told(`demo/${nobodys}`));
  });

  test("answers to nothing but GET and HEAD", async () => {
    const reply = await createViewer(running.server).ask(`/embed/${names.tpstreams}/`, { method: "POST" });
    expect([reply.status, reply.reason]).toEqual([405, "method-not-allowed"]);
    expect((await createViewer(running.server).ask("/embed/x", { method: "OPTIONS" })).status).toBe(204);
  });

  test.each(["/embed/a%2fb/", "/embed/../v1/health", "/vod/play.html?id=../clip", "/vod/play.html?id=a%00"])(
    "whose address can be read in two ways is none: %s",
    async path => {
      const reply = await createViewer(running.server).ask(path, { headers: { accept: "application/json" } });
      expect([reply.status, reply.reason]).toEqual([400, "path-ambiguous"]);
    },
  );

  test("that waits for a click says so for a token that counts, and for no other", async () => {
    const viewer = createViewer(running.server);
    const configOf = async (kind: string, more = "") => {
      const { token } = await mint("Application_Name/streamId", { kind });
      const { text } = await viewer.ask(`/Application_Name/play.html?id=streamId${more}&token=${token}`, {
        headers: BROWSER,
      });
      return JSON.parse(/id="sluice-page">(.*?)<\/script>/s.exec(text)?.[1] ?? "");
    };
    expect(await configOf("one-time")).toMatchObject({ autoplay: false, needsClick: true });
    expect(await configOf("one-time", "&autoplay=true")).toMatchObject({ autoplay: true, needsClick: false });
    expect(await configOf("access")).toMatchObject({ autoplay: true, needsClick: false });
    expect(await configOf("access", "&autoplay=false")).toMatchObject({ autoplay: false, needsClick: false });
  });
});

interface Opened {
  readonly status: number;
  readonly reason?: string;
  readonly url?: string;
  readonly format?: string;
  readonly formats?: readonly string[];
  readonly annotations?: readonly unknown[];
}

async function open(viewer: Viewer, body: object, headers: Record<string, string> = {}): Promise<Opened> {
  const reply = await viewer.ask("/s", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { ...JSON.parse(reply.text), status: reply.status };
}

describe("POST /s", () => {
  test("opens the format whose media is there, and spends nothing for one that is not", async () => {
    const viewer = createViewer(running.server);
    const token = await mint("vod/half");
    const asked = { stream: "vod/half", token: token.token };
    expect(await open(viewer, { ...asked, format: "hls" })).toMatchObject({
      status: 404,
      reason: "media-not-found",
    });
    expect(await usesOf(running.server, token)).toBe(0);
    const opened = await open(viewer, asked);
    expect(opened).toMatchObject({ status: 201, format: "mp4", formats: ["hls", "mp4"] });
    expect(await usesOf(running.server, token)).toBe(1);
    expect((await viewer.ask(String(opened.url), { headers: { range: "bytes=0-9" } })).status).toBe(206);
  });

  test.each([
    ["webrtc,hls,dash,vod", "hls"],
    [["vod", "hls"], "mp4"],
    ["dash", "dash"],
    ["webrtc", "hls"],
  ])("goes by the order %s", async (playOrder, format) => {
    const { token } = await mint("vod/clip");
    const opened = await open(createViewer(running.server), { stream: "vod/clip", token, playOrder });
    expect(opened).toMatchObject({ status: 201, format });
  });

  test.each([names.tpstreams, `demo/${names.tpstreams}`, `vod/${names.tpstreams}`, "vod/clip"])(
    "knows the asset %s of the token's organization, whatever slash is behind the token",
    async stream => {
      const { token } = await mint("vod/clip", { kind: "access" });
      const viewer = createViewer(running.server);
      for (const text of [token, `${token}/`]) {
        expect((await open(viewer, { stream, token: text })).status).toBe(201);
      }
    },
  );

  test("fills in who watches, as text", async () => {
    const text = "{user} {ip} {time} <b>";
    const { token } = await mint("vod/clip", {
      user: "ann {ip}",
      annotations: [{ type: "static", text, x: 10 }],
    });
    const viewer = createViewer(running.server, { address: "127.44.0.9" });
    const { annotations } = await open(viewer, { stream: "vod/clip", token });
    expect(annotations).toEqual([{ type: "static", text: "ann {ip} 127.44.0.9 {time} <b>", x: 10 }]);
  });

  test("takes a page's ticket from a page of ours alone, for its stream", async () => {
    const viewer = createViewer(running.server);
    const token = await mint("vod/clip", { kind: "access", domains: [ALLOWED_HOST] });
    const page = await viewer.ask(`/embed/vod/clip?token=${token.token}`, {
      headers: { "sec-fetch-dest": "iframe", referer: `http://${ALLOWED_HOST}/` },
    });
    const ticket = /"ticket":"([^"]+)"/.exec(page.text)?.[1];
    const asked = { stream: "vod/clip", token: token.token, ticket };
    const own = running.server.url;
    expect(await open(viewer, asked, { origin: own })).toMatchObject({ status: 201 });
    expect(await open(viewer, asked, { origin: "null" })).toMatchObject({
      status: 403,
      reason: "domain-unknown",
    });
    const foreign = { origin: `http://${FOREIGN_HOST}` };
    expect(await open(viewer, asked, foreign)).toMatchObject({ status: 403, reason: "domain-not-allowed" });
    const beside = { origin: own.replace(/\d+$/, "1") };
    expect(await open(viewer, asked, beside)).toMatchObject({ status: 403, reason: "domain-not-allowed" });
    const other = await mint("vod/half", { kind: "access", domains: [ALLOWED_HOST] });
    const moved = { stream: "vod/half", token: other.token, ticket };
    expect(await open(viewer, moved, { origin: own })).toMatchObject({
      status: 403,
      reason: "domain-unknown",
    });
  });
});

describeWithPeers(["chromium"], "Where a page may be shown", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openChromium();
  });

  afterAll(() => browser?.close());

  const limits = [
    ["of its token", "vod/clip", { domains: [ALLOWED_HOST] }],
    ["of its stream", "vod/guarded", {}],
  ] as const;

  /** The page on a site, or on sites inside of each other, the outermost first. */
  async function show(token: MintedToken, stream: string, hosts: readonly string[]): Promise<Page> {
    const address = `${running.server.url}/embed/${stream}/?access_token=${token.token}&autoplay=1&muted=1`;
    const page = await openTab(browser);
    await page.goto(hosts.toReversed().reduce((url, host) => site.page(host, frameOf(url)), address));
    return page;
  }

  test.each(limits)("an allowed site plays it (the limit %s)", async (_title, stream, grant) => {
    const token = await mint(stream, grant);
    const page = await show(token, stream, [ALLOWED_HOST]);
    await playsIn(await frameAt(page, 1), "#player", PLAY_SECONDS);
    expect(await usesOf(running.server, token)).toBe(1);
    await page.context().close();
  });

  const foreign = [
    ["a foreign site", [FOREIGN_HOST]],
    ["a foreign site inside an allowed one", [ALLOWED_HOST, FOREIGN_HOST]],
    ["an allowed site inside a foreign one", [FOREIGN_HOST, ALLOWED_HOST]],
  ] as const;

  test.each(limits.flatMap(limit => foreign.map(site => [...site, ...limit] as const)))(
    "%s does not show it, and spends nothing (%s; the limit %s)",
    async (_who, hosts, _title, stream, grant) => {
      const token = await mint(stream, grant);
      const page = await show(token, stream, hosts);
      const frame = await frameAt(page, hosts.length);
      await page.waitForTimeout(1_500);
      // A browser that obeys frame-ancestors shows a page of its own, which no script of ours runs in.
      expect(frame.url()).toMatch(/^chrome-error:/);
      expect(await usesOf(running.server, token)).toBe(0);
      await page.context().close();
    },
  );

  test("opened by itself it is on our host, which is not the allowed one", async () => {
    const token = await mint("vod/clip", { domains: [ALLOWED_HOST] });
    const page = await openTab(browser);
    const answer = await page.goto(
      `${running.server.url}/embed/vod/clip/?access_token=${token.token}&autoplay=1`,
    );
    expect(answer?.status()).toBe(403);
    await page.locator(".deny").waitFor();
    expect(await usesOf(running.server, token)).toBe(0);
    await page.context().close();
  });

  test("without a limit any site shows it, however deep", async () => {
    const token = await mint("vod/clip");
    const page = await show(token, "vod/clip", [FOREIGN_HOST, ALLOWED_HOST]);
    await playsIn(await frameAt(page, 2), "#player", PLAY_SECONDS);
    await page.context().close();
  });

  test("in a frame without an origin of its own its ticket counts for nothing", async () => {
    const token = await mint("vod/clip", { domains: [ALLOWED_HOST] });
    const url = `${running.server.url}/embed/vod/clip/?access_token=${token.token}&autoplay=1&muted=1`;
    const frame = frameOf(url).replace("<iframe", `<iframe sandbox="allow-scripts"`);
    const page = await openTab(browser);
    await page.goto(site.page(ALLOWED_HOST, frame));
    await (await frameAt(page, 1)).locator(".deny").waitFor();
    expect(await usesOf(running.server, token)).toBe(0);
    await page.context().close();
  });

  test("F5 goes on with its session, and another id of the same page is another", async () => {
    const first = await mint("Application_Name/stream_id");
    const second = await mint("Application_Name/streamId");
    const at = (id: string, token: string) =>
      `${running.server.url}/Application_Name/play.html?id=${id}&token=${token}`;
    const page = await openTab(browser);
    for (const [id, token] of [
      ["stream_id", first],
      ["streamId", second],
    ] as const) {
      await page.goto(at(id, token.token));
      await page.locator(".play").click();
      await playsIn(page, "#player", PLAY_SECONDS);
      await page.reload();
      await playsIn(page, "#player", PLAY_SECONDS);
      expect(await usesOf(running.server, token)).toBe(1);
      expect(page.url()).toBe(`${running.server.url}/Application_Name/play.html?id=${id}`);
    }
    await page.context().close();
  });

  test("a page plays again from its beginning, and at the speeds, that its address asks for", async () => {
    const { token } = await mint("vod/clip", { kind: "access" });
    const page = await openTab(browser);
    await page.goto(
      `${running.server.url}/embed/vod/clip/?access_token=${token}&autoplay=1&loop=1&muted=1&playRates=1,2`,
    );
    await playsIn(page, "#player", 1);
    const video = `document.querySelector("#player").shadowRoot.querySelector("video")`;
    expect(await page.evaluate(`[${video}.loop, ${video}.muted]`)).toEqual([true, true]);
    expect(page.url()).toContain("autoplay=1");
    await page.context().close();
  });
});
