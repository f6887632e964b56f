import type { IncomingMessage } from "node:http";
import { pipeline, Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startConnectProxy } from "./behind-nginx/connect-proxy.ts";
import { firstPlaylist, follow, walk } from "./behind-nginx/follow.ts";
import { urisOf } from "./behind-nginx/manifest-uris.ts";
import { openFromPage } from "./behind-nginx/page-session.ts";
import { playToEnd } from "./behind-nginx/play-to-end.ts";
import type { RemoteViewer } from "./behind-nginx/remote-viewer.ts";
import { addressesOf } from "./behind-nginx/seen-addresses.ts";
import { printedUrls, type Site, startSite } from "./behind-nginx/site.ts";
import { runSluice } from "./cli/run-sluice.ts";
import { openChromium } from "./support/browser.ts";
import { writeConfiguration } from "./support/origin-applications.ts";
import { HLS_TYPE } from "./support/origin-media.ts";
import { send, startOrigin, type TestOrigin } from "./support/origin-server.ts";
import { describeWithPeers } from "./support/peers.ts";
import { openTab } from "./support/players/chromium.ts";
import { playerIn } from "./support/players/player-page.ts";
import { ADMIN_KEY, type MintedToken } from "./support/sluice.ts";
import { type Asking, createViewer, type Reply } from "./support/viewer.ts";
import { usesOf } from "./support/viewer-token.ts";

const PATH = "/streams/gate";
/** A viewer on another network than the proxy. */
const VIEWER = "127.9.0.1";
const MIB = 1024 * 1024;
const bearer = { authorization: `Bearer ${ADMIN_KEY}` };
const asPerson = { headers: { accept: "text/html", "sec-fetch-dest": "document" } };

