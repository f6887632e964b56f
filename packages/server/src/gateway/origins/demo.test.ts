import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { demoOrigin } from "./demo.ts";
import { newestSequence } from "./demo-live.ts";
import type { OriginReply, OriginRequest } from "./origin.ts";
import { moveSegment } from "./segment-time.ts";

const root = join(import.meta.dirname, "../../../demo");
const NOW = 27_000_000 * 64 + 3.5;

function open(path: string, more: Partial<OriginRequest> = {}, nowSeconds = NOW): Promise<OriginReply> {
  const origin = demoOrigin({ root, nowSeconds: () => nowSeconds });
  return origin.open({ method: "GET", path, signal: new AbortController().signal, ...more });
}

function bytesOf(reply: OriginReply): Buffer {
  if (reply.outcome !== "media" || !(reply.body instanceof Uint8Array)) throw new Error("no bytes");
  return Buffer.from(reply.body);
}

function clipFile(path: string): Buffer {
  return readFileSync(join(root, "clip", path));
}

/** From the `sidx` box, in ticks; the `tfdt` must say the same. */
function timesOf(segment: Buffer): { starts: bigint; ends: bigint } {
  const sidx = segment.indexOf("sidx");
  const starts = segment.readBigUInt64BE(sidx + 16);
  expect(segment.readBigUInt64BE(segment.indexOf("tfdt") + 8)).toBe(starts);
  return { starts, ends: starts + BigInt(segment.readUInt32BE(sidx + 40)) };
}

const notFound = { outcome: "unavailable", reason: "media-not-found" };

describe("the demo's live stream", () => {
  test("has the clip's variants and audio group", async () => {
    const reply = await open("live/index.m3u8");
    expect(reply).toMatchObject({ contentType: "application/vnd.apple.mpegurl" });
    expect(bytesOf(reply).equals(clipFile("index.m3u8"))).toBe(true);
  });

  test.each(["v0", "v1", "a0"])("every segment that %s names is there, with its init section", async id => {
    const playlist = bytesOf(await open(`live/${id}/index.m3u8`)).toString();
    const names = playlist.match(/^seg-\d+\.m4s$/gm) ?? [];
    expect(names).toHaveLength(6);
    for (const name of names) expect(await open(`live/${id}/${name}`)).toMatchObject({ status: 200 });
    expect(bytesOf(await open(`live/${id}/init.mp4`)).equals(clipFile(`${id}/init.mp4`))).toBe(true);
  });

  test("two instances with the same clock give the same bytes and validators", async () => {
    const newest = newestSequence(NOW);
    for (const path of ["index.m3u8", "v0/index.m3u8", "a0/index.m3u8", `v1/seg-${newest}.m4s`]) {
      const [one, other] = [await open(`live/${path}`), await open(`live/${path}`)];
      expect(one).toEqual(other);
    }
  });

  test("repeats the clip: a segment is the clip's segment of the same place in the loop, moved in time", async () => {
    const newest = newestSequence(NOW);
    const place = { seconds: Math.floor(newest / 32) * 64, fragmentNumber: newest };
    const expected = moveSegment(clipFile(`v0/seg-${newest % 32}.m4s`), place);
    expect(bytesOf(await open(`live/v0/seg-${newest}.m4s`)).equals(expected)).toBe(true);
  });

  test.each(["v0", "v1", "a0"])(
    "the timestamps of %s go on from segment to segment, also where the clip begins again",
    async id => {
      const times: { starts: bigint; ends: bigint }[] = [];
      for (let sequence = newestSequence(NOW) - 3; sequence <= newestSequence(NOW); sequence += 1) {
        times.push(timesOf(bytesOf(await open(`live/${id}/seg-${sequence}.m4s`))));
      }
      expect(newestSequence(NOW) % 32).toBeLessThan(3);
      for (const [i, { starts }] of times.entries())
        expect(starts).toBe(i === 0 ? starts : times[i - 1]?.ends);
    },
  );

  test("the next segment and a long gone one are not found", async () => {
    const newest = newestSequence(NOW);
    expect(await open(`live/v0/seg-${newest + 1}.m4s`)).toEqual(notFound);
    expect(await open(`live/v0/seg-${newest - 12}.m4s`)).toEqual(notFound);
    expect(await open(`live/v0/seg-${newest + 1}.m4s`, {}, NOW + 2)).toMatchObject({ status: 200 });
  });

  test("a playlist answers HEAD, ranges and revalidation like a file", async () => {
    const whole = await open("live/v0/index.m3u8");
    const etag = whole.outcome === "media" ? whole.etag : undefined;
    const size = bytesOf(whole).length;
    const head = await open("live/v0/index.m3u8", { method: "HEAD" });
    expect(head).toMatchObject({ status: 200, contentLength: size, body: undefined });
    expect(await open("live/v0/index.m3u8", { ifNoneMatch: etag })).toMatchObject({ status: 304 });
    expect(await open("live/v0/index.m3u8", { ifNoneMatch: etag }, NOW + 2)).toMatchObject({ status: 200 });
    const part = await open("live/v0/index.m3u8", { range: { start: 0, end: 6 } });
    expect(bytesOf(part).toString()).toBe("#EXTM3U");
  });

  test.each([
    "live",
    "live/",
    "live/v0",
    "live/v7/index.m3u8",
    "live/v0/index.mpd",
    "live/v0/seg-01.m4s",
    "live/v0/seg--1.m4s",
    "live/v0/seg-1e9.m4s",
    "live/../clip/index.m3u8",
    "live/manifest.mpd",
    "other/index.m3u8",
    "",
  ])("%o is not found", async path => expect(await open(path)).toEqual(notFound));
});

describe("the demo's clip", () => {
  test.each(["index.m3u8", "manifest.mpd", "clip.mp4", "v0/seg-31.m4s"])(
    "%s is served from the folder",
    async path => expect(await open(`clip/${path}`, { method: "HEAD" })).toMatchObject({ status: 200 }),
  );

  test("every rendition is 32 segments and 64 s long, so that the live stream loops without drift", () => {
    for (const id of ["v0", "v1", "a0"]) {
      const lengths = [
        ...clipFile(`${id}/index.m3u8`)
          .toString()
          .matchAll(/#EXTINF:([\d.]+),/g),
      ].map(m => Number(m[1]));
      expect(lengths).toHaveLength(32);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBeCloseTo(64, 4);
    }
  });
});
