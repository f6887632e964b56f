import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { droppedAfter } from "./media-servers/dropped-after.ts";
import type { FfmpegRun } from "./media-servers/ffmpeg.ts";
import { connectionsOf } from "./media-servers/records.ts";
import { type RtmpStage, startRtmpStage } from "./media-servers/rtmp-stage.ts";
import { describeWithPeers } from "./support/peers.ts";
import type { MintedToken } from "./support/sluice.ts";

const SECOND = 1_000;
const UPDATE_SECONDS = 2;
/** Every client has been asked about once more, whenever its turn is. */
const ROUND_MILLISECONDS = UPDATE_SECONDS * SECOND + SECOND / 2;
/** The same, and FFmpeg has noticed, on a machine that other suites keep busy. */
const DROPPED_MILLISECONDS = UPDATE_SECONDS * SECOND + 6 * SECOND;
const SOON = { timeout: 30_000, interval: 50 };
const MOST_TRIES = 3;

let stage: RtmpStage;
let streams = 0;

/** A publisher and a player of it, on the air. */
interface Pair {
  readonly stream: string;
  readonly publish: MintedToken;
  readonly play: MintedToken;
  readonly publisher: FfmpegRun;
  readonly player: FfmpegRun;
}

async function startPair(grant = {}): Promise<Pair> {
  const stream = `cam-${++streams}`;
  const publish = await stage.mint(stream, { action: "publish", ...grant });
  const play = await stage.mint(stream, { action: "play", ...grant });
  const publisher = await onAir(() => stage.publish(`${stream}?token=${publish.token}`));
  const player = await onAir(() => stage.play(`${stream}?token=${play.token}`));
  return { stream, publish, play, publisher, player };
}

/** What a busy machine does not decide within 300 ms is refused, and spends nothing: whoever that hits comes again. */
async function onAir(start: () => FfmpegRun): Promise<FfmpegRun> {
  for (let left = MOST_TRIES; ; left -= 1) {
    const run = start();
    if (await run.flows()) return run;
    expect(left, run.said()).toBeGreaterThan(1);
  }
}

const isOnAir = ({ publisher, player }: Pair): boolean => publisher.isRunning() && player.isRunning();
const sessionsOf = async ({ publish, play }: Pair) =>
  [...(await connectionsOf(stage.sluice, publish)), ...(await connectionsOf(stage.sluice, play))].map(
    ({ id, status }) => ({ id, status }),
  );
const pause = (milliseconds: number): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, milliseconds));

/** Revokes a token, and waits until its FFmpeg is off the air. */
async function expectDropped(token: MintedToken, run: FfmpegRun): Promise<void> {
  expect(await stage.sluice.api("DELETE", `/v1/tokens/${token.id}`)).toMatchObject({ status: 204 });
  expect(await droppedAfter([run])).toBeLessThan(DROPPED_MILLISECONDS);
}

describeWithPeers(["nginx-rtmp", "nginx", "ffmpeg"], "nginx-rtmp while Sluice is away", () => {
  describe("for the moment of a planned restart", () => {
    beforeAll(async () => {
      // Updates come to Sluice itself: a single one that found nobody would drop its client.
      stage = await startRtmpStage({
        flags: ["--supervised"],
        updates: "sluice",
        updateSeconds: UPDATE_SECONDS,
        hasApi: false,
      });
    });

    afterEach(() => stage.clear());

    afterAll(() => stage.stop());

    test("nobody is dropped, who comes meanwhile is answered, and a token revoked afterwards is dropped", async () => {
      const pair = await startPair();
      const before = await sessionsOf(pair);
      const starts = () => stage.sluice.output().match(/"event":"started"/g)?.length ?? 0;
      expect(starts()).toBe(1);
      const stream = `cam-${++streams}`;
      const token = await stage.mint(stream, { kind: "access", action: "publish" });
      stage.sluice.process.kill("SIGUSR2");
      const newcomers: boolean[] = [];
      while (starts() < 2 || newcomers.length === 0) {
        const newcomer = stage.publish(`${stream}?token=${token.token}`);
        newcomers.push(await newcomer.flows());
        await newcomer.quit();
      }
      expect(newcomers).toEqual(newcomers.map(() => true));
      await pause(ROUND_MILLISECONDS);
      expect(isOnAir(pair)).toBe(true);
      expect(await sessionsOf(pair)).toEqual(before);
      await expectDropped(pair.play, pair.player);
      expect(pair.publisher.isRunning()).toBe(true);
    });

    test("a Sluice that is gone altogether costs whoever is on the air the line: without the snippet", async () => {
      const pair = await startPair();
      await stage.sluice.kill();
      const after = await droppedAfter([pair.publisher, pair.player]);
      expect(after).toBeLessThan(DROPPED_MILLISECONDS);
    });
  });

  describe("for longer, with deploy/nginx-rtmp/sluice-update.conf in between", () => {
    beforeAll(async () => {
      stage = await startRtmpStage({ updateSeconds: UPDATE_SECONDS });
    });

    afterEach(() => stage.clear());

    afterAll(() => stage.stop());

    test("a Sluice that says nothing any more costs nobody the line, and drops whom it must when it is back", async () => {
      const pair = await startPair();
      stage.sluice.process.kill("SIGSTOP");
      // The snippet waits for 2 s before it answers itself.
      await pause(ROUND_MILLISECONDS + 2 * SECOND);
      stage.sluice.process.kill("SIGCONT");
      expect(isOnAir(pair)).toBe(true);
      await expectDropped(pair.publish, pair.publisher);
    });

    test("after kill -9 nobody is dropped, nobody new gets in, and then all is as before: sessions, revocations, and who has left", async () => {
      const [stays, leaves] = await Promise.all([startPair(), startPair()]);
      const before = await sessionsOf(stays);
      const fresh = await stage.mint(stays.stream);
      const elsewhere = await stage.mint(`cam-${++streams}`, { action: "publish" });
      await stage.sluice.kill();
      expect(await stage.play(`${stays.stream}?token=${fresh.token}`).flows()).toBe(false);
      expect(await stage.publish(`cam-${streams}?token=${elsewhere.token}`).flows()).toBe(false);
      await leaves.player.quit();
      await pause(ROUND_MILLISECONDS);
      expect(isOnAir(stays) && leaves.publisher.isRunning()).toBe(true);
      await stage.restart();
      await expect
        .poll(() => connectionsOf(stage.sluice, leaves.play), SOON)
        .toMatchObject([{ status: "ended" }]);
      await pause(ROUND_MILLISECONDS);
      expect(isOnAir(stays) && leaves.publisher.isRunning()).toBe(true);
      expect(await sessionsOf(stays)).toEqual(before);
      await onAir(() => stage.play(`${stays.stream}?token=${fresh.token}`));
      await expectDropped(stays.publish, stays.publisher);
      expect(leaves.publisher.isRunning()).toBe(true);
    });
  });
});
