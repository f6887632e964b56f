import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timeOfGrowth } from "../../lib/testing/linear-time.ts";
import { hls } from "./hls.ts";
import { UNKNOWN_BITS_PER_SECOND, wrapMediaPlaylist } from "./hls-wrapper.ts";
import type { RewriteContext } from "./manifest.ts";

const session: RewriteContext = {
  sessionRoot: "/base/s/HANDLE/demo/",
  manifestPath: "clip/index.m3u8",
  originBase: "http://127.0.0.1:8888/app/",
  mode: "session",
};
const bootstrap: RewriteContext = { ...session, mode: "bootstrap" };
const inQuery: RewriteContext = {
  ...session,
  sessionRoot: "/base/demo/",
  parameter: { name: "sluice_session", value: "HANDLE" },
  edges: { urls: ["https://edge.example/hls"], underHandle: "/s/HANDLE" },
};
const media = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n0.ts\n";

describe("looksLike", () => {
  test("a playlist is known by its media type or by its name, whatever the other says", () => {
    expect(hls.looksLike("clip/list", "Application/vnd.apple.mpegURL; charset=utf-8")).toBe(true);
    expect(hls.looksLike("clip/list", "audio/x-mpegurl")).toBe(true);
    expect(hls.looksLike("clip/INDEX.M3U8", "text/plain")).toBe(true);
    expect(hls.looksLike("clip/index.m3u8", "")).toBe(true);
    expect(hls.looksLike("clip/index.m3u8.ts", "video/mp2t")).toBe(false);
    expect(hls.looksLike("clip/index.mpd", "application/dash+xml")).toBe(false);
  });
});

describe("parse", () => {
  test("a playlist without end is live, with an end tag or type VOD it is not", () => {
    expect(hls.parse(media)?.live).toBe(true);
    expect(hls.parse(`${media}#EXT-X-PLAYLIST-TYPE:EVENT\n`)?.live).toBe(true);
    expect(hls.parse(`${media}#EXT-X-PLAYLIST-TYPE:VOD\n`)?.live).toBe(false);
    expect(hls.parse(`${media}#EXT-X-ENDLIST\n`)?.live).toBe(false);
  });

  test("a bit rate that stands for 'unknown' is not passed on", () => {
    const withBandwidth = (value: string) => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=${value}\nv.m3u8\n`;
    for (const value of ["", "0", "1", "-5", "x", "1e9", "9".repeat(400)]) {
      expect(hls.parse(withBandwidth(value))?.peakBitsPerSecond ?? 0, value).toBeLessThan(1e15);
    }
    expect(hls.parse(withBandwidth("1"))?.peakBitsPerSecond).toBeUndefined();
    expect(hls.parse(withBandwidth("64000"))?.peakBitsPerSecond).toBe(64000);
  });

  test("parts count only while their segment is open", () => {
    const part = '#EXT-X-PART:DURATION=1,URI="p.ts"\n';
    expect(hls.parse(`${media}${part}${part}`)?.entries).toBe(3);
    expect(hls.parse(`${media}${part}${part}#EXTINF:2,\n1.ts\n`)?.entries).toBe(2);
  });
});

describe("rewrite in bootstrap mode", () => {
  test("a media playlist is wrapped in a multivariant playlist that names its address under the session", () => {
    const wrapped = hls.rewrite(media, bootstrap);
    expect(wrapped).toContain("\n/base/s/HANDLE/demo/clip/index.m3u8\n");
    expect(hls.parse(wrapped)).toMatchObject({ kind: "hls-multivariant", entries: 1 });
  });

  test("the wrapper states the known bit rate, else one that few streams exceed", () => {
    const facts = { kind: "hls-media", live: true, entries: 1 } as const;
    const known = wrapMediaPlaylist({ ...facts, peakBitsPerSecond: 123456 }, bootstrap);
    const unknown = wrapMediaPlaylist({ ...facts, peakBitsPerSecond: undefined }, bootstrap);
    expect(known).toContain("BANDWIDTH=123456\n");
    expect(unknown).toContain(`BANDWIDTH=${UNKNOWN_BITS_PER_SECOND}\n`);
  });
});

