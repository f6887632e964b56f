import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { DASH_TYPE, entryFiles, entryNames, HLS_TYPE, MP4_TYPE, putStream } from "./support/origin-media.ts";
import { send } from "./support/origin-server.ts";
import type { MintedToken } from "./support/sluice.ts";
import { type Asking, createViewer } from "./support/viewer.ts";
import { entryPath, expectUnspent, usesOf } from "./support/viewer-token.ts";

const DAY_SECONDS = 86_400;

let running: ServerWithOrigin;
let streams = 0;

beforeAll(async () => {
  running = await startWithOrigin(url => ({
    film: { kind: "vod", origin: { url: `${url}/film` } },
    cam: { kind: "live", origin: { url: `${url}/cam` } },
    shelf: { kind: "vod", origin: { url: `${url}/shelf` }, streams: { clip: {} } },
  }));
  putStream(running.origin, "/shelf/clip", "vod");
});

afterAll(() => running.stop());

/** A stream of its own with a fresh one-time token. */
async function newStream(
  application: "film" | "cam" = "film",
  grant: Readonly<Record<string, unknown>> = {},
) {
  streams += 1;
  const stream = `${application}/s${streams}`;
  putStream(running.origin, `/${stream}`, application === "cam" ? "live" : "vod");
  const token = await running.server.mint({ target: { streams: [stream] }, ...grant });
  return { stream, token };
}

describe.each(entryNames)("a one-time token at its %s entry", entry => {
  const asked: readonly (readonly [what: string, asking: Asking, status: number])[] = [
    ["HEAD", { method: "HEAD" }, 200],
    ["OPTIONS", { method: "OPTIONS" }, 204],
    ["a prefetch", { headers: { "sec-purpose": "prefetch" } }, 403],
    ["a prerender", { headers: { "sec-purpose": "prefetch;prerender" } }, 403],
    ["a prefetch by the older header", { headers: { purpose: "prefetch" } }, 403],
    ["a page load", { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } }, 200],
    ["a navigation", { headers: { "sec-fetch-dest": "document", "sec-fetch-mode": "navigate" } }, 200],
    ["a frame", { headers: { "sec-fetch-dest": "iframe" } }, 200],
    ["a chat preview", { headers: { "user-agent": "Slackbot-LinkExpanding 1.0", accept: "*/*" } }, 200],
    ["POST", { method: "POST", body: "x" }, 405],
  ];

  test.each(asked)("is not spent by %s", async (_, asking, status) => {
    const { stream, token } = await newStream();
    const viewer = createViewer(running.server);
    const path = entryPath(stream, entry, token);
    const reply = await viewer.ask(path, asking);
    expect(reply.status).toBe(status);
    expect(`${reply.text}${reply.headers.location}`).not.toContain("/s/");
    await expectUnspent(running.server, viewer, { token, path });
  });

  test("is not spent by a page load of the stream's bare address", async () => {
    const { stream, token } = await newStream();
    const viewer = createViewer(running.server);
    const page = await viewer.ask(`/${stream}?token=${token.token}`, { headers: { accept: "text/html" } });
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    await expectUnspent(running.server, viewer, { token, path: entryPath(stream, entry, token) });
  });

  const elsewhere: readonly (readonly [what: string, path: string, reason: string])[] = [
    ["a file that is not there", "film/{stream}/missing.mp4", "media-not-found"],
    ["a playlist that is not there", "film/{stream}/missing.m3u8", "media-not-found"],
    ["a segment used as entry", "film/{stream}/seg-0.ts", "not-an-entry"],
    ["a key used as entry", "film/{stream}/seg.key", "not-an-entry"],
    ["another stream", "film/other/index.m3u8", "wrong-stream"],
    ["an ambiguous path", "film/{stream}/%2e%2e/index.m3u8", "path-ambiguous"],
  ];

  test.each(elsewhere)("is not spent by asking for %s", async (_, where, reason) => {
    const { stream, token } = await newStream();
    const viewer = createViewer(running.server);
    const path = where.replace("film/{stream}", stream);
    expect(await viewer.ask(`/${path}?token=${token.token}`)).toMatchObject({ reason });
    await expectUnspent(running.server, viewer, { token, path: entryPath(stream, entry, token) });
  });

  test.each(["shelf/nobody", "nowhere/clip"])(
    "is not spent by a stream that is not known: %s",
    async unknown => {
      const { stream, token } = await newStream("film", { target: { organization: true } });
      const viewer = createViewer(running.server);
      const asked = await viewer.ask(entryPath(unknown, entry, token));
      expect(asked).toMatchObject({ status: 404, reason: "stream-unknown" });
      await expectUnspent(running.server, viewer, { token, path: entryPath(stream, entry, token) });
    },
  );

  const nowSeconds = Math.floor(Date.now() / 1000);
  const refused: readonly (readonly [
    what: string,
    grant: Readonly<Record<string, unknown>>,
    reason: string,
  ])[] = [
    ["from the wrong address", { ip: ["192.0.2.0/24"] }, "ip-not-allowed"],
    ["without a site where domains are set", { domains: ["example.com"] }, "domain-unknown"],
    ["before its time", { not_before: nowSeconds + DAY_SECONDS / 2 }, "token-not-yet-valid"],
    ["after its time", { expires_at: nowSeconds - 1 }, "token-expired"],
    ["for publishing", { action: "publish" }, "wrong-action"],
  ];

  test.each(refused)("is not spent by a request %s", async (_, grant, reason) => {
    const { stream, token } = await newStream("film", grant);
    const reply = await createViewer(running.server).ask(entryPath(stream, entry, token));
    expect(reply).toMatchObject({ status: 403, reason });
    expect(await usesOf(running.server, token)).toBe(0);
  });

  test("is not spent by a request from the wrong address or site, and opens from the right ones", async () => {
    const { stream, token } = await newStream("film", { ip: ["127.9.0.0/24"], domains: ["*.example.com"] });
    const path = entryPath(stream, entry, token);
    const ask = (address: string, origin: string) =>
      createViewer(running.server, { address }).ask(path, { headers: { origin } });
    expect((await ask("127.0.0.1", "https://www.example.com")).reason).toBe("ip-not-allowed");
    expect((await ask("127.9.0.1", "https://example.org")).reason).toBe("domain-not-allowed");
    expect((await ask("127.9.0.1", "https://example.com.evil.example")).reason).toBe("domain-not-allowed");
    expect(await usesOf(running.server, token)).toBe(0);
    expect([200, 302]).toContain((await ask("127.9.0.1", "https://www.example.com")).status);
    expect(await usesOf(running.server, token)).toBe(1);
  });

  test("is not spent while its live stream is off air, and opens when it is on", async () => {
    const stream = `cam/off-${entry}`;
    const token = await running.server.mint({ target: { streams: [stream] } });
    const viewer = createViewer(running.server);
    const path = entryPath(stream, entry, token);
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await viewer.ask(path)).toMatchObject({ status: 404, reason: "stream-offline" });
    }
    expect(running.origin.hits(`/${stream}/${entryFiles[entry]}`)).toBe(3);
    putStream(running.origin, `/${stream}`, "live");
    await expectUnspent(running.server, viewer, { token, path });
  });
});

