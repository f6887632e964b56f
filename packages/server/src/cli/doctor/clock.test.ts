import { expect, test } from "vitest";
import { clock, remoteClock } from "./clock.ts";
import { outcome } from "./testing/outcome.ts";
import { NOW_SECONDS, sampleServer, sampleSystem, silence, wellHealth } from "./testing/sample-server.ts";

const lookBack = (seconds: number) =>
  outcome(
    clock,
    sampleServer({
      database: {
        kind: "read",
        facts: {
          highWaterSeconds: NOW_SECONDS + seconds,
          hasAdministrator: true,
          masterKeyCheck: undefined,
          objects: [],
        },
      },
    }),
  );
const lookFar = (aheadMilliseconds: number) =>
  outcome(remoteClock, { system: sampleSystem(), health: { ...wellHealth, aheadMilliseconds } });

test("a clock that is not behind the server's latest second is well", async () => {
  expect(await lookBack(-3_600)).toEqual(["ok: The clock is not behind what the server has seen."]);
  expect(await lookBack(4)).toHaveLength(1);
});

test("a clock behind the store's high-water mark is a warning, far behind it fails", async () => {
  const sentence = "behind the latest second that the server has seen: it goes on from there.";
  expect(await lookBack(5)).toEqual([`warn: The clock is 5 s ${sentence}`]);
  expect(await lookBack(3_600)).toEqual([`fail: The clock is 3600 s ${sentence}`]);
});

test("a server's clock is held against this machine's, both ways", async () => {
  expect(await lookFar(-4_000)).toEqual(["ok: The server's clock and this machine's agree."]);
  expect(await lookFar(30_000)).toEqual(["warn: The server's clock is 30 s ahead of this machine's."]);
  expect(await lookFar(-90_000)).toEqual(["fail: The server's clock is 90 s behind this machine's."]);
  expect(await outcome(remoteClock, { system: sampleSystem(), health: silence })).toEqual([]);
});

test("a running server whose clock is off is told besides", async () => {
  const socketHealth = { ...wellHealth, aheadMilliseconds: -120_000 };
  expect(await outcome(clock, sampleServer({ socketHealth }))).toEqual([
    "fail: The server's clock is 120 s behind this machine's.",
  ]);
});
