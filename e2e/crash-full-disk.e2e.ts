import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mountSmallDisk, type SmallDisk } from "../packages/server/src/store/sqlite/testing/small-disk.ts";
import { isCi } from "../tools/peers/is-ci.ts";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { entryNames, putStream } from "./support/origin-media.ts";
import type { MintedToken } from "./support/sluice.ts";
import { createViewer } from "./support/viewer.ts";
import { enter, entryPath, isAdmitted, sessionsOf, usesOf } from "./support/viewer-token.ts";

const STREAM = "film/a";
const REFUSALS = 12;
const title = "on a data folder of 4 MB that is full";

const disk = mountSmallDisk();
// A run that must leave nothing out fails instead of skipping.
const suite = disk || isCi(process.env) ? describe : describe.skip;

suite(disk ? title : `${title} [missing: the right to mount a tmpfs, which root has]`, () => {
  test("entries are answered 503, sessions go on, the server stays up, and free space mends it", async () => {
    if (!disk) throw new Error("a tmpfs could not be mounted; run as root");
    let running: ServerWithOrigin | undefined;
    try {
      running = await startWithOrigin(url => ({ film: { kind: "vod", origin: { url: `${url}/film` } } }), {
        dataDir: join(disk.folder, "data"),
      });
      putStream(running.origin, `/${STREAM}`, "vod");
      await proveOn(disk, running);
    } finally {
      await running?.stop();
      disk.remove();
    }
  });
});

async function proveOn(full: SmallDisk, { server }: ServerWithOrigin): Promise<void> {
  const mint = () => server.mint({ target: { streams: [STREAM] } });
  const player = createViewer(server, { agent: "Before/1" });
  const where = await enter(player, entryPath(STREAM, "hls", await mint()));
  const fresh = await Promise.all(
    Array.from({ length: 150 }, async (_, number) => ({
      token: await mint(),
      entry: entryNames[number % entryNames.length] ?? "hls",
      viewer: createViewer(server, { agent: `Player/${number}` }),
    })),
  );

  // The database's log has room of its own for some entries yet.
  full.fill();
  const admitted: MintedToken[] = [];
  const refused: typeof fresh = [];
  for (const trial of fresh) {
    const reply = await trial.viewer.ask(entryPath(STREAM, trial.entry, trial.token));
    if (isAdmitted(reply)) {
      admitted.push(trial.token);
      // A log that is begun anew is cut to its usual length, and leaves room.
      full.fill();
    } else {
      expect(reply).toMatchObject({ status: 503, reason: "store-unavailable" });
      expect(reply.headers["content-type"]).toContain("application/json");
      refused.push(trial);
    }
    if (refused.length === REFUSALS) break;
  }
  expect(refused).toHaveLength(REFUSALS);
  for (let round = 0; round < 5; round++) {
    expect((await fetch(`${server.url}/v1/health`)).status).toBe(200);
    expect((await player.ask(where)).status).toBe(200);
    expect((await player.ask(where.replace(/[^/]+$/, "seg-0.ts"))).status).toBe(200);
    await new Promise(resolve => setTimeout(resolve, 700));
  }
  expect(server.process.exitCode).toBeNull();

  full.empty();
  for (const token of admitted) {
    expect(await usesOf(server, token)).toBe(1);
    expect(await sessionsOf(server, token)).toHaveLength(1);
  }
  for (const { viewer, token, entry } of refused) {
    expect(await usesOf(server, token)).toBe(0);
    await enter(viewer, entryPath(STREAM, entry, token));
    expect(await usesOf(server, token)).toBe(1);
    expect(await sessionsOf(server, token)).toHaveLength(1);
  }
  expect((await player.ask(where)).status).toBe(200);
}
