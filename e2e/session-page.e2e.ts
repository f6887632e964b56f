import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { type EntryName, entryNames, putStream } from "./support/origin-media.ts";
import type { MintedToken } from "./support/sluice.ts";
import { createViewer, type Reply, type Viewer } from "./support/viewer.ts";
import { entryPath, sessionsOf, usesOf } from "./support/viewer-token.ts";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Browser/1.0";

let running: ServerWithOrigin;
let streams = 0;

beforeAll(async () => {
  running = await startWithOrigin(url => ({
    film: {
      kind: "vod",
      origin: { url: `${url}/film` },
      streams: {
        ...Object.fromEntries([1, 2, 3, 4, 5, 6].map(number => [`s${number}`, { entries }])),
        single: { entries: { mp4: "clip.mp4" } },
      },
    },
  }));
});

afterAll(() => running.stop());

const entries = { hls: "index.m3u8", dash: "manifest.mpd", mp4: "clip.mp4" };

describe("a session that a page opened", () => {
  test.each(entryNames)(
    "goes on after F5, which loads the page and asks the handle again (%s)",
    async format => {
      const { stream, token } = await newStream();
      const tab = createViewer(running.server, { agent: BROWSER });
      await loadPage(tab, stream, token);
      expect(await usesOf(running.server, token)).toBe(0);
      const opened = await open(tab, { stream, token, format });
      expect(opened.status).toBe(201);
      const { url } = JSON.parse(opened.text);
      for (let load = 0; load < 5; load++) {
        expect((await tab.ask(url)).status).toBe(200);
        // The address bar holds no token any more: the page asks for nothing but itself.
        const page = await tab.ask(`/${stream}`, { headers: { "sec-fetch-dest": "document" } });
        expect(page.headers["content-type"]).toContain("text/html");
      }
      expect(await usesOf(running.server, token)).toBe(1);
      expect(await sessionsOf(running.server, token)).toHaveLength(1);
    },
  );

  test("has the format that the stream has, when the page was told of none", async () => {
    putStream(running.origin, "/film/single", "vod");
    const grant = { kind: "access", target: { streams: ["film/single", "demo/clip"] } };
    const token = await running.server.mint(grant);
    const tab = createViewer(running.server, { agent: BROWSER });
    for (const [stream, format] of [
      ["film/single", "mp4"],
      ["demo/clip", "hls"],
    ] as const) {
      const opened = await open(tab, { stream, token });
      expect(JSON.parse(opened.text)).toMatchObject({ format });
      const page = await tab.ask(`/${stream}`, { headers: { "sec-fetch-dest": "document" } });
      expect(page.text).toContain("token-missing");
      expect(page.text).not.toContain(`"format"`);
    }
  });

  test("leaves nothing of its token to others, at any door", async () => {
    const { stream, token } = await newStream();
    const tab = createViewer(running.server, { agent: BROWSER });
    expect((await open(tab, { stream, token, format: "hls" })).status).toBe(201);
    const others = [
      createViewer(running.server, { agent: "Mozilla/5.0 Other/2.0" }),
      createViewer(running.server, { agent: BROWSER, address: "127.9.0.1" }),
    ];
    for (const other of others) {
      expect((await open(other, { stream, token, format: "hls" })).reason).toBe("token-already-used");
      for (const entry of entryNames) {
        expect((await other.ask(entryPath(stream, entry, token))).reason).toBe("token-already-used");
      }
      const page = await other.ask(`/${stream}?token=${token.token}`, { headers: { accept: "text/html" } });
      expect(page.status).toBe(403);
      expect(page.text).toContain("already used");
    }
    expect(await usesOf(running.server, token)).toBe(1);
  });

  test("may be fetched by the browser's media engine under a name of its own, but not by a third", async () => {
    const { stream, token } = await newStream();
    const tab = createViewer(running.server, { agent: BROWSER });
    const { url } = JSON.parse((await open(tab, { stream, token, format: "hls" })).text);
    const engine = createViewer(running.server, { agent: "AppleCoreMedia/1.0.0" });
    expect((await engine.ask(url)).status).toBe(200);
    expect((await tab.ask(url)).status).toBe(200);
    const third = createViewer(running.server, { agent: "Copy/1.0" });
    expect(await third.ask(url)).toMatchObject({ status: 403, reason: "session-shared" });
    expect((await engine.ask(url)).status).toBe(200);
  });

  test("is not taken by a copy from another network that asks before the browser's media engine", async () => {
    const { stream, token } = await newStream();
    const tab = createViewer(running.server, { agent: BROWSER });
    const { url } = JSON.parse((await open(tab, { stream, token, format: "hls" })).text);
    const copy = createViewer(running.server, { agent: "Copy/1.0", address: "127.9.0.1" });
    expect(await copy.ask(url)).toMatchObject({ status: 403, reason: "session-shared" });
    const engine = createViewer(running.server, { agent: "AppleCoreMedia/1.0.0" });
    expect((await engine.ask(url)).status).toBe(200);
    expect(await copy.ask(url)).toMatchObject({ status: 403, reason: "session-shared" });
  });
});

async function newStream(): Promise<{ stream: string; token: MintedToken }> {
  streams += 1;
  const stream = `film/s${streams}`;
  putStream(running.origin, `/${stream}`, "vod");
  return { stream, token: await running.server.mint({ target: { streams: [stream] } }) };
}

async function loadPage(tab: Viewer, stream: string, token: MintedToken): Promise<void> {
  const page = await tab.ask(`/${stream}?token=${token.token}`, {
    headers: { "sec-fetch-dest": "document", accept: "text/html" },
  });
  expect(page.status).toBe(200);
  expect(page.text).not.toContain(token.token);
}

function open(
  viewer: Viewer,
  { stream, token, format }: { stream: string; token: MintedToken; format?: EntryName },
): Promise<Reply> {
  return viewer.ask("/s", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ stream, token: token.token, format }),
  });
}
