import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import bounds from "../vectors/doors/bounds.json" with { type: "json" };
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { goodEntries, putStream } from "./support/origin-media.ts";
import { hold, send } from "./support/origin-server.ts";
import type { MintedToken } from "./support/sluice.ts";
import { createViewer, type Reply } from "./support/viewer.ts";
import { startSlowDownload } from "./support/viewer-download.ts";
import { report, spreadOf } from "./support/viewer-measured.ts";
import { enter, entryPath, sessionOf, usesOf } from "./support/viewer-token.ts";

const MEGABYTE = 1024 * 1024;
/** More than all buffers between two processes can hold. */
const FILE_BYTES = 96 * MEGABYTE;
const ROUNDS = 5;
/** What docs/guarantees.md promises; measured here from the start of the call, although the promise counts from its answer. */
const BOUND_MILLISECONDS = boundOf("gateway");

let running: ServerWithOrigin;
let folder: string;
let streams = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sluice-e2e-media-"));
  running = await startWithOrigin(url => ({
    film: { kind: "vod", origin: { url: `${url}/film` } },
    disk: { kind: "vod", origin: { folder } },
  }));
});

const measured = new Map<string, number[]>();

afterAll(async () => {
  for (const [what, durations] of measured) report(`${what}, from the call's start`, spreadOf(durations));
  await running.stop();
  rmSync(folder, { recursive: true });
});

interface Victim {
  readonly token: MintedToken;
  readonly stream: string;
  /** Part of its user and tag. */
  readonly mark: string;
}

/** Ways to end what a victim plays; each resolves to the reason that its player is told. */
const cuts: readonly (readonly [what: string, cut: (victim: Victim) => Promise<string>])[] = [
  ["DELETE of the token", async ({ token }) => remove(`/v1/tokens/${token.id}`, "token-revoked")],
  ["revocation of the token", async ({ token }) => revoke({ token: token.id })],
  ["revocation of the user", async ({ mark }) => revoke({ user: `user ${mark}` })],
  ["revocation of the tag", async ({ mark }) => revoke({ tag: `tag ${mark}` })],
  ["revocation of the stream", async ({ stream }) => revoke({ stream })],
  ["revocation by the key that issued it", async () => revoke({ key: "sk_configured" })],
  [
    "suspension of the token",
    async ({ token }) => {
      const { status } = await running.server.api("POST", `/v1/tokens/${token.id}/suspend`);
      expect(status).toBe(200);
      return "token-suspended";
    },
  ],
  [
    "revocation of the session",
    async ({ token }) => {
      await revoke({ session: await sessionOf(running.server, token) });
      return "session-ended";
    },
  ],
  [
    "DELETE of the session",
    async ({ token }) => remove(`/v1/sessions/${await sessionOf(running.server, token)}`, "session-ended"),
  ],
];

describe.each(cuts)("%s during play", (_, cut) => {
  test("refuses the very next request", async () => {
    const durations: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { victim, where, viewer } = await playing("film", "hls");
      expect((await viewer.ask(where)).status).toBe(200);
      const from = performance.now();
      const reason = await cut(victim);
      expectCut(await viewer.ask(where), reason);
      durations.push(performance.now() - from);
      expectCut(await viewer.ask(where.replace(/[^/]+$/, "seg-0.ts")), reason);
    }
    expectBound("next request refused", durations);
  });

  test("ends an open download that its viewer reads slowly", async () => {
    const durations: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { victim, where, viewer } = await playing("disk", "mp4");
      const download = await startSlowDownload(viewer, where);
      await download.received(MEGABYTE);
      const from = performance.now();
      const reason = await cut(victim);
      const { bytes, isComplete } = await download.ended;
      durations.push(performance.now() - from);
      expect(isComplete).toBe(false);
      expect(bytes).toBeLessThan(FILE_BYTES / 2);
      expectCut(await viewer.ask(where, { headers: { range: "bytes=1000-2000" } }), reason);
    }
    expectBound("open download ended", durations);
  });

  test.each(["index.m3u8?_HLS_msn=7", "seg-0.ts"])("answers a blocked request for %s", async file => {
    const durations: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { victim, where, viewer } = await playing("film", "hls");
      const held = hold(send("video/mp2t", "late"));
      running.origin.set(`/${victim.stream}/${file.split("?")[0]}`, held.answer);
      const answer = viewer
        .ask(where.replace(/[^/]+$/, file))
        .then(reply => ({ reply, at: performance.now() }));
      await held.arrived();
      const from = performance.now();
      const reason = await cut(victim);
      const { reply, at } = await answer;
      durations.push(at - from);
      expectCut(reply, reason);
      held.release();
    }
    expectBound("blocked request refused", durations);
  });
});

