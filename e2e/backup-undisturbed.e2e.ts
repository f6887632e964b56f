import { afterAll, beforeAll, expect, test } from "vitest";
import { backupOf } from "./backup/backup-api.ts";
import { type MintedToken, startSluice, type TestServer } from "./support/sluice.ts";
import { createViewer, sessionPath } from "./support/viewer.ts";
import { report, spreadOf } from "./support/viewer-measured.ts";

const BATCHES = 60;
const BATCH = 1_000;
/** Far above what it takes (see docs/performance.md): other tests use the machine, too. */
const BOUND_MILLISECONDS = 500;

let server: TestServer;
beforeAll(async () => {
  server = await startSluice();
  const grant = { kind: "access", action: "play", target: { streams: ["demo/clip"] } };
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const tokens = Array.from({ length: BATCH }, (_, index) => ({ ...grant, user: `u${batch}-${index}` }));
    expect((await server.api("POST", "/v1/tokens/batch", { tokens })).status).toBe(201);
  }
});
afterAll(() => server.stop());

test("admits and playback go on while a backup is made", async () => {
  const token = await server.mint({ kind: "access" });
  const player = createViewer(server, { agent: "player" });
  const where = sessionPath(await player.ask(`/demo/clip/index.m3u8?token=${token.token}`));
  const alone = await measured(token, where, async () => {
    await new Promise(resolve => setTimeout(resolve, 1_000));
  });
  let bytes = 0;
  const beside = await measured(token, where, async () => {
    for (let round = 0; round < 3; round += 1) bytes = (await backupOf(server)).byteLength;
  });
  report("an entry, alone", spreadOf(alone));
  report(`an entry, beside backups of ${Math.round(bytes / 1e6)} MB`, spreadOf(beside));
  expect(bytes).toBeGreaterThan(10_000_000);
  expect(Math.max(...beside)).toBeLessThan(BOUND_MILLISECONDS);
});

/** Enters and plays again and again until the work is done; resolves to the time of each entry. */
async function measured(
  token: MintedToken,
  where: string,
  work: () => Promise<void>,
): Promise<readonly number[]> {
  const times: number[] = [];
  let isDone = false;
  const player = createViewer(server, { agent: "player" });
  const entering = (async () => {
    for (let entry = 0; !isDone; entry += 1) {
      const viewer = createViewer(server, { agent: `entry ${entry}` });
      const began = performance.now();
      expect((await viewer.ask(`/demo/clip/index.m3u8?token=${token.token}`)).status).toBe(200);
      times.push(performance.now() - began);
      expect((await player.ask(where)).status).toBe(200);
    }
  })();
  await work();
  isDone = true;
  await entering;
  return times;
}
