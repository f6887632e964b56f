import { beforeEach, describe, expect, test } from "vitest";
import type { LocatedStream } from "../../registry/application.ts";
import { liveApplication } from "../../registry/built-in.ts";
import type { LiveSession } from "../../sessions/live-session.ts";
import { manifestKinds } from "../manifests/index.ts";
import type { Manifest, ManifestReader } from "../read-manifest.ts";
import { createRenditionGate, type RenditionGate } from "./rendition-gate.ts";
import type { RenditionLimit } from "./rendition-limit.ts";

const MASTER = `#EXTM3U
#EXT-X-SESSION-KEY:METHOD=AES-128,URI="key.bin"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="small",NAME="English",URI="audio/small.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="big",NAME="English",URI="audio/big.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=800000,RESOLUTION=640x360,AUDIO="small"
360p/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=5000000,RESOLUTION=1920x1080,AUDIO="big"
1080p/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=9000000
unsaid/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.2"
audio/alone.m3u8
#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=9,RESOLUTION=1920x1080,URI="1080p/iframes.m3u8"
`;
const media = (name: string, from = 0) => `#EXTM3U
#EXT-X-TARGETDURATION:2
#EXT-X-MAP:URI="init.mp4"
#EXTINF:2,
${name}-${from}.m4s
#EXTINF:2,
${name}-${from + 1}.m4s
#EXT-X-RENDITION-REPORT:URI="../1080p/index.m3u8"
`;
const MPD = `<MPD><Period><AdaptationSet contentType="video"><SegmentTemplate initialization="$RepresentationID$/init.mp4" media="$RepresentationID$/$Number%05d$.m4s"/>
<Representation id="low" width="640" height="360" bandwidth="1"/><Representation id="high" height="1080" bandwidth="2"/></AdaptationSet>
<AdaptationSet contentType="audio"><SegmentTemplate initialization="a/init.mp4" media="a/$Time$.m4s"/><Representation id="a" bandwidth="3"/></AdaptationSet>
</Period></MPD>`;

/** What the origin has; each test may change it. */
let files: Map<string, string>;
let reads: string[];
let nowMilliseconds: number;
let gate: RenditionGate;

beforeEach(() => {
  nowMilliseconds = 1_000_000;
  reads = [];
  files = new Map([
    ["clip/index.m3u8", MASTER],
    ["clip/dash.mpd", MPD],
    ["clip/other.m3u8", MASTER.replaceAll("1920x1080", "320x180")],
    ...["360p", "1080p", "unsaid"].map(name => [`clip/${name}/index.m3u8`, media(name)] as const),
    ...["small", "big", "alone"].map(name => [`clip/audio/${name}.m3u8`, media(name)] as const),
  ]);
  gate = newGate();
});

function newGate(): RenditionGate {
  const origin = {
    kind: "test",
    open: () => Promise.reject(new Error("unused")),
    close: () => Promise.resolve(),
  };
  return createRenditionGate({
    readManifestOnce,
    media: { of: () => origin, baseOf: () => undefined },
    nowMilliseconds: () => nowMilliseconds,
  });
}

const readManifestOnce: ManifestReader = async (_origin, _name, { path }) => {
  reads.push(path);
  const manifest = manifestAt(path);
  return manifest ? { manifest } : { unavailable: "media-not-found" };
};

function manifestAt(path: string): Manifest | undefined {
  const text = files.get(path);
  const kind = manifestKinds.find(candidate => candidate.looksLike(path, ""));
  const facts = text === undefined ? undefined : kind?.parse(text);
  return text !== undefined && kind && facts ? { kind, facts, text, path, wasRedirected: false } : undefined;
}

const stream: LocatedStream = {
  application: { ...liveApplication, name: "demo" },
  facts: { organization: "demo", application: "demo", stream: "demo/clip", group: "demo/clip" },
  id: "clip",
  kind: "vod",
  entries: { hls: "index.m3u8", dash: "dash.mpd" },
  enforcement: liveApplication.enforcement,
  limits: [],
  maxSessions: undefined,
};
const small: readonly RenditionLimit[] = [{ maxHeight: 720 }];