test("a revoked token is refused by the next check, by peeking and by consuming", async () => {
  const { victim } = await waiting();
  const asked = { action: "play", stream: victim.stream, token: victim.token.token };
  expect((await running.server.api("POST", "/v1/check", asked)).body).toMatchObject({ allowed: true });
  await remove(`/v1/tokens/${victim.token.id}`, "token-revoked");
  for (const consume of [false, true]) {
    const from = performance.now();
    const { body } = await running.server.api("POST", "/v1/check", { ...asked, consume });
    expect(body).toMatchObject({ allowed: false, reason: "token-revoked" });
    expect(performance.now() - from).toBeLessThanOrEqual(boundOf("api"));
  }
  expect(await usesOf(running.server, victim.token)).toBe(0);
});

describe("DELETE of the token while its entry waits for the origin", () => {
  test.each([
    ["the first entry", false],
    ["a repeat by the holder", true],
  ])("answers %s within the second, and spends nothing more", async (_, isRepeat) => {
    const { victim, path, viewer } = await waiting();
    if (isRepeat) await enter(viewer, path);
    const held = hold(goodEntries("vod").hls);
    running.origin.set(`/${victim.stream}/index.m3u8`, held.answer);
    const answer = viewer.ask(path);
    await held.arrived();
    const from = performance.now();
    const reason = await remove(`/v1/tokens/${victim.token.id}`, "token-revoked");
    expectCut(await answer, reason);
    expect(performance.now() - from).toBeLessThan(BOUND_MILLISECONDS);
    held.release();
    expect(await usesOf(running.server, victim.token)).toBe(isRepeat ? 1 : 0);
  });
});

/** A viewer with a fresh token for a stream of its own. */
async function waiting(application: "film" | "disk" = "film", entry: "hls" | "mp4" = "hls") {
  streams += 1;
  const stream = `${application}/s${streams}`;
  if (application === "film") putStream(running.origin, `/${stream}`, "vod");
  else putLargeFile(`s${streams}`);
  const mark = String(streams);
  const grant = { target: { streams: [stream] }, user: `user ${mark}`, tag: `tag ${mark}` };
  const token = await running.server.mint(grant);
  const victim: Victim = { token, stream, mark };
  return { victim, viewer: createViewer(running.server), path: entryPath(stream, entry, token) };
}

/** The same in the middle of a session. */
async function playing(application: "film" | "disk", entry: "hls" | "mp4") {
  const { victim, viewer, path } = await waiting(application, entry);
  return { victim, viewer, where: await enter(viewer, path) };
}

function putLargeFile(stream: string): void {
  mkdirSync(join(folder, stream));
  const file = join(folder, stream, "clip.mp4");
  writeFileSync(file, "");
  truncateSync(file, FILE_BYTES);
}

async function revoke(selector: Readonly<Record<string, unknown>>): Promise<string> {
  const { status, body } = await running.server.api("POST", "/v1/revocations", { selector });
  expect([status, body.sessions]).toEqual([201, 1]);
  return "token-revoked";
}

async function remove(path: string, reason: string): Promise<string> {
  expect((await running.server.api("DELETE", path)).status).toBe(204);
  return reason;
}

function expectCut(reply: Reply, reason: string): void {
  expect(reply).toMatchObject({ status: 403, reason });
  expect(reply.headers["content-type"]).toContain("application/json");
  expect(reply.headers["access-control-allow-origin"]).toBe("*");
}

function expectBound(what: string, durations: readonly number[]): void {
  measured.set(what, [...(measured.get(what) ?? []), ...durations]);
  expect(durations).toHaveLength(ROUNDS);
  expect(Math.max(...durations)).toBeLessThanOrEqual(BOUND_MILLISECONDS);
}

function boundOf(name: string): number {
  const found = bounds.doors.find(({ door }) => door === name);
  if (!found) throw new Error(`vectors/doors/bounds.json names no door ${name}`);
  return found.revocationBoundMilliseconds;
}
