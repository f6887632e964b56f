import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { connectionsOf, lastReason } from "./media-servers/records.ts";
import { type RtmpStage, startRtmpStage } from "./media-servers/rtmp-stage.ts";
import { describeWithPeers } from "./support/peers.ts";
import type { MintedToken } from "./support/sluice.ts";
import { usesOf } from "./support/viewer-token.ts";

const NGINX_NOTICES = { timeout: 30_000, interval: 100 };
const SOON = { timeout: 20_000, interval: 50 };

let stage: RtmpStage;
let streams = 0;

const newStream = (): string => `cam-${++streams}`;
const publishToken = (stream: string, grant = {}): Promise<MintedToken> =>
  stage.mint(stream, { kind: "access", action: "publish", ...grant });

/** The states of a token's sessions, the newest first. */
async function states(token: MintedToken): Promise<readonly string[]> {
  const listed = await connectionsOf(stage.sluice, token);
  return listed.map(({ status, end_reason: reason }) => reason ?? status);
}

describeWithPeers(["nginx-rtmp", "nginx", "ffmpeg"], "lines to nginx-rtmp that break", () => {
  beforeAll(async () => {
    stage = await startRtmpStage({
      // So seldom that only what nginx tells at once, and its lists, can be as quick.
      updateSeconds: 60,
      changes: [["drop_idle_publisher 15s;", "drop_idle_publisher 8s;"]],
    });
  });

  afterEach(() => stage.clear());

  afterAll(() => stage.stop());

  test("an encoder whose line was cut gets in again with its one-time token once nginx has closed the old connection; another address does not", async () => {
    const stream = newStream();
    const token = await publishToken(stream, { kind: "one-time" });
    const name = `${stream}?token=${token.token}`;
    const line = await stage.openLine();
    const elsewhere = await stage.openLine({ address: "127.9.0.2" });
    const cut = stage.publish(name, line);
    expect(await cut.flows()).toBe(true);
    line.cut();
    await expect.poll(() => states(token), NGINX_NOTICES).toEqual(["closed"]);
    expect(await stage.publish(name, elsewhere).flows()).toBe(false);
    expect(await lastReason(stage.sluice, stream)).toBe("token-already-used");
    expect(await stage.publish(name).flows()).toBe(true);
    expect(await states(token)).toEqual(["live", "closed"]);
    expect(await usesOf(stage.sluice, token)).toBe(1);
    // The place is taken again, for everybody.
    expect(await stage.publish(name).flows()).toBe(false);
  });

  test("an encoder that was killed gets in again with its one-time token; another address does not", async () => {
    const stream = newStream();
    const token = await publishToken(stream, { kind: "one-time" });
    const name = `${stream}?token=${token.token}`;
    const elsewhere = await stage.openLine({ address: "127.9.0.2" });
    const killed = stage.publish(name);
    expect(await killed.flows()).toBe(true);
    await killed.kill();
    await expect.poll(() => states(token), SOON).toEqual(["closed"]);
    expect(await stage.publish(name, elsewhere).flows()).toBe(false);
    expect(await lastReason(stage.sluice, stream)).toBe("token-already-used");
    expect(await stage.publish(name).flows()).toBe(true);
    expect(await usesOf(stage.sluice, token)).toBe(1);
  });

  test("a one-time play token of a viewer who was killed opens nothing again", async () => {
    const stream = newStream();
    const publish = await publishToken(stream);
    expect(await stage.publish(`${stream}?token=${publish.token}`).flows()).toBe(true);
    const token = await stage.mint(stream, { kind: "one-time", action: "play" });
    const killed = stage.play(`${stream}?token=${token.token}`);
    expect(await killed.flows()).toBe(true);
    await killed.kill();
    await expect.poll(() => states(token), SOON).toEqual(["closed"]);
    expect(await stage.play(`${stream}?token=${token.token}`).flows()).toBe(false);
    expect(await lastReason(stage.sluice, stream)).toBe("token-already-used");
  });

  test("with max_sessions 1 an encoder whose line was cut takes over its own stale session, and nobody else does", async () => {
    const stream = newStream();
    const token = await publishToken(stream, { max_sessions: 1 });
    const name = `${stream}?token=${token.token}`;
    const line = await stage.openLine();
    const elsewhere = await stage.openLine({ address: "127.9.0.2" });
    const cut = stage.publish(name, line);
    expect(await cut.flows()).toBe(true);
    line.cut();
    expect(await stage.publish(name, elsewhere).flows()).toBe(false);
    // As encoders do: again and again, until it is let in.
    await expect.poll(() => stage.publish(name).flows(), { timeout: 30_000, interval: 200 }).toBe(true);
    expect((await states(token))[0]).toBe("live");
    expect(await stage.nginx.clientsOf(stream)).toBe(1);
  });

  test("an encoder gets in again with its one-time token soon after nginx was restarted, which forgets to say that it left", async () => {
    const stream = newStream();
    const token = await publishToken(stream, { kind: "one-time" });
    const name = `${stream}?token=${token.token}`;
    expect(await stage.publish(name).flows()).toBe(true);
    await stage.nginx.restart();
    // nginx counts its connections from the beginning: this one gets the number that the encoder had.
    const elsewhere = await stage.openLine({ address: "127.9.0.3" });
    expect(await stage.publish(newStream(), elsewhere).flows()).toBe(false);
    const again = { timeout: 40_000, interval: 200 };
    await expect.poll(() => stage.publish(name).flows(), again).toBe(true);
    expect(await states(token)).toEqual(["live", "closed"]);
    expect(await usesOf(stage.sluice, token)).toBe(1);
  });

  test("one publisher per stream: a newcomer with a token of its own is refused, and gets in once the first has left", async () => {
    const stream = newStream();
    const [first, second] = [await publishToken(stream), await publishToken(stream, { kind: "one-time" })];
    const publisher = stage.publish(`${stream}?token=${first.token}`);
    expect(await publisher.flows()).toBe(true);
    expect(await stage.publish(`${stream}?token=${second.token}`).flows()).toBe(false);
    expect(await lastReason(stage.sluice, stream)).toBe("stream-busy");
    expect(await usesOf(stage.sluice, second)).toBe(0);
    expect(publisher.isRunning()).toBe(true);
    await publisher.quit();
    await expect.poll(() => states(first), SOON).toEqual(["closed"]);
    expect(await stage.publish(`${stream}?token=${second.token}`).flows()).toBe(true);
  });
});