/** As much of a session as the gate looks at. */
function sessionOf(entry: string | undefined): LiveSession {
  const record = entry === undefined ? {} : { entry: `demo/clip/${entry}` };
  return { record } as LiveSession;
}

function split(address: string) {
  const [path = "", query = ""] = address.split("?");
  return { path: `clip/${path}`, query };
}

const fetches = (session: LiveSession, path: string, limits = small, mayDownload = true) =>
  gate.mayFetch({ session, stream, ...split(path), limits, mayDownload });

async function opens(session: LiveSession, path: string, limits = small): Promise<string | "refused"> {
  const asked = split(path);
  const manifest = manifestAt(asked.path);
  if (!manifest) throw new Error(`no ${path}`);
  const opened = await gate.openManifest({ session, stream, ...asked, limits, mayDownload: true }, manifest);
  if (opened === "refused") return opened;
  const place = { sessionRoot: "/s/h/demo/", manifestPath: manifest.path, originBase: undefined };
  return manifest.kind.rewrite(manifest.text, { ...place, mode: "session", keep: opened.keep });
}

async function enters(path: string, limits: readonly RenditionLimit[]): Promise<boolean> {
  const asked = split(path);
  const manifest = manifestAt(asked.path);
  if (!manifest) throw new Error(`no ${path}`);
  return (await gate.openEntry({ stream, ...asked, limits }, manifest)) !== "refused";
}