describe("a one-time token at the MP4 entry", () => {
  test.each(["bytes=200000-", "bytes=99999999999999999999-", "bytes=250000-260000"])(
    "is not spent by a Range beyond the end (%s)",
    async range => {
      const { stream, token } = await newStream();
      const viewer = createViewer(running.server);
      const path = entryPath(stream, "mp4", token);
      const reply = await viewer.ask(path, { headers: { range } });
      expect(reply).toMatchObject({ status: 416, reason: "range-not-satisfiable" });
      expect(reply.headers["content-range"]).toBe("bytes */200000");
      await expectUnspent(running.server, viewer, { token, path });
    },
  );

  test("is not spent by a file without a byte", async () => {
    const { stream, token } = await newStream();
    const viewer = createViewer(running.server);
    const path = entryPath(stream, "mp4", token);
    running.origin.set(`/${stream}/clip.mp4`, send(MP4_TYPE, ""));
    expect((await viewer.ask(path)).status).toBeGreaterThanOrEqual(404);
    putStream(running.origin, `/${stream}`, "vod");
    await expectUnspent(running.server, viewer, { token, path });
  });
});

describe("a playlist with nothing in it to play", () => {
  const texts: readonly (readonly [what: string, entry: "hls" | "dash", text: string])[] = [
    ["an empty playlist", "hls", ""],
    ["a playlist without segments", "hls", "#EXTM3U\n#EXT-X-TARGETDURATION:2\n"],
    ["a page in place of a playlist", "hls", "<!doctype html><title>Sign in</title>"],
    ["an empty MPD", "dash", ""],
    ["an MPD without a Representation", "dash", "<MPD><Period></Period></MPD>"],
    ["a cut MPD", "dash", "<MPD><Period><AdaptationSet><Repr"],
    ["a page in place of an MPD", "dash", "<!doctype html><title>Sign in</title>"],
  ];

  test.each(texts)("does not spend a one-time token: %s", async (_, entry, text) => {
    const { stream, token } = await newStream();
    const viewer = createViewer(running.server);
    const path = entryPath(stream, entry, token);
    running.origin.set(`/${stream}/${entryFiles[entry]}`, send(entry === "hls" ? HLS_TYPE : DASH_TYPE, text));
    expect(await viewer.ask(path)).toMatchObject({ status: 502, reason: "origin-bad-manifest" });
    putStream(running.origin, `/${stream}`, "vod");
    await expectUnspent(running.server, viewer, { token, path });
  });
});

test("POST /s spends nothing for what it refuses, nor in advance of a click", async () => {
  const { stream, token } = await newStream();
  const viewer = createViewer(running.server);
  const open = (asked: { stream: string; token: MintedToken }, headers = {}) =>
    viewer.ask("/s", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ stream: asked.stream, token: asked.token.token }),
    });
  expect((await open({ stream: "film/other", token })).reason).toBe("wrong-stream");
  expect((await open({ stream, token }, { "sec-purpose": "prefetch" })).status).not.toBe(201);
  expect((await viewer.ask("/s", { method: "OPTIONS" })).status).toBe(204);
  await expectUnspent(running.server, viewer, { token, path: entryPath(stream, "hls", token) });
});
