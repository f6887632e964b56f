import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timeOfGrowth } from "../../lib/testing/linear-time.ts";
import { dash } from "./dash.ts";
import type { RewriteContext } from "./manifest.ts";

const session: RewriteContext = {
  sessionRoot: "/base/s/HANDLE/demo/",
  manifestPath: "clip/index.mpd",
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

describe("looksLike", () => {
  test("an MPD is known by its media type or by its name, whatever the other says", () => {
    expect(dash.looksLike("clip/manifest", "application/DASH+xml;charset=utf-8")).toBe(true);
    expect(dash.looksLike("clip/index.MPD", "text/xml")).toBe(true);
    expect(dash.looksLike("clip/index.xml", "text/xml")).toBe(false);
    expect(dash.looksLike("clip/index.m3u8", "application/vnd.apple.mpegurl")).toBe(false);
  });
});

describe("parse", () => {
  test("the peak is the sum of the hungriest Representation of each kind of content, in the hungriest Period", () => {
    const set = (type: string, ...bandwidths: number[]) =>
      `<AdaptationSet ${type}>${bandwidths.map(rate => `<Representation bandwidth="${rate}"/>`).join("")}</AdaptationSet>`;
    const video = set('contentType="video"', 300_000, 900_000) + set('mimeType="video/mp4"', 800_000);
    const audio = set('mimeType="audio/mp4"', 64_000) + set('mimeType="audio/mp4" lang="de"', 128_000);
    const mpd = `<MPD type="dynamic"><Period>${video}${audio}</Period><Period>${video}</Period></MPD>`;
    expect(dash.parse(mpd)).toEqual({ kind: "dash", live: true, peakBitsPerSecond: 1_028_000, entries: 8 });
  });
});

describe("rewrite", () => {
  test("an MPD whose URIs are all relative passes under the session byte for byte", () => {
    const mpd = mpdOf("<BaseURL>a/</BaseURL><Location>index.mpd</Location><x y=\"&#65;\" z='1' />\r\n");
    expect(dash.rewrite(mpd, session)).toBe(mpd);
  });

  test("an element named like a property of every object is an element like any other", () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
      const mpd = mpdOf(`<${name} ${name}="x" media="/app/x"/>`);
      expect(dash.rewrite(mpd, session)).toBe(mpd);
    }
  });

  test("a BaseURL inside a root-relative one becomes root-relative too, on every level", () => {
    const mpd = mpdOf("<BaseURL>/app/x/</BaseURL>").replace("<Period>", "<Period><BaseURL>y/</BaseURL>");
    expect(dash.rewrite(mpd, session)).toContain("<BaseURL>/base/s/HANDLE/demo/x/y/</BaseURL>");
  });

  test("alternatives of which one is foreign keep what is inside them within the session", () => {
    const bases = "<BaseURL>https://cdn.example/</BaseURL><BaseURL>a/b/</BaseURL><BaseURL>a/</BaseURL>";
    const mpd = mpdOf(`${bases}<SegmentTemplate media="../../../x"/>`);
    expect(dash.rewrite(mpd, session)).toContain('media="/base/s/HANDLE/demo/x"');
  });

  test("a BaseURL too long to be an address counts as the application's root", () => {
    const mpd = mpdOf(`<BaseURL>${"a/".repeat(3000)}</BaseURL>`);
    expect(dash.rewrite(mpd, session)).toContain("<BaseURL>/base/s/HANDLE/demo/</BaseURL>");
  });
});

