import type { DenyReason } from "@sluice/policy";
import { expect, test } from "vitest";
import { createRegistry } from "../registry/living-registry.ts";
import { storedStreamSample } from "../registry/testing/samples.ts";
import { prepareFirst } from "./prepare-first.ts";

const entries = { hls: "index.m3u8", mp4: "clip.mp4", dash: "manifest.mpd" };
const registry = createRegistry({ objects: [storedStreamSample("live/film", { settings: { entries } })] });

/** Opens what is there; the rest is missing for a reason. */
async function prepare(there: readonly string[], reasons: Readonly<Record<string, DenyReason>> = {}) {
  const stream = registry.named("demo", "live/film");
  if (!stream) throw new Error("no such stream");
  const asked: string[] = [];
  const prepared = await prepareFirst(
    async ({ rest }) => {
      asked.push(rest);
      if (there.includes(rest)) return { ready: { path: rest, peakBitsPerSecond: undefined } };
      return { unavailable: reasons[rest] ?? "media-not-found" };
    },
    { stream, token: undefined },
    ["hls", "mp4", "dash"],
  );
  return { prepared, asked };
}

test("a format whose media is missing gives way to the next", async () => {
  const { prepared, asked } = await prepare(["clip.mp4"], { "index.m3u8": "stream-offline" });
  expect(prepared).toMatchObject({ ready: { format: "mp4" } });
  expect(asked).toEqual(["index.m3u8", "clip.mp4"]);
});

test("where there is none, the first one says why", async () => {
  const { prepared } = await prepare([], { "index.m3u8": "stream-offline" });
  expect(prepared).toEqual({ unavailable: "stream-offline" });
});

test("an origin that is away is asked once", async () => {
  const { prepared, asked } = await prepare(["clip.mp4"], { "index.m3u8": "origin-timeout" });
  expect(prepared).toEqual({ unavailable: "origin-timeout" });
  expect(asked).toEqual(["index.m3u8"]);
});