describe("under a greatest height", () => {
  test("a multivariant playlist names what is not higher, sound, and no group of what is left out", async () => {
    const text = await opens(sessionOf("index.m3u8"), "index.m3u8");
    expect(text).toContain("360p/index.m3u8");
    expect(text).toContain("audio/alone.m3u8");
    expect(text).toContain("audio/small.m3u8");
    for (const gone of ["1080p", "unsaid", "audio/big", "I-FRAME"]) expect(text).not.toContain(gone);
  });

  test("playlists and segments that are left out are refused when guessed, and those that are left are not", async () => {
    const session = sessionOf("index.m3u8");
    for (const path of ["360p/index.m3u8", "audio/small.m3u8", "audio/alone.m3u8"]) {
      expect(await opens(session, path)).not.toBe("refused");
    }
    for (const path of ["1080p/index.m3u8", "unsaid/index.m3u8", "audio/big.m3u8"]) {
      expect(await opens(session, path)).toBe("refused");
    }
    for (const path of ["360p/360p-0.m4s", "360p/init.mp4", "audio/small-1.m4s", "key.bin"]) {
      expect(await fetches(session, path)).toBe(true);
    }
    for (const path of [
      "1080p/1080p-0.m4s",
      "1080p/init.mp4",
      "360p/360p-2.m4s",
      "clip.mp4",
      "audio/big-0.m4s",
    ]) {
      expect(await fetches(session, path)).toBe(false);
    }
  });

  test("a segment of a live stream is known as soon as its playlist was shown, and for a while after it left it", async () => {
    const session = sessionOf("index.m3u8");
    for (let from = 0; from < 100; from += 1) {
      files.set("clip/360p/index.m3u8", media("360p", from));
      await opens(session, "360p/index.m3u8");
      expect(await fetches(session, `360p/360p-${from + 1}.m4s`)).toBe(true);
      nowMilliseconds += 2_000;
    }
    expect(await fetches(session, "360p/360p-60.m4s")).toBe(true);
    for (let round = 0; round < 3; round += 1) {
      nowMilliseconds += 121_000;
      await opens(session, "360p/index.m3u8");
    }
    expect(await fetches(session, "360p/360p-0.m4s")).toBe(false);
  });

  test("what a session may have is worked out again after a restart, from the entry that opened it", async () => {
    gate = newGate();
    expect(await fetches(sessionOf("index.m3u8"), "360p/360p-1.m4s")).toBe(true);
    gate = newGate();
    expect(await opens(sessionOf(undefined), "360p/index.m3u8")).not.toBe("refused");
    gate = newGate();
    expect(await fetches(sessionOf("index.m3u8"), "1080p/1080p-0.m4s")).toBe(false);
    expect(await fetches(sessionOf("other.m3u8"), "1080p/1080p-0.m4s")).toBe(true);
  });

  test("parts of a low-latency playlist, and the one that it announces, are known; what it reports of others opens nothing", async () => {
    const parts = `#EXTM3U
#EXT-X-TARGETDURATION:2
#EXT-X-PART-INF:PART-TARGET=0.5
#EXTINF:2,
360p-0.m4s
#EXT-X-PART:DURATION=0.5,URI="360p-1.0.m4s"
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="360p-1.1.m4s"
#EXT-X-RENDITION-REPORT:URI="../1080p/index.m3u8",LAST-MSN=1,LAST-PART=0
`;
    files.set("clip/360p/index.m3u8", parts);
    const session = sessionOf("index.m3u8");
    expect(await opens(session, "360p/index.m3u8?_HLS_msn=1&_HLS_part=0")).not.toBe("refused");
    for (const path of ["360p/360p-1.0.m4s", "360p/360p-1.1.m4s"])
      expect(await fetches(session, path)).toBe(true);
    expect(await fetches(session, "360p/360p-1.2.m4s")).toBe(false);
    expect(await opens(session, "1080p/index.m3u8?_HLS_msn=1&_HLS_part=0")).toBe("refused");
  });

  test("guesses cost the origin one look a second", async () => {
    const session = sessionOf("index.m3u8");
    for (let guess = 0; guess < 100; guess += 1)
      expect(await fetches(session, `1080p/1080p-${guess}.m4s`)).toBe(false);
    expect(reads.filter(path => path === "clip/index.m3u8")).toHaveLength(1);
    expect(reads.filter(path => path === "clip/360p/index.m3u8")).toHaveLength(1);
    expect(reads.filter(path => path.includes("1080p"))).toEqual([]);
  });

  test("what differs in its query alone is told apart where it can be, and refused where it cannot", async () => {
    const asked = (resolution: string, query: string) =>
      `#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=${resolution}\n${query}\n`;
    files.set(
      "clip/same.m3u8",
      `#EXTM3U\n${asked("640x360", "v.m3u8?q=1")}${asked("1920x1080", "v.m3u8?q=2")}`,
    );
    files.set(
      "clip/apart.m3u8",
      `#EXTM3U\n${asked("640x360", "low.m3u8?q=1&s=x")}${asked("1920x1080", "high.m3u8?q=2")}`,
    );
    files.set("clip/low.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nseg.ts?q=1&n=1\n");
    expect(await enters("same.m3u8", small)).toBe(false);
    const session = sessionOf("apart.m3u8");
    expect(await opens(session, "low.m3u8?q=1&s=x")).not.toBe("refused");
    expect(await opens(session, "low.m3u8?q=1&_HLS_msn=4&s=x&_HLS_part=1")).not.toBe("refused");
    for (const guess of ["low.m3u8", "low.m3u8?q=2", "low.m3u8?q=1&s=x&q=2"]) {
      expect(await opens(session, guess)).toBe("refused");
    }
    expect(await fetches(session, "seg.ts?q=1&n=1")).toBe(true);
    for (const guess of ["seg.ts", "seg.ts?q=2&n=1"]) expect(await fetches(session, guess)).toBe(false);
    expect(await enters("360p/index.m3u8", small)).toBe(true);
    expect(await enters("360p/index.m3u8?q=2", small)).toBe(false);
  });

  test("what a player tells of itself in the query (CMCD) makes no other address", async () => {
    const session = sessionOf("index.m3u8");
    const report = "CMCD=bl%3D21300%2Csid%3D%22a%22";
    expect(await enters(`index.m3u8?${report}`, small)).toBe(true);
    expect(await opens(session, `360p/index.m3u8?${report}`)).not.toBe("refused");
    const [named = ""] = /\S+\.m4s/.exec(files.get("clip/360p/index.m3u8") ?? "") ?? [];
    expect(await fetches(session, `360p/${named}?${report}`)).toBe(true);
    expect(await opens(session, `1080p/index.m3u8?${report}`)).toBe("refused");
  });

  test("a key beside the renditions is had by the very address that is named, with its query", async () => {
    files.set("clip/index.m3u8", MASTER.replace('"key.bin"', '"key.bin?id=1"'));
    const session = sessionOf("index.m3u8");
    expect(await fetches(session, "key.bin?id=1")).toBe(true);
    for (const other of ["key.bin", "key.bin?id=2"]) expect(await fetches(session, other), other).toBe(false);
  });

  test("an MPD leaves Representations that are not higher, by their templates", async () => {
    const session = sessionOf("dash.mpd");
    const text = await opens(session, "dash.mpd");
    expect(text).toContain('id="low"');
    expect(text).toContain('id="a"');
    expect(text).not.toContain('id="high"');
    for (const path of ["low/init.mp4", "low/00001.m4s", "low/99999.m4s", "a/init.mp4", "a/9000.m4s"]) {
      expect(await fetches(session, path)).toBe(true);
    }
    for (const path of [
      "high/init.mp4",
      "high/00001.m4s",
      "low/../high/1.m4s",
      "low/x.m4s",
      "low/1.m4s.bak",
    ]) {
      expect(await fetches(session, path)).toBe(false);
    }
  });

  test("nothing to look at is nothing to play, and an entry that states no height is refused unless one that does leaves it", async () => {
    expect(await enters("index.m3u8", [{ maxHeight: 200 }])).toBe(false);
    expect(await enters("dash.mpd", [{ maxHeight: 200 }])).toBe(false);
    expect(await enters("index.m3u8", small)).toBe(true);
    expect(await enters("360p/index.m3u8", small)).toBe(true);
    expect(await enters("1080p/index.m3u8", small)).toBe(false);
    expect(await enters("unsaid/index.m3u8", small)).toBe(false);
    expect(gate.mayOpenFile({ stream, path: "clip/360p.mp4", query: "", limits: small })).toBe(false);
  });

  test("a session that entered by a media playlist has that one, and none that is left out", async () => {
    const session = sessionOf("360p/index.m3u8");
    expect(await opens(session, "360p/index.m3u8")).not.toBe("refused");
    expect(await fetches(session, "360p/360p-0.m4s")).toBe(true);
    expect(await opens(session, "1080p/index.m3u8")).toBe("refused");
    expect(await fetches(session, "1080p/1080p-0.m4s")).toBe(false);
  });
});

