import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { HLS_TYPE, mediaPlaylist, putStream } from "./support/origin-media.ts";
import { type OriginAnswer, send } from "./support/origin-server.ts";
import { createViewer, type Reply, type Viewer } from "./support/viewer.ts";
import { enter, entryPath } from "./support/viewer-token.ts";

const FILM = "0123456789";
const MODIFIED = "Fri, 15 Jan 2027 08:00:00 GMT";
/** What an origin says of itself, and of us nobody should hear. */
const CHATTY = {
  "set-cookie": "origin=1; Path=/",
  server: "origin/1.0",
  "x-powered-by": "origin",
  "access-control-allow-origin": "https://origin.example",
  "content-security-policy": "default-src *",
  "cache-control": "public, max-age=31536000",
  link: "</evil.js>; rel=preload",
  refresh: "0; url=https://evil.example",
  "clear-site-data": '"*"',
};

let running: ServerWithOrigin;
let viewer: Viewer;

beforeAll(async () => {
  running = await startWithOrigin(url => ({ films: { kind: "vod", origin: { url } } }));
  viewer = createViewer(running.server);
});
afterAll(() => running.stop());

function chatty(answer: OriginAnswer): OriginAnswer {
  return (request, response) => {
    for (const [name, value] of Object.entries(CHATTY)) response.setHeader(name, value);
    answer(request, response);
  };
}

/** As a server of files answers, with validators and parts. */
function film(etag: string): OriginAnswer {
  return ({ headers }, response) => {
    const head = { "content-type": "video/mp2t", etag, "last-modified": MODIFIED };
    const isSame = [undefined, etag, MODIFIED].includes(headers["if-range"]?.toString());
    if (headers["if-none-match"] === etag) response.writeHead(304, { etag }).end();
    else if (headers.range === "bytes=2-4" && isSame) {
      response.writeHead(206, { ...head, "content-range": "bytes 2-4/10", "content-length": 3 }).end("234");
    } else response.writeHead(200, { ...head, "content-length": FILM.length }).end(FILM);
  };
}

/** A session on a stream; answers where a file of it is. */
async function session(stream: string): Promise<(file: string) => string> {
  const token = await running.server.mint({ target: { streams: [`films/${stream}`] } });
  const playlist = await enter(viewer, entryPath(`films/${stream}`, "hls", token));
  return file => new URL(file, `${running.server.url}${playlist}`).pathname;
}

function expectOurs({ headers }: Reply): void {
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringMatching(/(?:^|; )sandbox(?:;|$)/),
    "cache-control": expect.stringMatching(/^private, no-(?:store|cache)$/),
    "access-control-allow-origin": "*",
  });
  for (const name of ["set-cookie", "server", "x-powered-by", "link", "refresh", "clear-site-data"]) {
    expect(headers[name], name).toBeUndefined();
  }
}

test("of an origin's headers none but those of the media go out: no cookie, and our own nosniff and sandbox on every answer", async () => {
  const { origin, server } = running;
  origin.set("/a/index.m3u8", chatty(send(HLS_TYPE, mediaPlaylist("vod"))));
  origin.set("/a/clip.mp4", chatty(send("video/mp4", FILM)));
  origin.set("/a/seg-0.ts", chatty(film('"e"')));
  origin.set("/a/seg-1.ts", chatty(send("text/html", "<script>alert(1)</script>")));
  const token = () => server.mint({ target: { streams: ["films/a"] } });
  const entry = await viewer.ask(entryPath("films/a", "hls", await token()));
  const redirect = await viewer.ask(entryPath("films/a", "mp4", await token()));
  const place = await session("a");
  const [playlist, segment, part, fresh, refused, missing] = await Promise.all([
    viewer.ask(place("index.m3u8")),
    viewer.ask(place("seg-0.ts")),
    viewer.ask(place("seg-0.ts"), { headers: { range: "bytes=2-4" } }),
    viewer.ask(place("seg-0.ts"), { headers: { "if-none-match": '"e"' } }),
    viewer.ask(place("seg-1.ts")),
    viewer.ask(place("seg-2.ts")),
  ]);
  const all = [entry, redirect, playlist, segment, part, fresh, refused, missing];
  expect(all.map(({ status }) => status)).toEqual([200, 302, 200, 200, 206, 304, 404, 404]);
  for (const reply of all) expectOurs(reply);
  expect([refused.reason, missing.reason]).toEqual(["media-type-refused", "media-not-found"]);
});

