import { expect, test } from "vitest";
import { diskSpace } from "./disk-space.ts";
import { outcome } from "./testing/outcome.ts";
import { sampleServer, sampleSystem } from "./testing/sample-server.ts";

const look = (free: number) =>
  outcome(diskSpace, sampleServer({ system: sampleSystem({ freeBytes: () => free }) }));

test("a disk with room is well, one that is getting full a warning, and a full one fails", async () => {
  expect(await look(10_000_000_000)).toEqual(["ok: 10.0 GB are free on the disk of ./data."]);
  expect(await look(200_000_000)).toEqual(["warn: Only 200.0 MB are free on the disk of ./data."]);
  expect(await look(1_000_000)).toEqual(["fail: Only 1.0 MB are free on the disk of ./data."]);
});

test("where there is no folder yet there is nothing to look at", async () => {
  const system = sampleSystem({ stat: () => undefined });
  expect(await outcome(diskSpace, sampleServer({ system }))).toEqual([]);
});