describe("under names", () => {
  const named = (name: string): readonly RenditionLimit[] => [{ names: [name] }];

  test.each(["360p", "low"])("%s is a rendition by its height, its folder or its id", async name => {
    const session = sessionOf("dash.mpd");
    expect(await opens(session, "dash.mpd", named(name))).toContain('id="low"');
    expect(await fetches(session, "low/1.m4s", named(name))).toBe(true);
    expect(await fetches(session, "high/1.m4s", named(name))).toBe(false);
  });

  test("a playlist or a file that states nothing is named by where it lies below the stream", async () => {
    expect(await enters("unsaid/index.m3u8", named("unsaid"))).toBe(true);
    expect(await enters("1080p/index.m3u8", named("360p"))).toBe(false);
    expect(gate.mayOpenFile({ stream, path: "clip/360p.mp4", query: "", limits: named("360p") })).toBe(true);
    expect(gate.mayOpenFile({ stream, path: "clip/1080p.mp4", query: "", limits: named("360p") })).toBe(
      false,
    );
    expect(gate.mayOpenFile({ stream, path: "clip/film.mp4", query: "", limits: named("clip") })).toBe(false);
  });

  test("all limits hold: a name that is too high is nothing", async () => {
    const both: readonly RenditionLimit[] = [{ names: ["1080p", "360p"] }, { maxHeight: 480 }];
    const text = await opens(sessionOf("index.m3u8"), "index.m3u8", both);
    expect(text).toContain("360p/");
    expect(text).not.toContain("1080p");
    expect(await enters("index.m3u8", [{ names: ["1080p"] }, { maxHeight: 480 }])).toBe(false);
  });
});