describe("any text", () => {
  test("is parsed and rewritten without throwing, and rewriting it again changes nothing", () => {
    fc.assert(
      fc.property(hostilePlaylist, text => {
        hls.parse(text);
        for (const context of [session, bootstrap]) {
          const once = hls.rewrite(text, context);
          expect(hls.rewrite(once, session)).toBe(once);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("has no URI of this server outside the session once it is rewritten", () => {
    fc.assert(
      fc.property(hostilePlaylist, text => {
        const manifest = `http://sluice.example${session.sessionRoot}${session.manifestPath}`;
        for (const uri of urisOf(hls.rewrite(text, session))) {
          const url = URL.parse(uri, manifest);
          if (url?.host === "sluice.example") expect(url.pathname.startsWith(session.sessionRoot)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("keeps every line but for its URIs", () => {
    fc.assert(
      fc.property(hostilePlaylist, text => {
        const breaks = (playlist: string) => playlist.match(/\r\n?|\n/g) ?? [];
        expect(breaks(hls.rewrite(text, session))).toEqual(breaks(text));
      }),
      { numRuns: 1000 },
    );
  });

  test("takes a time that grows with its length and no faster", () => {
    const pieces = [
      ...["#", "\n", "\r", ",", "=", '"', " ", "\t", "{", "/", "\\", ".", ":", "%"],
      "#EXT",
      "#EXT-X-KEY:A",
      'URI="',
      "A=",
      ",URI=/",
      "a\n",
      "/\n",
      "../",
      "{$",
      "http://127.0.0.1:8888/app/a\n",
      "http://a\n",
      "\u00a0",
      "#EXTINF:1,\n/a\n",
      "#EXT-X-STREAM-INF:BANDWIDTH=1\n/a\n",
      "%2e%2e/",
      "{$a}",
      "{$a}\n",
      "#EXT-X-DEFINE:NAME=a,VALUE=b\n{$a}\n",
      "?a&",
    ];
    for (const head of [
      "",
      "#EXTM3U\n#EXT-X-TARGETDURATION:4\n",
      "#EXTM3U\n#EXT-X-KEY:",
      `#EXTM3U\n#EXT-X-DEFINE:NAME="a",VALUE="${"b".repeat(3_000)}"\n`,
    ]) {
      for (const piece of pieces) {
        const textOf = (length: number) => head + piece.repeat(length / piece.length);
        expect(timeOfGrowth(textOf, work, 5_000), JSON.stringify(head.slice(0, 40) + piece)).toMatchObject({
          isLinear: true,
        });
      }
    }
  }, 300_000);
});

function work(text: string): void {
  hls.parse(text);
  hls.renditions(text, session);
  for (const context of [session, bootstrap, inQuery]) hls.rewrite(text, context);
}

/** The URIs of a playlist as a simple reader finds them: lines without `#`, and quoted URI attributes. */
function urisOf(playlist: string): readonly string[] {
  const lines = playlist.split(/[\r\n]+/);
  const bare = lines.filter(line => !/^[ \t]*\uFEFF?#/.test(line) && !line.includes("{$"));
  const tags = lines.filter(line => line.startsWith("#EXT-") && !line.includes("{$"));
  const quoted = tags.flatMap(line => [...line.matchAll(/^[^":,]*:(?:[A-Z-]+="[^"]*",)*URI="([^"]*)"/g)]);
  return [...bare, ...quoted.map(([, uri = ""]) => uri)];
}

const linePiece = fc.oneof(
  fc.constantFrom(
    "/",
    "../",
    "..",
    "%2e%2e/",
    "\\",
    "//",
    "?",
    "#",
    " ",
    "\t",
    "http:",
    "data:",
    "{$x}",
    ",",
    "=",
  ),
  fc.constantFrom(
    "http://127.0.0.1:8888/app/",
    "/app/",
    "/base/s/OTHER/",
    "/base/s/HANDLE/demo/",
    "a.ts",
    '"',
  ),
  fc.constantFrom(
    'URI="',
    '#EXT-X-KEY:URI="',
    "#EXT-X-X:A=B,URI=",
    '#EXT-X-X:C="d",SERVER-URI="',
    "#EXTINF:4,",
  ),
  fc.string({ unit: "binary", maxLength: 2 }),
);
const line = fc.array(linePiece, { maxLength: 7 }).map(pieces => pieces.join(""));
const hostilePlaylist = fc
  .tuple(
    fc.constantFrom(
      "",
      "#EXTM3U\n#EXT-X-TARGETDURATION:4\n",
      "\uFEFF#EXTM3U\r\n#EXT-X-STREAM-INF:BANDWIDTH=9\r\n",
    ),
    fc.array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "\r", "\n\n")), { maxLength: 6 }),
    line,
  )
  .map(([head, lines, last]) => head + lines.flat().join("") + last);
