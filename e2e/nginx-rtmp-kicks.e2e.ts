import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { droppedAfter } from "./media-servers/dropped-after.ts";
import type { FfmpegRun } from "./media-servers/ffmpeg.ts";
import { connectionsOf, lastReason } from "./media-servers/records.ts";
import { type RtmpStage, startRtmpStage } from "./media-servers/rtmp-stage.ts";
import { describeWithPeers } from "./support/peers.ts";
import type { MintedToken } from "./support/sluice.ts";

const SECOND = 1_000;
const UPDATE_SECONDS = 2;
/** From the API's answer to the end of the FFmpeg that was cut off: some 50 ms on a quiet machine. */
const KICK_MILLISECONDS = SECOND;
const SLACK_MILLISECONDS = 2 * SECOND;

let stage: RtmpStage;
let streams = 0;

/** A publisher and a player of it, both on the air, with tokens of their own for the same user. */
interface Pair {
  readonly stream: string;
  readonly user: string;
  readonly publish: MintedToken;
  readonly play: MintedToken;
  readonly publisher: FfmpegRun;
  readonly player: FfmpegRun;
}

async function startPair(grant = {}): Promise<Pair> {
  const stream = `cam-${++streams}`;
  const user = `user of ${stream}`;
  const own = { kind: "access", user, ...grant };
  const publish = await stage.mint(stream, { ...own, action: "publish" });
  const play = await stage.mint(stream, { ...own, action: "play" });
  const publisher = stage.publish(`${stream}?token=${publish.token}`);
  expect(await publisher.flows()).toBe(true);
  const player = stage.play(`${stream}?token=${play.token}`);
  expect(await player.flows()).toBe(true);
  return { stream, user, publish, play, publisher, player };
}

async function revoke(selector: Readonly<Record<string, unknown>>): Promise<void> {
  expect(await stage.sluice.api("POST", "/v1/revocations", { selector })).toMatchObject({ status: 201 });
}

/** Milliseconds from the end of an act to the end of these FFmpegs. */
async function timeToEnd(act: () => Promise<unknown>, runs: readonly FfmpegRun[]): Promise<number> {
  await act();
  return droppedAfter(runs);
}

describeWithPeers(["nginx-rtmp", "nginx", "ffmpeg"], "who is cut off at nginx-rtmp", () => {
  describe("whose control address Sluice knows", () => {
    beforeAll(async () => {
      // So seldom that only a kick can be as quick.
      stage = await startRtmpStage({ updateSeconds: 60 });
    });

    afterEach(() => stage.clear());

    afterAll(() => stage.stop());

    test("a revoked token's publisher and player are off the air within a second, and do not get in again", async () => {
      const { stream, publish, play, publisher, player } = await startPair();
      const played = () => stage.sluice.api("DELETE", `/v1/tokens/${play.id}`);
      expect(await timeToEnd(played, [player])).toBeLessThan(KICK_MILLISECONDS);
      expect(publisher.isRunning()).toBe(true);
      const published = () => revoke({ token: publish.id });
      expect(await timeToEnd(published, [publisher])).toBeLessThan(KICK_MILLISECONDS);
      expect(await stage.publish(`${stream}?token=${publish.token}`).flows()).toBe(false);
      expect(await lastReason(stage.sluice, stream)).toBe("token-revoked");
      expect(await connectionsOf(stage.sluice, publish)).toMatchObject([{ end_reason: "revoked" }]);
    });

    test.each([
      ["user", ({ user }: Pair) => ({ user })],
      ["stream", ({ stream }: Pair) => ({ stream: `live/${stream}` })],
    ])(
      "a revocation by %s takes publisher and player off the air within a second, and nobody else",
      async (_, select) => {
        const [one, other] = await Promise.all([startPair(), startPair()]);
        const took = await timeToEnd(() => revoke(select(one)), [one.publisher, one.player]);
        expect(took).toBeLessThan(KICK_MILLISECONDS);
        expect(other.publisher.isRunning() && other.player.isRunning()).toBe(true);
        expect(await stage.nginx.clientsOf(one.stream)).toBe(0);
        expect(await stage.nginx.clientsOf(other.stream)).toBe(2);
      },
    );

    test("the end of a session cuts its player off within a second, who stays out with that token", async () => {
      const { stream, play, player, publisher } = await startPair();
      const [session] = await connectionsOf(stage.sluice, play);
      const end = () => stage.sluice.api("DELETE", `/v1/sessions/${session?.id}`);
      expect(await timeToEnd(end, [player])).toBeLessThan(KICK_MILLISECONDS);
      expect(await stage.play(`${stream}?token=${play.token}`).flows()).toBe(false);
      expect(await lastReason(stage.sluice, stream)).toBe("session-ended");
      const fresh = await stage.mint(stream, { kind: "access" });
      expect(await stage.play(`${stream}?token=${fresh.token}`).flows()).toBe(true);
      expect(publisher.isRunning()).toBe(true);
    });

    test("a publisher that sends on when it is cut off is off the air all the same", async () => {
      const stream = `cam-${++streams}`;
      const token = await stage.mint(stream, { action: "publish" });
      const line = await stage.openLine({ isStubborn: true });
      expect(await stage.publish(`${stream}?token=${token.token}`, line).flows()).toBe(true);
      expect(await stage.nginx.clientsOf(stream)).toBe(1);
      await revoke({ token: token.id });
      const within = { timeout: KICK_MILLISECONDS, interval: 50 };
      await expect.poll(() => stage.nginx.clientsOf(stream), within).toBe(0);
    });

    test("a token that disconnects at its expiry is cut off then; one that does not stays on the air", async () => {
      // Four FFmpegs must be on the air before it, also on a busy machine.
      const expires = Math.floor(Date.now() / SECOND) + 15;
      const [stays, goes] = await Promise.all([
        startPair({ expires_at: expires }),
        startPair({ expires_at: expires, disconnect_at_expiry: true }),
      ]);
      const over = expires * SECOND - Date.now();
      const after = await timeToEnd(async () => {}, [goes.publisher, goes.player]);
      expect(after).toBeGreaterThan(over - SECOND / 5);
      expect(after).toBeLessThan(over + SLACK_MILLISECONDS);
      expect(stays.publisher.isRunning() && stays.player.isRunning()).toBe(true);
    });
  });

  describe("whose control address Sluice does not know", () => {
    beforeAll(async () => {
      stage = await startRtmpStage({ hasApi: false, updateSeconds: UPDATE_SECONDS });
    });

    afterEach(() => stage.clear());

    afterAll(() => stage.stop());

    test("a revoked publisher and player are off the air when nginx asks again, and nobody else", async () => {
      const [one, other] = await Promise.all([startPair(), startPair()]);
      const took = await timeToEnd(() => revoke({ user: one.user }), [one.publisher, one.player]);
      expect(took).toBeLessThan(UPDATE_SECONDS * SECOND + SLACK_MILLISECONDS);
      // They have been asked about at least once since.
      await new Promise(resolve => setTimeout(resolve, UPDATE_SECONDS * SECOND));
      expect(other.publisher.isRunning() && other.player.isRunning()).toBe(true);
    });
  });
});