test("without limits of renditions only what a manifest names may be fetched: the rule for whole files where downloads are not allowed", async () => {
  const session = sessionOf("index.m3u8");
  expect(await fetches(session, "1080p/init.mp4", [], false)).toBe(true);
  expect(await fetches(session, "film.mp4", [], false)).toBe(false);
});

test("that a stream has a whole file as an entry names it only to those who may download", async () => {
  const withFilm = { ...stream, entries: { ...stream.entries, mp4: "film.mp4" } };
  const film = { session: sessionOf("index.m3u8"), stream: withFilm, ...split("film.mp4") };
  expect(await gate.mayFetch({ ...film, limits: [], mayDownload: false })).toBe(false);
  const named: readonly RenditionLimit[] = [{ names: ["film"] }];
  expect(await gate.mayFetch({ ...film, limits: named, mayDownload: false })).toBe(false);
  expect(await gate.mayFetch({ ...film, limits: named, mayDownload: true })).toBe(true);
  const session = sessionOf("film.mp4");
  expect(await gate.mayFetch({ ...film, session, limits: [], mayDownload: false })).toBe(false);
});

test("the clocks that an MPD names are had, but not as a name for what is left out", async () => {
  const clock = (value: string) =>
    `<UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-iso:2014" value="${value}"/></MPD>`;
  files.set(
    "clip/dash.mpd",
    MPD.replace("</MPD>", clock("now http://elsewhere.example/time high/00001.m4s")),
  );
  const session = sessionOf("dash.mpd");
  expect(await fetches(session, "now")).toBe(true);
  for (const guess of ["time", "then", "high/00001.m4s"]) expect(await fetches(session, guess)).toBe(false);
});

test("in DASH an address that a template of what is left out makes, too, is refused", async () => {
  const joined = MPD.replaceAll("$RepresentationID$/", "$RepresentationID$")
    .replace('id="low"', 'id="1"')
    .replace('id="high"', 'id="12"');
  files.set("clip/dash.mpd", joined);
  const session = sessionOf("dash.mpd");
  expect(await fetches(session, "100003.m4s")).toBe(true);
  expect(await fetches(session, "1200003.m4s")).toBe(false);
  expect(await fetches(session, "a/5.m4s")).toBe(true);
});

describe("another playlist that comes under a playlist's path, by a query", () => {
  const named: readonly RenditionLimit[] = [{ names: ["360p"] }];
  const path = "clip/360p/index.m3u8";
  const disguised = (): Manifest => {
    const high = manifestAt("clip/1080p/index.m3u8");
    if (!high) throw new Error("no playlist");
    return { ...high, path };
  };

  test("is no entry, and what it names is not what the playlist names", async () => {
    const entry = { stream, path, query: "q=1080", limits: named };
    expect(await gate.openEntry(entry, disguised())).toBe("refused");
    expect(await fetches(sessionOf("index.m3u8"), "360p/1080p-0.m4s", named)).toBe(false);
  });

  test("is not taken for the one that is named where the query is too long to be passed on", async () => {
    files.set("clip/index.m3u8", MASTER.replace("360p/index.m3u8", "360p/index.m3u8?q=360"));
    const session = sessionOf("index.m3u8");
    const flood = Array.from({ length: 70 }, (_, index) => `_HLS_x=${index}`).join("&");
    const request = { session, stream, path, limits: named, mayDownload: true };
    expect(await gate.openManifest({ ...request, query: `q=360&${flood}` }, disguised())).toBe("refused");
    expect(await opens(session, "360p/index.m3u8?q=360&_HLS_msn=3", named)).not.toBe("refused");
  });
});