describeWithPeers(["nginx", "openssl"], "behind nginx with TLS, on another host name and path", () => {
  let origin: TestOrigin;
  let site: Site;

  beforeAll(async () => {
    origin = await startOrigin();
    putStreams(origin);
    const films = { kind: "vod", origin: { url: origin.url, allow_private: true } };
    site = await startSite({ path: PATH, env: { SLUICE_CONFIG: writeConfiguration({ films }) } });
  });
  afterAll(async () => {
    await site.stop();
    await origin.close();
  });

  describe("every URL that is printed begins with the public one, and works through nginx:", () => {
    test("those of a token, made through nginx, by the command, and as the API shows it later", async () => {
      const viewer = site.viewer(VIEWER);
      const grant = { kind: "access", action: "play", target: { streams: ["demo/clip"] } };
      const made = await callApi(site, viewer, "POST", "/v1/tokens", grant);
      expect(made.status).toBe(201);
      const command = ["token", "create", "demo/clip", "--kind", "access", "--json"];
      const printed = await runSluice(command, { env: { SLUICE_DATA_DIR: site.server.dataDir } });
      const tokens = [made.text, printed.out].map(text => JSON.parse(text) as MintedToken);
      for (const url of tokens.flatMap(printedUrls)) {
        expect(url).toMatch(new RegExp(`^${site.publicUrl}/demo/clip[/?]`));
        expect([200, 302]).toContain((await viewer.ask(url)).status);
      }
      expect(tokens.flatMap(printedUrls)).toHaveLength(10);
    });

    test("that of the start, of the bare address, and of the documented API", async () => {
      const viewer = site.viewer(VIEWER);
      expect(site.server.output()).toContain(` is ready at ${site.publicUrl} `);
      expect(site.server.output()).toContain(`curl -s ${site.publicUrl}/v1/tokens `);
      expect((await viewer.ask(`${site.publicUrl}/`)).text).toContain(` ${site.publicUrl}\n`);
      const document = JSON.parse(
        (await viewer.ask(`${site.publicUrl}/v1/openapi.json`, { headers: bearer })).text,
      );
      expect(document.servers).toEqual([{ url: site.publicUrl }]);
      expect((await viewer.ask(`${document.servers[0].url}/v1/health`)).status).toBe(200);
    });

    test.each([
      ["a clip in HLS", "demo/clip", "hls", 100],
      ["a clip in DASH", "demo/clip", "dash", 9],
      ["a live stream", "demo/live", "hls", 10],
      ["a playlist whose origin writes absolute addresses", "films/absolute", "hls", 5],
    ] as const)("every URI in the manifests of %s", async (_what, stream, entry, atLeast) => {
      const token = await site.server.mint({ kind: "access", target: { streams: [stream] } });
      const followed = await walk(site, site.viewer(VIEWER), token.urls[entry]);
      expect(followed.length).toBeGreaterThanOrEqual(atLeast);
      expect(followed.filter(({ status }) => status !== 200)).toEqual([]);
    });

    test("the redirect of an MP4", async () => {
      const viewer = site.viewer(VIEWER);
      const { urls } = await site.server.mint();
      const entry = await viewer.ask(urls.mp4);
      expect(entry.status).toBe(302);
      const media = follow(site, urls.mp4, entry.headers.location ?? "");
      const part = await viewer.ask(media, { headers: { range: "bytes=0-99" } });
      expect({ status: part.status, length: part.headers["content-length"] }).toEqual({
        status: 206,
        length: "100",
      });
    });

    test("what the player page loads, and where its session is", async () => {
      const viewer = site.viewer(VIEWER);
      const { token, playback_url: page } = await site.server.mint();
      const shown = await viewer.ask(page, asPerson);
      expect(shown.status).toBe(200);
      for (const url of loadedBy(shown)) expect((await viewer.ask(follow(site, page, url))).status).toBe(200);
      expect(loadedBy(shown)).toHaveLength(1);
      const opened = await openFromPage(site, viewer, token);
      expect(opened.status).toBe(201);
      const { url } = JSON.parse(opened.text);
      const followed = await walk(site, viewer, follow(site, `${site.publicUrl}/s`, url));
      expect(followed.every(({ status }) => status === 200)).toBe(true);
    });

    test.each([
      ["without a token", "/demo/clip", 401],
      ["with a bad token", `/demo/clip/index.m3u8?token=st_${"x".repeat(38)}`, 403],
      ["of an ended session", `/s/AQ${"A".repeat(60)}/demo/clip/index.m3u8`, 403],
    ])("what a refusal's page loads, %s", async (_what, path, status) => {
      const viewer = site.viewer(VIEWER);
      const refused = await viewer.ask(site.publicUrl + path, asPerson);
      expect(refused.status).toBe(status);
      const [script = "", ...others] = loadedBy(refused);
      expect(others).toEqual([]);
      expect((await viewer.ask(follow(site, site.publicUrl, script))).status).toBe(200);
    });

    test("whatever Host and forwarded host a client claims, at nginx or directly", async () => {
      const headers = {
        host: "evil.example",
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "gopher",
        "x-forwarded-prefix": "/evil",
        "x-original-url": "/evil",
        forwarded: "host=evil.example;proto=gopher",
      };
      const direct = createViewer(site.server);
      const viewer = site.viewer(VIEWER);
      const asks: readonly ((path: string, asking: Asking) => Promise<Reply>)[] = [
        (path, asking) => viewer.ask(site.publicUrl + path, asking),
        (path, asking) => direct.ask(PATH + path, asking),
      ];
      for (const ask of asks) {
        for (const reply of await everyKindOfReply(site, ask, headers)) {
          expect(reply.status).toBeLessThan(500);
          expect(reply.text + JSON.stringify(reply.headers)).not.toMatch(/evil|gopher/);
        }
      }
    });
  });

  test("nginx may also take the path away before it passes a request on", async () => {
    const stripping = ["proxy_pass http://sluice;", "proxy_pass http://sluice/;"] as const;
    const other = await startSite({ path: PATH, changes: [stripping] });
    onTestFinished(() => other.stop());
    const { urls } = await other.server.mint({ kind: "access" });
    const followed = await walk(other, other.viewer(VIEWER), urls.hls);
    expect(followed.filter(({ status }) => status !== 200)).toEqual([]);
  });

  test("metrics are not open through nginx, and neither is the API; with their own listener they are not there", async () => {
    const viewer = site.viewer(VIEWER);
    for (const headers of [
      {},
      { host: "localhost" },
      { host: "127.0.0.1", "x-forwarded-for": "127.0.0.1" },
    ]) {
      const metrics = await viewer.ask(`${site.publicUrl}/metrics`, { headers });
      expect({ status: metrics.status, reason: metrics.reason }).toEqual({
        status: 401,
        reason: "api-key-missing",
      });
    }
    expect((await viewer.ask(`${site.publicUrl}/metrics`, { headers: bearer })).status).toBe(200);
    const apart = await startSite({ path: PATH, env: { SLUICE_ADMIN_LISTEN: "127.0.0.1:0" } });
    onTestFinished(() => apart.stop());
    const outside = apart.viewer(VIEWER);
    for (const path of ["/metrics", "/v1/tokens", "/v1/openapi.json"]) {
      expect((await outside.ask(apart.publicUrl + path, { headers: bearer })).status).toBe(404);
    }
    const { urls } = await apart.server.mint();
    expect((await outside.ask(urls.hls)).status).toBe(200);
  });

  test("a revocation ends a download that runs through nginx, within a second", async () => {
    const { token, body } = await download(site, "films/endless");
    const received = countBytes(body);
    const broken = new Promise(resolve => body.once("close", resolve).once("error", () => {}));
    await sleep(500);
    expect(received()).toBeGreaterThan(0);
    const revokedAt = performance.now();
    expect((await site.server.api("DELETE", `/v1/tokens/${token.id}`)).status).toBe(204);
    await broken;
    expect(performance.now() - revokedAt).toBeLessThan(1_000);
    expect(body.complete).toBe(false);
  });

  test("nginx has nothing in store for a viewer who stood still and is then cut off", async () => {
    const { token, body } = await download(site, "films/flood");
    await sleep(1_500);
    expect((await site.server.api("DELETE", `/v1/tokens/${token.id}`)).status).toBe(204);
    await sleep(500);
    const received = countBytes(body);
    await new Promise(resolve => body.once("close", resolve).once("error", () => {}));
    // What the sockets on the way hold; a buffering nginx would have up to a gigabyte.
    expect(received()).toBeLessThan(32 * MIB);
  });

  test("nobody outside asks as if he were a web server of ours", async () => {
    const viewer = site.viewer(VIEWER);
    const { token } = await site.server.mint({ kind: "access" });
    const headers = {
      "x-forwarded-uri": `/demo/clip/index.m3u8?token=${token}`,
      "x-forwarded-method": "GET",
      "x-forwarded-proto": "https",
    };
    for (const path of [
      "/verify/caddy",
      "/verify/nginx",
      "//verify/caddy",
      "/%76erify/caddy",
      "/./verify/caddy",
    ]) {
      const { status, headers: said } = await viewer.ask(`${site.publicUrl}${path}`, { headers });
      expect([status, said["sluice-ref"]], path).toEqual([404, undefined]);
    }
    expect((await site.server.api("GET", "/v1/sessions?door=edge")).body).toMatchObject({ items: [] });
  });

  test("nginx writes neither token nor handle nor key into its logs, not even when Sluice is down", async () => {
    const down = await startSite({ path: PATH });
    onTestFinished(() => down.stop());
    const viewer = down.viewer(VIEWER);
    const token = await down.server.mint({ kind: "access" });
    const referer = token.playback_url;
    const [uri = ""] = urisOf((await viewer.ask(token.urls.hls, { headers: { referer } })).text);
    const session = follow(down, token.urls.hls, uri);
    const secret = "hook-secret-0123456789";
    const signed = await down.server.mint({ kind: "jwt" });
    const parameter = `;URISigningPackage=${signed.token}`;
    const asked = [
      token.urls.hls,
      session,
      `${down.publicUrl}/hooks/srs/${secret}/on_play`,
      `${down.publicUrl}/${signed.token}/demo/clip/index.m3u8${parameter}`,
      `${down.publicUrl}/demo/clip/index.m3u8${parameter}`,
      `${session}${parameter}`,
    ];
    for (const url of asked) await viewer.ask(url, { headers: { referer, ...bearer } });
    await down.server.kill();
    for (const url of asked)
      expect((await viewer.ask(url, { headers: { referer, ...bearer } })).status).toBe(502);
    const logs = down.nginx.logs();
    const handle = /\/s\/([\w-]+)\//.exec(session)?.[1] ?? "";
    expect(handle).toHaveLength(62);
    const secrets = [token.token, signed.token, signed.token.slice(0, 30), handle, secret, ADMIN_KEY];
    for (const text of secrets) expect(logs).not.toContain(text);
    expect(logs).toContain(`GET ${PATH}/[token]/demo/clip`);
    expect(logs).toContain(`GET ${PATH}/demo/clip/index.m3u8`);
    expect(logs).toContain(`GET ${PATH}/s/[handle]/demo/clip/`);
    expect(logs).toContain(`GET ${PATH}/hooks/srs/[secret]`);
    expect(logs).toMatch(new RegExp(`^${VIEWER} .* 200 `, "m"));
    await down.server.stop();
  });
});

