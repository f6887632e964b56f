import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { DenyReason } from "@sluice/policy";
import { describe, expect, test } from "vitest";
import { createRegistry } from "../../registry/living-registry.ts";
import { createMediaDoor, type MediaEntry } from "./media-door.ts";

interface Outcome {
  readonly entries: readonly MediaEntry[];
  readonly refusals: readonly {
    readonly reason: DenyReason;
    readonly status: number;
    readonly text: string;
  }[];
  readonly status: number;
}

/** What becomes of one request at a registry with what is built in. */
async function ask(url: string, method = "GET", headers: Record<string, string> = {}): Promise<Outcome> {
  const entries: MediaEntry[] = [];
  const refusals: { reason: DenyReason; status: number; text: string }[] = [];
  const door = createMediaDoor({
    registry: createRegistry(),
    clientAddress: () => "127.0.0.1",
    nowMilliseconds: () => 0,
    async enter(entry) {
      entries.push(entry);
    },
    refuseRequest: () => "REF",
    renderRefusal: (_request, _response, { reason, dialect }) =>
      void refusals.push({ reason, ...dialect(reason) }),
  });
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method, headers });
  const response = new ServerResponse(request);
  const [path = "", query = ""] = url.split("?");
  await door(request, response, { path, query });
  return { entries, refusals, status: response.statusCode };
}

/** Where the gateway is to enter. */
async function entered(url: string): Promise<string | undefined> {
  const { entries } = await ask(url);
  return entries[0]?.segments.join("/");
}

describe("the door of Ant Media's media addresses", () => {
  test("asks the gateway exactly once for each GET and HEAD, and never for another method", async () => {
    for (const method of ["GET", "HEAD"]) {
      expect((await ask("/demo/streams/clip.m3u8?token=x", method)).entries).toHaveLength(1);
    }
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "TRACE"]) {
      const { entries, refusals } = await ask("/demo/streams/clip.m3u8?token=x", method);
      expect(entries).toEqual([]);
      expect(refusals).toEqual([{ reason: "method-not-allowed", status: 403, text: "Invalid Request Type" }]);
    }
  });

  test("lets a preflight pass", async () => {
    expect(await ask("/demo/streams/clip.m3u8", "OPTIONS")).toEqual({
      entries: [],
      refusals: [],
      status: 204,
    });
  });

  test.each([
    ["/demo/streams/clip.m3u8", "demo/clip/index.m3u8"],
    ["/a/demo/streams/clip.m3u8", "demo/clip/index.m3u8"],
    ["/demo/streams/clip/clip.mpd", "demo/clip/manifest.mpd"],
    ["/demo/streams/clip.mp4", "demo/clip/clip.mp4"],
    ["/demo/streams/clip_1.mp4", "demo/clip/clip_1.mp4"],
    // A stream without the entry: the file under its own name.
    ["/demo/streams/live/live.mpd", "demo/live/live.mpd"],
    ["/live/streams/cam_adaptive.m3u8", "live/cam/index.m3u8"],
    ["/nowhere/streams/s1.m3u8", "nowhere/s1/s1.m3u8"],
  ])("hands %s to the gateway as %s", async (url, path) => {
    expect(await entered(url)).toBe(path);
  });

  test("names a rendition first as packagers do, and then by its height", async () => {
    const { entries } = await ask("/demo/streams/clip_480p1000kbps.m3u8");
    expect(entries[0]?.rendition).toEqual([["clip_480p1000kbps", "480p1000kbps"], ["480p"]]);
    expect((await ask("/demo/streams/clip_500kbps.m3u8")).entries[0]?.rendition).toEqual([
      ["clip_500kbps", "500kbps"],
    ]);
    expect((await ask("/demo/streams/clip.m3u8")).entries[0]?.rendition).toBeUndefined();
  });

  test("gives recordings out as files, and entries with the page for people", async () => {
    expect((await ask("/demo/streams/clip_1.mp4")).entries[0]?.isOwnFile).toBe(true);
    expect((await ask("/demo/streams/clip.mp4")).entries[0]?.isOwnFile).toBe(false);
  });

  test("trusts nobody who shows a cluster's token, and asks nobody else about him", async () => {
    const headers = { clusterauthorization: "eyJhbGciOiJIUzI1NiJ9.e30.x" };
    const { entries, refusals } = await ask("/demo/streams/clip.m3u8?token=x", "GET", headers);
    expect(entries).toEqual([]);
    expect(refusals).toMatchObject([
      { status: 403, text: "Cluster communication token is not valid for streamId:clip" },
    ]);
    expect((await ask("/demo/streams/clip.mov", "GET", headers)).refusals).toMatchObject([{ status: 403 }]);
  });

  test("refuses an address without a stream, and one that can be read in two ways, without the gateway", async () => {
    expect(await ask("/demo/streams/clip.mov?token=x")).toMatchObject({
      entries: [],
      refusals: [{ status: 403, text: "Cannot specified the stream id from the url" }],
    });
    const { entries, refusals } = await ask("/demo/streams/../streams/clip.m3u8?token=x");
    expect(entries).toEqual([]);
    expect(refusals).toMatchObject([{ reason: "path-ambiguous" }]);
  });
});
