import { expect, test } from "vitest";
import { createPublishedStreams } from "./published-streams.ts";

test("what a server listed counts for a minute: one-time links are not spent on a dead server's word", () => {
  let now = 0;
  const published = createPublishedStreams(() => now);
  expect(published.has("live/cam1")).toBeUndefined();
  published.note("edge", new Set(["live/cam1"]));
  now = 59_999;
  published.note("other", new Set());
  expect(published.has("live/cam1")).toBe(true);
  now = 60_000;
  expect(published.has("live/cam1")).toBe(false);
  now = 120_000;
  expect(published.has("live/cam1")).toBeUndefined();
});
