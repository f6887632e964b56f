import { describe, expect, test } from "vitest";
import { type ClientProtocol, type MediaServerKind, mediaServerKinds } from "../media-server.ts";
import { addressForms } from "./index.ts";
import type { AddressedStream } from "./stream-address.ts";

const plain: AddressedStream = {
  action: "publish",
  application: "live",
  stream: "cam1",
  token: "T",
  ownApplication: "live",
};

function addressOf(kind: MediaServerKind, protocol: ClientProtocol, changes: Partial<AddressedStream> = {}) {
  const base = protocol === "whip" || protocol === "whep" ? "http://m" : `${protocol}://m`;
  return addressForms[kind][protocol]?.(base, { ...plain, ...changes });
}

const srtOf = (streamId: string) => `srt://m?streamid=${streamId}`;

test.each([
  ["mediamtx", "rtmp", "rtmp://m/live/cam1?token=T", "rtmp://m/live/cam1?token=T"],
  ["mediamtx", "rtsp", "rtsp://m/live/cam1?token=T", "rtsp://m/live/cam1?token=T"],
  ["mediamtx", "srt", srtOf("publish:live/cam1:any:T"), srtOf("read:live/cam1:any:T")],
  ["mediamtx", "whip", "http://m/live/cam1/whip?token=T", undefined],
  ["mediamtx", "whep", undefined, "http://m/live/cam1/whep?token=T"],
  ["srs", "rtmp", "rtmp://m/live/cam1?token=T", "rtmp://m/live/cam1?token=T"],
  ["srs", "srt", srtOf("#!::r=live/cam1,token=T,m=publish"), srtOf("#!::r=live/cam1,token=T,m=request")],
  ["srs", "whip", "http://m/rtc/v1/whip/?app=live&stream=cam1&token=T", undefined],
  ["srs", "whep", undefined, "http://m/rtc/v1/whep/?app=live&stream=cam1&token=T"],
  ["ome", "rtmp", "rtmp://m/live/cam1?token=T", undefined],
  ["ome", "srt", srtOf("default%2Flive%2Fcam1%3Ftoken%3DT"), undefined],
  ["ome", "whip", "http://m/live/cam1?direction=whip&token=T", undefined],
  ["nginx-rtmp", "rtmp", "rtmp://m/live/cam1?token=T", "rtmp://m/live/cam1?token=T"],
  ["zlmediakit", "rtmp", "rtmp://m/live/cam1?token=T", "rtmp://m/live/cam1?token=T"],
  ["zlmediakit", "rtsp", "rtsp://m/live/cam1?token=T", "rtsp://m/live/cam1?token=T"],
  [
    "zlmediakit",
    "srt",
    srtOf("#!::r=live/cam1,m=publish,token=T"),
    srtOf("#!::r=live/cam1,m=request,token=T"),
  ],
  ["zlmediakit", "whip", "http://m/index/api/whip?app=live&stream=cam1&token=T", undefined],
  ["zlmediakit", "whep", undefined, "http://m/index/api/whep?app=live&stream=cam1&token=T"],
  ["node-media-server", "rtmp", "rtmp://m/live/cam1?token=T", "rtmp://m/live/cam1?token=T"],
  ["antmedia", "rtmp", "rtmp://m/live/cam1?token=T", undefined],
  ["antmedia", "srt", srtOf("live/cam1,token=T"), undefined],
  ["bintu", "rtmp", "rtmp://m/live/cam1?token=T", undefined],
] as const)("%s takes a token by %s where its page says so", (kind, protocol, publish, play) => {
  expect(addressOf(kind, protocol)).toBe(publish);
  expect(addressOf(kind, protocol, { action: "play" })).toBe(play);
});

describe("a token that does not fit has no address:", () => {
  const longest = (bytes: number, around: string) => "t".repeat(bytes - around.length);

  test.each(["nginx-rtmp", "bintu"] as const)("%s holds 255 bytes of name and arguments", kind => {
    const token = longest(255, "cam1?token=");
    expect(addressOf(kind, "rtmp", { token })).toBe(`rtmp://m/live/cam1?token=${token}`);
    expect(addressOf(kind, "rtmp", { token: `${token}t` })).toBeUndefined();
  });

  test.each([
    ["mediamtx", "publish:live/cam1:any:"],
    ["srs", "#!::r=live/cam1,token=,m=publish"],
    ["zlmediakit", "#!::r=live/cam1,m=publish,token="],
    ["antmedia", "live/cam1,token="],
  ] as const)("%s holds an SRT stream id of 512 bytes", (kind, around) => {
    const token = longest(512, around);
    expect(addressOf(kind, "srt", { token })).toContain(token);
    expect(addressOf(kind, "srt", { token: `${token}t` })).toBeUndefined();
  });
});

test("a name of several segments has addresses only where the server has one for it", () => {
  const stream = "studio/cam1";
  expect(addressOf("mediamtx", "rtmp", { stream })).toBe("rtmp://m/live/studio/cam1?token=T");
  expect(addressOf("srs", "whip", { stream })).toBe(
    "http://m/rtc/v1/whip/?app=live/studio&stream=cam1&token=T",
  );
  for (const kind of mediaServerKinds.filter(kind => kind !== "mediamtx" && kind !== "srs")) {
    for (const protocol of ["rtmp", "rtsp", "srt", "whip"] as const)
      expect(addressOf(kind, protocol, { stream }), `${kind} ${protocol}`).toBeUndefined();
  }
});

test("Node-Media-Server has no address for a name with a dot", () => {
  expect(addressOf("node-media-server", "rtmp", { stream: "cam.1" })).toBeUndefined();
});

test("nanoStream Cloud carries every stream as live, and those of its own application alone", () => {
  const ownApplication = "cloud";
  expect(addressOf("bintu", "rtmp", { application: "cloud", ownApplication })).toBe(
    "rtmp://m/live/cam1?token=T",
  );
  expect(addressOf("bintu", "rtmp", { ownApplication })).toBeUndefined();
});
