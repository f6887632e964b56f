import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { putStream } from "./support/origin-media.ts";
import { hold, send } from "./support/origin-server.ts";
import type { Grant, MintedToken } from "./support/sluice.ts";
import { createViewer } from "./support/viewer.ts";
import { enter, entryPath, sessionsOf, usesOf } from "./support/viewer-token.ts";

const SECOND = 1_000;
const IDLE_SECONDS = 4;
const LONGEST_SECONDS = 7;
const LEASE_SECONDS = 4;

let running: ServerWithOrigin;
let streams = 0;

beforeAll(async () => {
  running = await startWithOrigin(url => ({
    idle: { kind: "vod", origin: { url: `${url}/a` }, sessions: { idle_seconds: IDLE_SECONDS } },
    brief: {
      kind: "vod",
      origin: { url: `${url}/a` },
      sessions: { idle_seconds: IDLE_SECONDS, max_seconds: LONGEST_SECONDS },
    },
    lease: { kind: "vod", origin: { url: `${url}/a` }, sessions: { lease_seconds: LEASE_SECONDS } },
  }));
});

afterAll(() => running.stop());

const sleep = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds));

/** A moment after so many whole seconds, as the server counts them. */
const elapsed = (seconds: number) => sleep((seconds + 1) * SECOND + 200);

describe.concurrent("a session", () => {
  test("that is silent for its idle time is over, and its one-time token stays spent", async () => {
    const { viewer, path, token } = await newViewer("idle");
    const where = await enter(viewer, path);
    await elapsed(IDLE_SECONDS);
    expect(await viewer.ask(where)).toMatchObject({ status: 403, reason: "session-expired" });
    await expectEnded(token, "idle");
    expect(await viewer.ask(path)).toMatchObject({ status: 403, reason: "token-already-used" });
    expect(await usesOf(running.server, token)).toBe(1);
  });

  test("that asks now and then lives on beyond its idle time", async () => {
    const { viewer, path } = await newViewer("idle");
    const where = await enter(viewer, path);
    for (let asked = 0; asked < 5; asked++) {
      // Twice the idle time in all, with room in each pause for a machine that is busy with players.
      await sleep(IDLE_SECONDS * 0.4 * SECOND);
      expect((await viewer.ask(where)).status).toBe(200);
    }
  });

  test("that waits for one answer longer than its idle time is not idle", async () => {
    const { viewer, path, stream } = await newViewer("idle");
    const where = await enter(viewer, path);
    const held = hold(send("video/mp2t", "at last"));
    running.origin.set(`/a/${stream.split("/")[1]}/seg-0.ts`, held.answer);
    const answer = viewer.ask(where.replace(/[^/]+$/, "seg-0.ts"));
    await elapsed(IDLE_SECONDS + 1);
    held.release();
    expect(await answer).toMatchObject({ status: 200, text: "at last" });
    expect((await viewer.ask(where)).status).toBe(200);
  });

  test("ends after its longest time, however busy it is", async () => {
    const { viewer, path, token } = await newViewer("brief");
    const where = await enter(viewer, path);
    const until = performance.now() + (LONGEST_SECONDS - 2.5) * SECOND;
    while (performance.now() < until) {
      expect((await viewer.ask(where)).status).toBe(200);
      await sleep(SECOND / 2);
    }
    await sleep(3 * SECOND);
    expect(await viewer.ask(where)).toMatchObject({ status: 403, reason: "session-expired" });
    await expectEnded(token, "cap");
  });

  test("goes on beyond its token's expiry, unless the token disconnects then", async () => {
    const [plain, strict] = [
      await newViewer("lease", { ttl_seconds: 5 }),
      await newViewer("lease", { ttl_seconds: 5, disconnect_at_expiry: true }),
    ];
    const plainWhere = await enter(plain.viewer, plain.path);
    const strictWhere = await enter(strict.viewer, strict.path);
    await elapsed(5);
    expect((await plain.viewer.ask(plainWhere)).status).toBe(200);
    expect(await strict.viewer.ask(strictWhere)).toMatchObject({ status: 403, reason: "token-expired" });
    expect((await createViewer(running.server).ask(plain.path)).reason).toBe("token-expired");
  });
});

describe.concurrent("a place of max_sessions 1", () => {
  test("is taken again by its own session when nobody else came", async () => {
    const { viewer, path, token } = await newViewer("lease", { kind: "access", max_sessions: 1 });
    const where = await enter(viewer, path);
    await elapsed(LEASE_SECONDS);
    expect((await viewer.ask(where)).status).toBe(200);
    const other = createViewer(running.server, { agent: "Other/1" });
    expect(await other.ask(path)).toMatchObject({ status: 403, reason: "too-many-sessions" });
    expect(await sessionsOf(running.server, token)).toHaveLength(1);
  });

  test("is another's once its session was silent for the lease; that one waits until it is free again", async () => {
    const { viewer, path, token } = await newViewer("lease", { kind: "access", max_sessions: 1 });
    const where = await enter(viewer, path);
    const other = createViewer(running.server, { agent: "Other/1" });
    expect((await other.ask(path)).reason).toBe("too-many-sessions");
    await elapsed(LEASE_SECONDS);
    const otherWhere = await enter(other, path);
    const refused = await viewer.ask(where);
    expect(refused).toMatchObject({ status: 403, reason: "too-many-sessions" });
    expect(refused.headers["retry-after"]).toBeDefined();
    expect((await other.ask(otherWhere)).status).toBe(200);
    await elapsed(LEASE_SECONDS);
    expect((await viewer.ask(where)).status).toBe(200);
    expect((await other.ask(otherWhere)).reason).toBe("too-many-sessions");
    expect(await sessionsOf(running.server, token)).toHaveLength(2);
  });

  test("is kept by a session that asks within its lease", async () => {
    const { viewer, path } = await newViewer("lease", { kind: "access", max_sessions: 1 });
    const where = await enter(viewer, path);
    const other = createViewer(running.server, { agent: "Other/1" });
    for (let asked = 0; asked < 6; asked++) {
      await sleep((LEASE_SECONDS / 2) * SECOND);
      expect((await other.ask(path)).reason).toBe("too-many-sessions");
      expect((await viewer.ask(where)).status).toBe(200);
    }
  });
});

test.concurrent("a place with a short idle time is kept by a session that asks within it", async () => {
  const { viewer, path } = await newViewer("idle", { kind: "access", max_sessions: 1 });
  const where = await enter(viewer, path);
  const other = createViewer(running.server, { agent: "Other/1" });
  for (let asked = 0; asked < 12; asked++) {
    await sleep(SECOND);
    expect((await other.ask(path)).reason).toBe("too-many-sessions");
    expect((await viewer.ask(where)).status).toBe(200);
  }
});

/** What is over by the clock is refused at once, and ended a moment later. */
async function expectEnded(token: MintedToken, reason: string): Promise<void> {
  const listed = () => sessionsOf(running.server, token);
  await vi.waitFor(
    async () => expect(await listed()).toMatchObject([{ status: "ended", end_reason: reason }]),
    {
      timeout: 10 * SECOND,
    },
  );
}

async function newViewer(application: "idle" | "brief" | "lease", grant: Grant = {}) {
  streams += 1;
  const stream = `${application}/s${streams}`;
  putStream(running.origin, `/a/s${streams}`, "vod");
  const token = await running.server.mint({ target: { streams: [stream] }, ...grant });
  return { viewer: createViewer(running.server), stream, token, path: entryPath(stream, "hls", token) };
}
