import { describe, expect, test } from "vitest";
import { dash } from "./dash.ts";
import { hls } from "./hls.ts";
import type { RewriteContext } from "./manifest.ts";
import type { KeepRendition } from "./rendition.ts";

const session: RewriteContext = {
  sessionRoot: "/s/HANDLE/demo/",
  manifestPath: "clip/index.m3u8",
  originBase: "http://127.0.0.1:8888/app/",
  mode: "session",
};
const upTo =
  (most: number): KeepRendition =>
  ({ height = 0 }) =>
    height <= most;

const master = [
  "#EXTM3U",
  '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",URI="audio/en.m3u8"',
  "#EXT-X-STREAM-INF:BANDWIDTH=800000,RESOLUTION=640x360",
  "low/v.m3u8?x=1",
  '#EXT-X-STREAM-INF:BANDWIDTH=5000000,RESOLUTION=1920x1080,STABLE-VARIANT-ID="big"',
  "# a comment",
  "http://127.0.0.1:8888/app/clip/hi/v.m3u8",
  '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=100000,RESOLUTION=1920x1080,URI="hi/i.m3u8"',
  "#EXT-X-STREAM-INF:BANDWIDTH=64000",
  "https://cdn.example/audio.m3u8",
  "",
].join("\r\n");

describe("the renditions of a playlist", () => {
  test("are told with what it says of them, and where they lie below the application", () => {
    expect(hls.renditions(master, session)).toEqual([
      {
        role: "alternative",
        type: "audio",
        names: ["English"],
        groups: ["audio:a"],
        paths: ["clip/audio/en.m3u8"],
      },
      {
        role: "stream",
        names: [],
        width: 640,
        height: 360,
        bitsPerSecond: 800000,
        paths: ["clip/low/v.m3u8"],
      },
      {
        role: "stream",
        names: ["big"],
        width: 1920,
        height: 1080,
        bitsPerSecond: 5000000,
        paths: ["clip/hi/v.m3u8"],
      },
      {
        role: "trick",
        names: [],
        width: 1920,
        height: 1080,
        bitsPerSecond: 100000,
        paths: ["clip/hi/i.m3u8"],
      },
      { role: "stream", names: [], bitsPerSecond: 64000, paths: [] },
    ]);
  });

  test("that a viewer may not have are left out, and every other line stays", () => {
    const lines = hls.rewrite(master, { ...session, keep: upTo(720) }).split("\r\n");
    const kept = master.split("\r\n").filter((_, index) => ![4, 6, 7].includes(index));
    expect(lines).toEqual(kept);
  });

  test("leave nothing to play where all are refused", () => {
    expect(hls.parse(hls.rewrite(master, { ...session, keep: () => false }))).toBeUndefined();
  });

  test("a media playlist has none", () => {
    expect(hls.renditions("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n0.ts\n", session)).toEqual([]);
  });
});

const mpd = `<MPD><Period><BaseURL>media/</BaseURL>
<AdaptationSet contentType="video"><SegmentTemplate initialization="$RepresentationID$/init.mp4" media="$RepresentationID$/$Number%05d$.m4s"/>
<Representation id="v0" width="640" height="360" bandwidth="800000"/><Representation id="v1" height="1080"><SegmentList><SegmentURL media="x.m4s"/></SegmentList></Representation>
</AdaptationSet>
<AdaptationSet mimeType="video/mp4"><Representation id="v2" height="2160"><BaseURL>whole.mp4</BaseURL></Representation></AdaptationSet>
</Period></MPD>`;

describe("the renditions of an MPD", () => {
  test("are its Representations, with the paths that their templates make", () => {
    expect(dash.renditions(mpd, session)).toEqual([
      {
        role: "stream",
        type: "video",
        names: ["v0"],
        width: 640,
        height: 360,
        bitsPerSecond: 800000,
        paths: ["clip/media/v0/*.m4s", "clip/media/v0/init.mp4"],
      },
      {
        role: "stream",
        type: "video",
        names: ["v1"],
        height: 1080,
        paths: ["clip/media/v1/*.m4s", "clip/media/v1/init.mp4", "clip/media/x.m4s"],
      },
      { role: "stream", type: "video", names: ["v2"], height: 2160, paths: ["clip/media/whole.mp4"] },
    ]);
  });

  test("that a viewer may not have are left out, and with the last one its Adaptation Set", () => {
    const kept = dash.rewrite(mpd, { ...session, keep: upTo(720) });
    expect(dash.renditions(kept, session).flatMap(({ names }) => names)).toEqual(["v0"]);
    expect(kept.match(/<AdaptationSet/g)).toHaveLength(1);
    expect(kept).not.toMatch(/v1|v2|whole/);
  });

  test("leave nothing to play where all are refused", () => {
    expect(dash.parse(dash.rewrite(mpd, { ...session, keep: () => false }))).toBeUndefined();
  });
});
