import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { droppedAfter } from "./media-servers/dropped-after.ts";
import { lastReason } from "./media-servers/records.ts";
import { type RtmpStage, startRtmpStage } from "./media-servers/rtmp-stage.ts";
import { describeWithPeers } from "./support/peers.ts";
import { ADMIN_KEY } from "./support/sluice.ts";

const SECOND = 1_000;
/** From the answer of the block to the end of the FFmpeg that was cut off. */
const KICK_MILLISECONDS = SECOND;
const SECRET = "ABCDABCFABCDABCF";

let stage: RtmpStage;
let streams = 0;

interface Result {
  readonly success: boolean;
  readonly message: string;
  readonly dataId: string;
}

/** A call of Ant Media's REST API about a stream of `live`. */
async function rest(method: string, path: string, json?: unknown): Promise<Result> {
  const reply = await fetch(`${stage.sluice.url}/live/rest/v2/broadcasts/${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" },
    body: json === undefined ? null : JSON.stringify(json),
  });
  // Each of these calls answers one.
  return (await reply.json()) as Result;
}

/** A publisher of a stream of its own, by name and with the code of now. */
async function registered(type: "publish" | "play") {
  const stream = `totp-${++streams}`;
  const subscriber = { subscriberId: "alice", type, b32Secret: SECRET };
  expect(await rest("POST", `${stream}/subscribers`, subscriber)).toMatchObject({ success: true });
  const { dataId: code } = await rest("GET", `${stream}/subscribers/alice/totp?type=${type}`);
  return { stream, code, query: `subscriberId=alice&subscriberCode=${code}` };
}

/** Six digits that are not this code, nor one beside it in time but by chance of three in a million. */
const otherThan = (code: string): string => String((Number(code) + 500_000) % 1_000_000).padStart(6, "0");

describeWithPeers(["nginx-rtmp", "nginx", "ffmpeg"], "Ant Media's subscribers at a media server", () => {
  beforeAll(async () => {
    stage = await startRtmpStage({ updateSeconds: 60 });
    const antmedia = { enableTimeTokenForPublish: true, enableTimeTokenForPlay: true };
    const live = await stage.sluice.api("GET", "/v1/applications/live");
    const changed =
      live.status === 200
        ? await stage.sluice.api("PATCH", "/v1/applications/live", { antmedia })
        : await stage.sluice.api("POST", "/v1/applications", { name: "live", kind: "live", antmedia });
    expect(changed.status).toBeLessThan(300);
  });

  afterEach(() => stage.clear());

  afterAll(() => stage?.stop());

  test("publish by the code of now, behind ? and as a path, and play by it; a wrong code is refused", async () => {
    const { stream, code, query } = await registered("publish");
    const wrong = `subscriberId=alice&subscriberCode=${otherThan(code)}`;
    expect(await stage.publish(`${stream}?${wrong}`).flows()).toBe(false);
    expect(await lastReason(stage.sluice, stream)).toBe("subscriber-code-invalid");
    const byPath = stage.publish(`${stream}/anything/alice/${code}`);
    expect(await byPath.flows()).toBe(true);
    await byPath.quit();
    await expect.poll(() => stage.nginx.clientsOf(stream), { timeout: 5 * SECOND }).toBe(0);
    expect(await stage.publish(`${stream}?${query}`).flows()).toBe(true);
    expect(await stage.play(`${stream}?${query}`).flows()).toBe(true);
    const { body } = await stage.sluice.api("GET", `/v1/sessions?stream=live/${stream}&status=live`);
    expect(body).toMatchObject({ items: [{ user: "alice" }, { user: "alice" }] });
  });

  test("a subscriber who plays does not publish", async () => {
    const { stream, query } = await registered("play");
    expect(await stage.publish(`${stream}?${query}`).flows()).toBe(false);
    expect(await lastReason(stage.sluice, stream)).toBe("subscriber-code-invalid");
  });

  test("a block takes the publisher off the air within a second, and keeps it off until it is lifted", async () => {
    const [{ stream, query }, other] = [await registered("publish"), await registered("publish")];
    const [publisher, another] = [`${stream}?${query}`, `${other.stream}?${other.query}`].map(name =>
      stage.publish(name),
    );
    expect([await publisher?.flows(), await another?.flows()]).toEqual([true, true]);
    const blocked = await rest("PUT", `${stream}/subscribers/alice/block/3600/publish`);
    expect(blocked).toMatchObject({ success: true });
    expect(await droppedAfter(publisher ? [publisher] : [])).toBeLessThan(KICK_MILLISECONDS);
    expect(another?.isRunning()).toBe(true);
    expect(await stage.publish(`${stream}?${query}`).flows()).toBe(false);
    expect(await lastReason(stage.sluice, stream)).toBe("subscriber-blocked");
    await stage.sluice.kill();
    await stage.restart();
    expect(await stage.publish(`${stream}?${query}`).flows()).toBe(false);
    expect(await lastReason(stage.sluice, stream)).toBe("subscriber-blocked");
    expect(await rest("PUT", `${stream}/subscribers/alice/block/0/publish`)).toMatchObject({ success: true });
    expect(await stage.publish(`${stream}?${query}`).flows()).toBe(true);
  });

  test("no code and no secret is in what the server prints", async () => {
    const { stream, code, query } = await registered("publish");
    expect(await stage.publish(`${stream}?${query}`).flows()).toBe(true);
    expect(await stage.publish(`${stream}x?${query}`).flows()).toBe(false);
    const printed = stage.sluice.output();
    expect(printed).not.toContain(SECRET);
    expect(printed.includes(`alice:${code}`) || printed.includes(`Code=${code}`)).toBe(false);
  });
});
