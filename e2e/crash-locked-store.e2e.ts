import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { type EntryName, entryNames, putStream } from "./support/origin-media.ts";
import type { Grant, MintedToken } from "./support/sluice.ts";
import { createViewer, type Reply } from "./support/viewer.ts";
import { enter, entryPath, isAdmitted, sessionsOf, usesOf } from "./support/viewer-token.ts";

const LOCK_MILLISECONDS = 10_000;
const ANSWER_MILLISECONDS = 3_000;
const STREAM = "film/a";

let running: ServerWithOrigin;

beforeAll(async () => {
  running = await startWithOrigin(url => ({ film: { kind: "vod", origin: { url: `${url}/film` } } }));
  putStream(running.origin, `/${STREAM}`, "vod");
});

afterAll(() => running.stop());

const sleep = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));
const mint = (grant: Grant = {}) => running.server.mint({ target: { streams: [STREAM] }, ...grant });

test("while another program locks the database for 10 s nothing is admitted, nothing hangs, and players play on", async () => {
  const { server } = running;
  const player = createViewer(server, { agent: "Before/1" });
  const where = await enter(player, entryPath(STREAM, "hls", await mint()));
  const used = await mint();
  await enter(player, entryPath(STREAM, "mp4", used));
  const revoked = await mint();
  await server.api("DELETE", `/v1/tokens/${revoked.id}`);
  const fresh = await Promise.all(entryNames.map(async entry => ({ entry, token: await mint() })));
  const viewer = createViewer(server);

  const lock = new DatabaseSync(join(server.dataDir, "sluice.db"));
  lock.exec("BEGIN EXCLUSIVE");
  const until = performance.now() + LOCK_MILLISECONDS;
  const tries: Promise<void>[] = [];
  let rounds = 0;
  while (performance.now() < until - ANSWER_MILLISECONDS) {
    rounds += 1;
    for (const { entry, token } of fresh) tries.push(expectUnavailable(entry, token));
    tries.push(expectPageUnavailable(), expectApiUnavailable());
    await expectGoingOn();
    await sleep(500);
  }
  await Promise.all(tries);
  expect(performance.now()).toBeLessThan(until);
  await sleep(until - performance.now());
  lock.exec("ROLLBACK");
  lock.close();
  expect(rounds).toBeGreaterThan(2);
  for (const { entry, token } of fresh) {
    expect(await usesOf(server, token)).toBe(0);
    await enter(viewer, entryPath(STREAM, entry, token));
    expect(await usesOf(server, token)).toBe(1);
    expect(await sessionsOf(server, token)).toHaveLength(1);
  }

  /** What needs no write is answered at once. */
  async function expectGoingOn(): Promise<void> {
    const begun = performance.now();
    expect((await fetch(`${server.url}/v1/health`)).status).toBe(200);
    expect((await player.ask(where)).status).toBe(200);
    expect((await player.ask(where.replace(/[^/]+$/, "seg-0.ts"))).status).toBe(200);
    expect((await viewer.ask(entryPath(STREAM, "hls", used))).reason).toBe("token-already-used");
    expect((await viewer.ask(entryPath(STREAM, "hls", revoked))).reason).toBe("token-revoked");
    expect(await usesOf(server, used)).toBe(1);
    expect(performance.now() - begun).toBeLessThan(ANSWER_MILLISECONDS);
  }

  async function expectUnavailable(entry: EntryName, token: MintedToken): Promise<void> {
    await expectRefusedInTime(() => createViewer(server).ask(entryPath(STREAM, entry, token)));
  }

  async function expectPageUnavailable(): Promise<void> {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ stream: STREAM, token: fresh[0]?.token.token });
    await expectRefusedInTime(() => createViewer(server).ask("/s", { method: "POST", headers, body }));
  }

  async function expectApiUnavailable(): Promise<void> {
    const begun = performance.now();
    const grant = { kind: "one-time", action: "play", target: { streams: [STREAM] } };
    const { status, body } = await server.api("POST", "/v1/tokens", grant);
    expect([status, body.reason]).toEqual([503, "store-unavailable"]);
    expect(performance.now() - begun).toBeLessThan(ANSWER_MILLISECONDS);
  }
});

async function expectRefusedInTime(ask: () => Promise<Reply>): Promise<void> {
  const begun = performance.now();
  const reply = await ask();
  expect(isAdmitted(reply)).toBe(false);
  expect(reply).toMatchObject({ status: 503, reason: "store-unavailable" });
  expect(reply.headers["content-type"]).toContain("application/json");
  expect(reply.headers["retry-after"]).toBeDefined();
  expect(performance.now() - begun).toBeLessThan(ANSWER_MILLISECONDS);
}