test.each([
  ["text/html", "seg-0.ts"],
  ["image/svg+xml", "poster.svg"],
  ["text/javascript", "player.js"],
  ["application/xhtml+xml", "seg-0.ts"],
  ["application/pdf", "film.pdf"],
  ["multipart/x-mixed-replace", "seg-0.ts"],
  ["text/plain", "notes.txt"],
])("%s is no media, whatever %s says", async (type, file) => {
  putStream(running.origin, "/b", "vod");
  running.origin.set(`/b/${file}`, send(type, "<script>alert(1)</script>"));
  const place = await session("b");
  const reply = await viewer.ask(place(file));
  expect([reply.status, reply.reason]).toEqual([404, "media-type-refused"]);
  expect(reply.text).not.toContain("alert");
});

test("a rendition without a segment yet is delivered as it is, and is no entry", async () => {
  putStream(running.origin, "/n", "vod");
  const empty = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:0\n";
  running.origin.set("/n/subtitles.m3u8", send("application/vnd.apple.mpegurl", empty));
  const place = await session("n");
  const reply = await viewer.ask(place("subtitles.m3u8"));
  expect([reply.status, reply.text]).toEqual([200, empty]);
  const token = await running.server.mint({ target: { streams: ["films/n"] } });
  const entry = await viewer.ask(`/films/n/subtitles.m3u8?token=${token.token}`);
  expect([entry.status, entry.reason]).toEqual([502, "origin-bad-manifest"]);
});

test("a key is known by its sixteen bytes, whatever its address, and nothing else of a type that says nothing is one", async () => {
  putStream(running.origin, "/k", "vod");
  const key = "0123456789abcdef";
  const answers = [
    ["keys/7", "application/octet-stream", key, 200],
    ["license", "binary/octet-stream", key, 200],
    ["getkey.php", "", key, 200],
    ["page", "text/html", key, 404],
    ["short", "application/octet-stream", key.slice(1), 404],
    ["long", "application/octet-stream", `${key}0`, 404],
  ] as const;
  const place = await session("k");
  for (const [file, type, body, status] of answers) {
    running.origin.set(`/k/${file}`, send(type, body));
    const reply = await viewer.ask(place(file));
    expect([file, reply.status]).toEqual([file, status]);
    if (status === 200)
      expect([reply.text, reply.headers["content-type"]]).toEqual([key, "application/octet-stream"]);
    expectOurs(reply);
  }
  running.origin.set("/k/secret", (_request, response) => {
    const headers = {
      "content-type": "application/octet-stream",
      "content-range": "bytes 0-15/99",
      "content-length": 16,
    };
    response.writeHead(206, headers).end(key);
  });
  const part = await viewer.ask(place("secret"), { headers: { range: "bytes=0-15" } });
  expect([part.status, part.reason]).toEqual([404, "media-type-refused"]);
});

test("a clock that an MPD names tells the time through the session, each time anew", async () => {
  putStream(running.origin, "/t", "vod");
  let second = 10;
  running.origin.set("/t/now", (request, response) => {
    second += 1;
    send("text/plain", `2026-11-22T01:02:${second}Z`)(request, response);
  });
  const place = await session("t");
  for (const expected of ["2026-11-22T01:02:11Z", "2026-11-22T01:02:12Z"]) {
    const reply = await viewer.ask(place("now"));
    expect([reply.status, reply.headers["content-type"], reply.text]).toEqual([200, "text/plain", expected]);
    expectOurs(reply);
  }
});

describe("validators go through to the player and back", () => {
  test("what it has is not sent again, and a part of it is a part of the same", async () => {
    putStream(running.origin, "/c", "vod");
    running.origin.set("/c/seg-0.ts", film('"one"'));
    const place = await session("c");
    const ask = (headers: Readonly<Record<string, string>>) => viewer.ask(place("seg-0.ts"), { headers });
    const whole = await ask({});
    expect([whole.status, whole.text, whole.headers.etag]).toEqual([200, FILM, '"one"']);
    expect(whole.headers["last-modified"]).toBe(MODIFIED);
    const again = await ask({ "if-none-match": '"one"' });
    expect([again.status, again.text]).toEqual([304, ""]);
    for (const ifRange of ['"one"', MODIFIED]) {
      const part = await ask({ range: "bytes=2-4", "if-range": ifRange });
      expect([part.status, part.text, part.headers["content-range"]]).toEqual([206, "234", "bytes 2-4/10"]);
    }
    for (const ifRange of ['"other"', 'W/"one"', "Fri, 15 Jan 2027 08:00:01 GMT"]) {
      const part = await ask({ range: "bytes=2-4", "if-range": ifRange });
      expect([part.status, part.text]).toEqual([200, FILM]);
    }
  });
});