describeWithPeers(["nginx", "openssl", "ffmpeg"], "FFmpeg behind nginx with TLS", () => {
  test("plays a one-time link to its end as one session", async () => {
    const site = await startSite({ path: PATH });
    onTestFinished(() => site.stop());
    const proxy = await startConnectProxy(VIEWER);
    onTestFinished(() => proxy.close());
    const token = await site.server.mint();
    const { certificateFile } = site.nginx.certificate;
    const played = await playToEnd(token.urls.hls, { certificateFile, proxyUrl: proxy.url });
    expect(played).toMatchObject({ code: 0, complaints: "" });
    expect(played.seconds).toBeGreaterThanOrEqual(64);
    expect(await usesOf(site.server, token)).toBe(1);
    expect(await addressesOf(site, token)).toEqual([VIEWER]);
  });
});

describeWithPeers(["nginx", "openssl", "chromium"], "Chromium behind nginx with TLS", () => {
  test("plays the page over HTTP/2, and asks for nothing that is not below the public URL", async () => {
    const site = await startSite({ path: PATH });
    onTestFinished(() => site.stop());
    const browser = await openChromium("always", [
      `--host-resolver-rules=MAP ${new URL(site.publicUrl).hostname} 127.0.0.1`,
      `--ignore-certificate-errors-spki-list=${site.nginx.certificate.publicKeyHash}`,
    ]);
    onTestFinished(() => browser.close());
    const token = await site.server.mint();
    const page = await openTab(browser);
    const asked: string[] = [];
    page.on("request", request => void asked.push(request.url()));
    await page.goto(token.playback_url);
    await page.locator(".play").click();
    await expect.poll(() => playerIn(page).clockSeconds(), { timeout: 90_000 }).toBeGreaterThan(5);
    const others = asked.filter(url => !url.startsWith(`${site.publicUrl}/`) && !/^(blob|data):/.test(url));
    expect(others).toEqual([]);
    expect(asked.some(url => url.includes("/s/") && url.endsWith(".m4s"))).toBe(true);
    const protocols = "performance.getEntriesByType('resource').map(entry => entry.nextHopProtocol)";
    expect(new Set(await page.evaluate<string[]>(protocols))).toEqual(new Set(["h2"]));
    expect(await usesOf(site.server, token)).toBe(1);
  });
});

