import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { connectionsOf, decisionsOf, lastReason } from "./media-servers/records.ts";
import { connectRtmp } from "./media-servers/rtmp-client.ts";
import { type RtmpStage, startRtmpStage } from "./media-servers/rtmp-stage.ts";
import { describeWithPeers } from "./support/peers.ts";
import type { MintedToken } from "./support/sluice.ts";
import { usesOf } from "./support/viewer-token.ts";

const SOON = { timeout: 20_000, interval: 50 };
/** An Ed25519-signed JWT of a few claims is longer than what nginx-rtmp carries. */
const LONG_TAG = "a tag that makes a signed token's text longer than nginx-rtmp carries, ".repeat(2);

let stage: RtmpStage;
let streams = 0;

const newStream = (): string => `cam-${++streams}`;
const publishToken = (stream: string, grant = {}): Promise<MintedToken> =>
  stage.mint(stream, { kind: "access", action: "publish", ...grant });
const playToken = (stream: string, grant = {}): Promise<MintedToken> =>
  stage.mint(stream, { kind: "access", action: "play", ...grant });

/** A stream with a publisher on the air. */
async function onAir(grant = {}): Promise<{ readonly stream: string; readonly token: MintedToken }> {
  const stream = newStream();
  const token = await publishToken(stream, grant);
  expect(await stage.publish(`${stream}?token=${token.token}`).flows()).toBe(true);
  return { stream, token };
}