describe("any text", () => {
  test("is parsed and rewritten without throwing, and rewriting it again changes nothing", () => {
    fc.assert(
      fc.property(fc.oneof(hostileMpd, hostileText), text => {
        dash.parse(text);
        for (const context of [session, bootstrap]) {
          const once = dash.rewrite(text, context);
          expect(dash.rewrite(once, session)).toBe(once);
          expect(dash.parse(once)).toEqual(dash.parse(text));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("has no URI of this server outside the session once it is rewritten", () => {
    fc.assert(
      fc.property(hostileMpd, text => {
        expect(dash.parse(text)).toBeDefined();
        checkUris(dash.rewrite(text, session), `${session.sessionRoot}${session.manifestPath}`);
        checkUris(dash.rewrite(text, bootstrap), "/base/demo/clip/index.mpd?token=x");
      }),
      { numRuns: 2000 },
    );
  });

  test("takes a time that grows with its length and no faster", () => {
    const pieces = [
      "<",
      "<a>",
      "<a",
      "<a/>",
      " a='1'",
      " ",
      "&",
      "&amp;",
      "&#65;",
      "<!--",
      "<![CDATA[",
      "</a>",
      '"',
      "=",
      "a",
      "<BaseURL>a/</BaseURL>",
      "<BaseURL>/</BaseURL>",
      "<BaseURL>../</BaseURL>",
      "<Period><BaseURL>a/</BaseURL>",
      "<Period xlink:href='/a'/>",
      "<SegmentURL media='/a'/>",
      "<SegmentURL media='../../../a'/>",
      "<Location>/</Location>",
      "<SegmentURL media='http://127.0.0.1:8888/app/a'/>",
      "<UTCTiming schemeIdUri=':http-' value='/ / / /'/>",
    ];
    for (const head of [
      "",
      "<MPD>",
      `<MPD><BaseURL>${"a/".repeat(1000)}</BaseURL>`,
      "<MPD x='",
      "<MPD",
      "<MPD><Location>",
    ]) {
      for (const piece of pieces) {
        for (const tail of ["", "</MPD>"]) {
          const textOf = (length: number) => head + piece.repeat(length / piece.length) + tail;
          const growth = timeOfGrowth(textOf, work, 5_000);
          expect(growth, head.slice(0, 30) + piece + tail).toMatchObject({ isLinear: true });
        }
      }
    }
  }, 300_000);
});

function mpdOf(head: string): string {
  return `<MPD>${head}<Period><AdaptationSet><Representation id="1"/></AdaptationSet></Period></MPD>`;
}

function work(text: string): void {
  dash.parse(text);
  dash.renditions(text, session);
  for (const context of [session, bootstrap, inQuery]) dash.rewrite(text, context);
}

/**
 * Resolves what the generator below puts in, by regular expressions and the URL parser: Location against the MPD, and
 * media against each BaseURL above it.
 */
function checkUris(mpd: string, address: string): void {
  const at = `http://sluice.example${address}`;
  const text = (name: string) =>
    [...mpd.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map(([, x = ""]) => x);
  for (const location of text("Location").filter(uri => uri.trim() !== "")) checkInside(decode(location), at);
  const bases = text("BaseURL").reduce<string | undefined>((base, next) => {
    const url = base === undefined ? null : URL.parse(decode(next), base);
    if (url !== null) checkInside(url.href, at);
    return url?.href;
  }, at);
  if (bases === undefined) return;
  for (const [, media = ""] of mpd.matchAll(/media="([^"]*)"/g)) checkInside(decode(media), bases);
}

function checkInside(uri: string, base: string): void {
  const url = URL.parse(uri, base);
  if (url?.host === "sluice.example") expect(url.pathname.startsWith(session.sessionRoot)).toBe(true);
}

function decode(text: string): string {
  const plain = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"');
  return plain.replaceAll("&apos;", "'").replaceAll("&amp;", "&");
}

function encode(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

const uriPiece = fc.oneof(
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
    "$Number$",
    "&",
    "'",
  ),
  fc.constantFrom(
    "http://127.0.0.1:8888/app/",
    "/app/",
    "/base/s/OTHER/",
    "/base/s/HANDLE/demo/",
    "a/",
    "b.mp4",
    ">",
  ),
  fc.constantFrom("https://cdn.example/", "//cdn.example/", "a/b/c/"),
);
const uri = fc.array(uriPiece, { maxLength: 6 }).map(pieces => encode(pieces.join("")));
const hostileMpd = fc
  .record({ location: uri, outer: fc.option(uri), inner: fc.option(uri), media: uri })
  .map(({ location, outer, inner, media }) => {
    const base = (text: string | null) => (text === null ? "" : `<BaseURL>${text}</BaseURL>`);
    const set = `<AdaptationSet>${base(inner)}<SegmentTemplate media="${media}"/><Representation id="1"/></AdaptationSet>`;
    return `<MPD>${base(outer)}<Location>${location}</Location><Period>${set}</Period></MPD>`;
  });
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "<MPD>",
        "</MPD>",
        "<Period>",
        "</Period>",
        "<BaseURL>",
        "</BaseURL>",
        "<BaseURL/>",
        "<!--",
        "-->",
      ),
      fc.constantFrom(
        "<x a='",
        "'/>",
        '"',
        "&amp;",
        "&",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE x>",
        "<?xml?>",
        "/app/",
        " ",
      ),
      fc.constantFrom(
        "<AdaptationSet><Representation/></AdaptationSet>",
        "<ProgramInformation/>",
        "<Location>/x</Location>",
      ),
      fc.string({ unit: "binary", maxLength: 2 }),
    ),
    { maxLength: 10 },
  )
  .map(pieces => pieces.join(""));