/** Begins to download the one segment of a stream; nothing of the body has been taken yet. */
async function download(site: Site, stream: string) {
  const token = await site.server.mint({ kind: "access", target: { streams: [stream] } });
  const viewer = site.viewer(VIEWER);
  const playlist = await firstPlaylist(site, viewer, token.urls.hls);
  const [segment = ""] = urisOf(playlist.text);
  return { token, body: await viewer.open(follow(site, playlist.url, segment)) };
}

function countBytes(body: IncomingMessage): () => number {
  let bytes = 0;
  body.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  return () => bytes;
}

/** Calls the API through nginx with the admin key. */
function callApi(
  site: Site,
  viewer: RemoteViewer,
  method: string,
  path: string,
  body: unknown,
): Promise<Reply> {
  return viewer.ask(site.publicUrl + path, {
    method,
    headers: { ...bearer, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** What a page asks its server for by itself: scripts, styles, images; data URLs aside. */
function loadedBy({ text }: Reply): readonly string[] {
  const addresses = [...text.matchAll(/\b(?:src|href|poster|action)="([^"]*)"/g)].map(
    match => match[1] ?? "",
  );
  return addresses.filter(address => !address.startsWith("data:"));
}

/** One answer of every kind that could print an address. */
async function everyKindOfReply(
  site: Site,
  ask: (path: string, asking: Asking) => Promise<Reply>,
  headers: Readonly<Record<string, string>>,
): Promise<readonly Reply[]> {
  const { token } = await site.server.mint({ kind: "access" });
  const json = { ...headers, ...bearer, "content-type": "application/json" };
  const grant = JSON.stringify({ kind: "access", action: "play", target: { streams: ["demo/clip"] } });
  const person = { headers: { ...headers, ...asPerson.headers } };
  const replies = [
    await ask("/", { headers }),
    await ask("/v1/tokens", { method: "POST", headers: json, body: grant }),
    await ask("/v1/openapi.json", { headers: json }),
    await ask("/docs", { headers: json }),
    await ask(`/demo/clip/index.m3u8?token=${token}`, { headers }),
    await ask(`/demo/clip/manifest.mpd?token=${token}`, { headers }),
    await ask(`/demo/clip/clip.mp4?token=${token}`, { headers }),
    await ask("/s", { method: "POST", headers: json, body: JSON.stringify({ token, stream: "demo/clip" }) }),
    await ask(`/demo/clip?token=${token}`, person),
    await ask("/demo/clip", person),
    await ask("/demo/clip/index.m3u8", { headers }),
    await ask("/no/such/thing", { headers }),
  ];
  const session = /\/s\/[\w-]{62}\/[^\s"<]+/.exec(replies[4]?.text ?? "")?.[0] ?? "";
  return [...replies, await ask(session, { headers })];
}

/** A stream whose origin names itself in every address, and two whose segment never ends. */
function putStreams(origin: TestOrigin): void {
  const address = `${origin.url}/absolute`;
  const playlist = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:2
#EXT-X-MAP:URI="${address}/init.mp4"
#EXT-X-KEY:METHOD=AES-128,URI="/absolute/enc.key"
#EXTINF:2,
${address}/seg-0.m4s
#EXTINF:2,
seg-1.m4s
#EXT-X-ENDLIST
`;
  origin.set("/absolute/index.m3u8", send(HLS_TYPE, playlist));
  for (const name of ["init.mp4", "seg-0.m4s", "seg-1.m4s"]) {
    origin.set(`/absolute/${name}`, send("video/mp4", Buffer.alloc(1_000)));
  }
  origin.set("/absolute/enc.key", send("application/octet-stream", Buffer.alloc(16)));
  const one = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nseg-0.ts\n#EXT-X-ENDLIST\n";
  for (const stream of ["endless", "flood"]) origin.set(`/${stream}/index.m3u8`, send(HLS_TYPE, one));
  origin.set("/endless/seg-0.ts", (_request, response) => {
    response.writeHead(200, { "content-type": "video/mp2t" });
    const timer = setInterval(() => response.write(Buffer.alloc(10_000, 0x47)), 20);
    response.once("close", () => clearInterval(timer));
  });
  origin.set("/flood/seg-0.ts", (_request, response) => {
    response.writeHead(200, { "content-type": "video/mp2t" });
    const flood = new Readable({ read: () => void flood.push(Buffer.alloc(64 * 1024, 0x47)) });
    pipeline(flood, response, () => {});
  });
}