describeWithPeers(["nginx-rtmp", "nginx", "ffmpeg"], "who gets in at nginx-rtmp", () => {
  beforeAll(async () => {
    stage = await startRtmpStage();
  });

  afterEach(() => stage.clear());

  afterAll(() => stage.stop());

  test("a publish token puts a publisher on the air, and play tokens let players see it", async () => {
    const { stream } = await onAir();
    const token = await playToken(stream);
    expect(await stage.play(`${stream}?token=${token.token}`).flows()).toBe(true);
  });

  test("the addresses that come with a token publish and play as they are", async () => {
    const stream = newStream();
    const [publish, play] = [await publishToken(stream), await playToken(stream)];
    expect(await stage.publishAt(publish.urls.rtmp).flows()).toBe(true);
    expect(await stage.playAt(play.urls.rtmp).flows()).toBe(true);
    expect(await stage.nginx.clientsOf(stream)).toBe(2);
    expect(await connectionsOf(stage.sluice, publish)).toMatchObject([{ stream: `live/${stream}` }]);
    expect(await connectionsOf(stage.sluice, play)).toMatchObject([{ stream: `live/${stream}` }]);
  });

  test("no token, a foreign text and a play token put nobody on the air, each for its own reason", async () => {
    const stream = newStream();
    const play = await playToken(stream);
    const other = await publishToken(newStream());
    const refused = [
      [stream, "token-missing"],
      [`${stream}?token=st_${"x".repeat(38)}`, "token-unknown"],
      [`${stream}?token=${play.token}`, "wrong-action"],
      [`${stream}?token=${other.token}`, "wrong-stream"],
    ] as const;
    for (const [name, reason] of refused) {
      expect(await stage.publish(name).flows(), reason).toBe(false);
      expect(await lastReason(stage.sluice, stream)).toBe(reason);
    }
    expect(await stage.nginx.clientsOf(stream)).toBe(0);
  });

  test("no token, and a publish token, let nobody play what is on the air", async () => {
    const { stream, token } = await onAir();
    // Of strangers without a token at one address only the first within 10 s is written down.
    const line = await stage.openLine({ address: "127.44.0.1" });
    const refused = [
      [stream, "token-missing"],
      [`${stream}?token=${token.token}`, "wrong-action"],
    ] as const;
    for (const [name, reason] of refused) {
      expect(await stage.play(name, line).flows(), reason).toBe(false);
      expect(await lastReason(stage.sluice, stream)).toBe(reason);
    }
  });

  test("a one-time token that asks for a stream nobody publishes is refused and unspent, and plays once it is on the air", async () => {
    const stream = newStream();
    const play = await playToken(stream, { kind: "one-time" });
    const name = `${stream}?token=${play.token}`;
    expect(await stage.play(name).flows()).toBe(false);
    expect(await lastReason(stage.sluice, stream)).toBe("stream-offline");
    expect(await usesOf(stage.sluice, play)).toBe(0);
    const publish = await publishToken(stream);
    expect(await stage.publish(`${stream}?token=${publish.token}`).flows()).toBe(true);
    expect(await stage.play(name).flows()).toBe(true);
    expect(await usesOf(stage.sluice, play)).toBe(1);
  });

  test("a one-time play token lets one player in: a second is refused while the first plays, and after it", async () => {
    const { stream } = await onAir();
    const token = await playToken(stream, { kind: "one-time" });
    const name = `${stream}?token=${token.token}`;
    const first = stage.play(name);
    expect(await first.flows()).toBe(true);
    expect(await stage.play(name).flows()).toBe(false);
    expect(await lastReason(stage.sluice, stream)).toBe("token-already-used");
    expect(first.isRunning()).toBe(true);
    await first.quit();
    await expect.poll(async () => (await connectionsOf(stage.sluice, token))[0]?.status, SOON).toBe("ended");
    expect(await stage.play(name).flows()).toBe(false);
    expect(await lastReason(stage.sluice, stream)).toBe("token-already-used");
    expect(await usesOf(stage.sluice, token)).toBe(1);
  });

  test("a one-time publish token is refused to a second publisher at the same address while the first is on the air", async () => {
    const { stream, token } = await onAir({ kind: "one-time" });
    expect(await stage.publish(`${stream}?token=${token.token}`).flows()).toBe(false);
    expect(await lastReason(stage.sluice, stream)).toMatch(/^(?:stream-busy|token-already-used)$/);
    expect(await usesOf(stage.sluice, token)).toBe(1);
    expect(await connectionsOf(stage.sluice, token)).toMatchObject([{ status: "live" }]);
    expect(await stage.nginx.clientsOf(stream)).toBe(1);
  });

  test("an encoder types the token behind a slash, and players need not know it to see the stream", async () => {
    const stream = newStream();
    const token = await publishToken(stream);
    expect(await stage.publish(`${stream}/${token.token}`).flows()).toBe(true);
    expect(await decisionsOf(stage.sluice, stream)).toMatchObject([
      { allowed: true, action: "publish", stream: `live/${stream}`, door: "hook", ip: "127.0.0.1" },
    ]);
    const asked = await playToken(stream);
    expect(await stage.play(`${stream}?token=${asked.token}`).flows()).toBe(true);
    const slashed = await playToken(stream);
    expect(await stage.play(`${stream}/${slashed.token}`).flows()).toBe(true);
    expect(await stage.nginx.clientsOf(stream)).toBe(3);
  });

  test("a signed token that nginx-rtmp has cut at 255 bytes is refused as cut, not as forged", async () => {
    const stream = newStream();
    const token = await publishToken(stream, { kind: "jwt", tag: LONG_TAG });
    expect(token.token.length).toBeGreaterThan(255);
    expect(await stage.publish(`${stream}?token=${token.token}`).flows()).toBe(false);
    expect(await lastReason(stage.sluice, stream)).toBe("token-truncated");
    expect(await usesOf(stage.sluice, token)).toBe(0);
  });

  test("a token for a network opens a stream from there alone, by the address that nginx sees", async () => {
    const stream = newStream();
    const token = await publishToken(stream, { ip: ["127.9.0.0/16"] });
    const name = `${stream}?token=${token.token}&addr=127.9.0.2`;
    expect(await stage.publish(name).flows()).toBe(false);
    expect(await lastReason(stage.sluice, stream)).toBe("ip-not-allowed");
    const line = await stage.openLine({ address: "127.9.0.2" });
    expect(await stage.publish(name, line).flows()).toBe(true);
  });

  test("a name, an application and an address that a client adds to its arguments change nothing", async () => {
    const own = newStream();
    const other = newStream();
    const token = await publishToken(own);
    const smuggled = `name=${other}&app=demo&addr=10.1.1.1&clientid=1&call=publish&type=live`;
    expect(await stage.publish(`${other}?token=${token.token}&name=${own}&app=live`).flows()).toBe(false);
    expect(await lastReason(stage.sluice, other)).toBe("wrong-stream");
    expect(await stage.publish(`${own}?token=${token.token}&${smuggled}`).flows()).toBe(true);
    expect(await decisionsOf(stage.sluice, other)).toHaveLength(1);
    expect(await connectionsOf(stage.sluice, token)).toMatchObject([
      { stream: `live/${own}`, action: "publish", ip: "127.0.0.1" },
    ]);
  });

  test("what a client says of itself when it connects changes nothing either, whatever it looks like", async () => {
    const own = newStream();
    const other = newStream();
    const { token } = await publishToken(own);
    // nginx writes these before its own call and name.
    const lie = `x&name=${own}&call=update_publish&clientid=1&addr=10.1.1.1&app=live&type=live`;
    for (const field of ["flashVer", "swfUrl", "pageUrl", "tcUrl"]) {
      const client = await connectRtmp(stage.rtmpPort, "live", { [field]: lie });
      expect(await client.publish(`${other}?token=${token}`), field).toBe(false);
      client.close();
    }
    const decisions = await decisionsOf(stage.sluice, other);
    expect(decisions).toHaveLength(4);
    for (const decision of decisions) {
      expect(decision).toMatchObject({ allowed: false, reason: "wrong-stream", ip: "127.0.0.1" });
    }
  });

  test("a connection that asks for another stream beside its own is closed, whatever token it has for it", async () => {
    const [first, second] = [newStream(), newStream()];
    const [own, other] = [await publishToken(first), await playToken(second)];
    const client = await connectRtmp(stage.rtmpPort);
    expect(await client.publish(`${first}?token=${own.token}`)).toBe(true);
    expect(await client.play(`${second}?token=${other.token}`)).toBe(false);
    await client.closed;
    await expect.poll(() => stage.nginx.clientsOf(first), SOON).toBe(0);
    expect(await connectionsOf(stage.sluice, own)).toMatchObject([{ end_reason: "closed" }]);
    expect(await connectionsOf(stage.sluice, other)).toEqual([]);
  });

  test("a connection that has left its stream may begin another", async () => {
    const [first, second] = [newStream(), newStream()];
    const [own, other] = [await publishToken(first), await publishToken(second)];
    const client = await connectRtmp(stage.rtmpPort);
    expect(await client.publish(`${first}?token=${own.token}`)).toBe(true);
    client.leave();
    await expect.poll(() => connectionsOf(stage.sluice, own), SOON).toMatchObject([{ end_reason: "closed" }]);
    expect(await client.publish(`${second}?token=${other.token}`)).toBe(true);
    expect(await connectionsOf(stage.sluice, other)).toMatchObject([{ status: "live" }]);
    client.close();
  });

  test("who publishes and who plays is listed with server, protocol, connection and bytes, and is over when they leave", async () => {
    const { stream, token } = await onAir();
    const play = await playToken(stream);
    const player = stage.play(`${stream}?token=${play.token}`);
    expect(await player.flows()).toBe(true);
    const connection = {
      status: "live",
      stream: `live/${stream}`,
      ip: "127.0.0.1",
      server: "studio",
      protocol: "rtmp",
    };
    const listed = async (of: MintedToken) => (await connectionsOf(stage.sluice, of))[0];
    expect(await listed(token)).toMatchObject({ ...connection, action: "publish" });
    expect(await listed(play)).toMatchObject({ ...connection, action: "play" });
    expect((await listed(token))?.connection).toMatch(/^\d+$/);
    await expect.poll(async () => (await listed(token))?.bytes, { timeout: 20_000 }).toBeGreaterThan(0);
    await player.quit();
    await expect.poll(() => listed(play), SOON).toMatchObject({ status: "ended", end_reason: "closed" });
    expect(await listed(token)).toMatchObject({ status: "live" });
    await stage.clear();
    await expect.poll(() => listed(token), SOON).toMatchObject({ status: "ended", end_reason: "closed" });
  });

  test("no token and no hook secret is in a log of nginx or of Sluice", async () => {
    const { stream, token } = await onAir();
    const refused = await playToken(newStream());
    expect(await stage.play(`${stream}?token=${refused.token}`).flows()).toBe(false);
    await stage.clear();
    await expect.poll(() => stage.nginx.logs(), SOON).toContain("PUBLISH live");
    for (const text of [stage.nginx.logs(), stage.sluice.output()]) {
      expect(text).not.toContain(token.token);
      expect(text).not.toContain(refused.token);
      expect(text).not.toContain("hook-secret-of-the-test");
    }
  });
});
