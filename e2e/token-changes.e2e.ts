import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { putStream } from "./support/origin-media.ts";
import { ADMIN_KEY, type Grant, type MintedToken, startSluice } from "./support/sluice.ts";
import { createViewer, type Viewer } from "./support/viewer.ts";
import { enter, entryPath, sessionsOf, usesOf } from "./support/viewer-token.ts";

const SECOND = 1_000;
const STREAM = "film/a";

let running: ServerWithOrigin;

beforeAll(async () => {
  running = await startWithOrigin(url => ({ film: { kind: "vod", origin: { url: `${url}/media` } } }));
  putStream(running.origin, "/media/a", "vod");
});

afterAll(() => running.stop());

const sleep = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));
const nowSeconds = () => Math.floor(Date.now() / SECOND);

async function change(token: MintedToken, body: Readonly<Record<string, unknown>>): Promise<void> {
  const answer = await running.server.api("PATCH", `/v1/tokens/${token.id}`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

/** Somebody who plays: with an access token unless told otherwise. */
async function playing(grant: Grant = {}, viewer: Viewer = createViewer(running.server)) {
  const token = await running.server.mint({ kind: "access", target: { streams: [STREAM] }, ...grant });
  const where = await enter(viewer, entryPath(STREAM, "hls", token));
  return { token, viewer, where };
}

describe("a token that is changed while it plays", () => {
  test("ends its sessions at the new expiry, within a second, if they end with it", async () => {
    const { token, viewer, where } = await playing();
    const expires_at = nowSeconds() + 5;
    await change(token, { expires_at, disconnect_at_expiry: true });
    expect((await viewer.ask(where)).status).toBe(200);
    // A timer may be a moment early.
    await sleep(expires_at * SECOND - Date.now() + 50);
    expect(await viewer.ask(where)).toMatchObject({ status: 403, reason: "token-expired" });
    await expect
      .poll(() => sessionsOf(running.server, token))
      .toMatchObject([{ status: "ended", end_reason: "expiry" }]);
  });

  test("lives on when its end is taken away", async () => {
    const { token, viewer, where } = await playing({ ttl_seconds: 5, disconnect_at_expiry: true });
    await change(token, { expires_at: null });
    await sleep(6 * SECOND);
    expect((await viewer.ask(where)).status).toBe(200);
    expect(await sessionsOf(running.server, token)).toMatchObject([{ status: "live" }]);
  });

  test("takes the places of those that came last when there are fewer", async () => {
    const viewers = ["One/1", "Two/1", "Three/1"].map(agent => createViewer(running.server, { agent }));
    const token = await running.server.mint({ kind: "access", target: { streams: [STREAM] } });
    const path = entryPath(STREAM, "hls", token);
    const sessions = [];
    for (const viewer of viewers) sessions.push({ viewer, where: await enter(viewer, path) });
    await change(token, { max_sessions: 1 });
    const replies = await Promise.all(sessions.map(({ viewer, where }) => viewer.ask(where)));
    expect(replies.map(({ status, reason }) => reason ?? status)).toEqual([
      200,
      "too-many-sessions",
      "too-many-sessions",
    ]);
    const fourth = await createViewer(running.server, { agent: "Four/1" }).ask(path);
    expect(fourth.reason).toBe("too-many-sessions");
    await change(token, { max_sessions: null });
    for (const { viewer, where } of sessions) expect((await viewer.ask(where)).status).toBe(200);
  });

  test("is judged by its new networks with the next playlist", async () => {
    const { token, viewer, where } = await playing();
    await change(token, { ip: ["192.0.2.0/24"] });
    expect(await viewer.ask(where)).toMatchObject({ status: 403, reason: "ip-not-allowed" });
    await change(token, { ip: ["127.0.0.0/8"] });
    expect((await viewer.ask(where)).status).toBe(200);
  });

  test("has as many uses as it then says", async () => {
    const { token } = await playing({ max_uses: 1 });
    const path = entryPath(STREAM, "hls", token);
    const other = createViewer(running.server, { agent: "Other/1" });
    expect((await other.ask(path)).reason).toBe("token-already-used");
    await change(token, { max_uses: 2 });
    await enter(other, path);
    expect(await usesOf(running.server, token)).toBe(2);
  });

  test("lets nobody in by limits that it had a moment before", async () => {
    for (let round = 0; round < 10; round += 1) {
      const token = await running.server.mint({ kind: "access", target: { streams: [STREAM] } });
      const path = entryPath(STREAM, "hls", token);
      const entering = Array.from({ length: 20 }, (_, number) =>
        createViewer(running.server, { agent: `Racer/${number}` }).ask(path),
      );
      await Promise.race(entering);
      await change(token, { max_uses: 1 });
      const before = Number(await usesOf(running.server, token));
      await Promise.all(entering);
      // Whoever was not in when the change was answered found the new limit.
      expect(await usesOf(running.server, token)).toBe(before);
    }
  });
});

describe("a token that is suspended", () => {
  test("stops playing within a second, at every door, and plays again when it is resumed", async () => {
    const { token, viewer, where } = await playing();
    const from = performance.now();
    expect((await running.server.api("POST", `/v1/tokens/${token.id}/suspend`)).status).toBe(200);
    expect(await viewer.ask(where)).toMatchObject({ status: 403, reason: "token-suspended" });
    expect(performance.now() - from).toBeLessThan(SECOND);
    for (const entry of ["hls", "dash", "mp4"] as const) {
      const refused = await viewer.ask(entryPath(STREAM, entry, token));
      expect(refused).toMatchObject({ status: 403, reason: "token-suspended" });
    }
    expect(await sessionsOf(running.server, token)).toMatchObject([{ end_reason: "suspended" }]);
    expect((await running.server.api("POST", `/v1/tokens/${token.id}/resume`)).status).toBe(200);
    expect(await viewer.ask(where)).toMatchObject({ status: 403, reason: "token-suspended" });
    await enter(viewer, entryPath(STREAM, "hls", token));
    await running.server.api("DELETE", `/v1/tokens/${token.id}`);
    const { status, body } = await running.server.api("POST", `/v1/tokens/${token.id}/resume`);
    expect([status, body.reason]).toEqual([409, "state-conflict"]);
  });
});

test("a request with an Idempotency-Key makes its tokens once, also when the server was killed in between", async () => {
  const tokens = Array.from({ length: 50 }, () => ({
    kind: "one-time",
    action: "play",
    target: { streams: ["demo/clip"] },
  }));
  const ask = async (url: string) => {
    const answer = await fetch(`${url}/v1/tokens/batch`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${ADMIN_KEY}`,
        "content-type": "application/json",
        "idempotency-key": "order 7",
      },
      body: JSON.stringify({ tokens }),
    });
    expect(answer.status).toBe(201);
    const { items } = (await answer.json()) as { items: readonly MintedToken[] };
    return { texts: items.map(({ token }) => token), replayed: answer.headers.get("idempotent-replayed") };
  };
  const first = await startSluice();
  const made = await ask(first.url);
  await first.kill();
  const second = await startSluice({ dataDir: first.dataDir });
  expect(await ask(second.url)).toEqual({ texts: made.texts, replayed: "true" });
  const { body } = await second.api("GET", "/v1/tokens?limit=200");
  expect(body.items).toHaveLength(50);
  const answer = await second.api("POST", "/v1/check", {
    action: "play",
    stream: "demo/clip",
    token: made.texts[49],
  });
  expect(answer.body.allowed).toBe(true);
  await second.stop();
  // The folder is the first one's.
  await first.stop();
});
