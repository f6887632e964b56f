import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerWithOrigin, startWithOrigin } from "./support/origin-applications.ts";
import { type EntryName, entryFiles, entryNames, goodEntries, putStream } from "./support/origin-media.ts";
import { delayed } from "./support/origin-server.ts";
import type { Grant, MintedToken } from "./support/sluice.ts";
import { createViewer, type Reply, sessionPath } from "./support/viewer.ts";
import { enter, entryPath, isAdmitted, sessionOf, sessionsOf, usesOf } from "./support/viewer-token.ts";

const LONGEST_DELAY_MILLISECONDS = 30;

let running: ServerWithOrigin;
let streams = 0;

beforeAll(async () => {
  running = await startWithOrigin(url => ({
    film: { kind: "vod", origin: { url: `${url}/film` } },
    strict: { kind: "vod", origin: { url: `${url}/strict` }, grace: { seconds: 0 } },
  }));
});

afterAll(() => running.stop());

describe.each(entryNames)("parallel requests at the %s entry", entry => {
  test("200 different players with one one-time token: one plays, 199 are told that it was used", async () => {
    const { stream, token } = await newStream();
    const replies = await askAll(200, entryPath(stream, entry, token), number => `Player/${number}`);
    expectCounts(replies, { admitted: 1, "token-already-used": 199 });
    expect(await usesOf(running.server, token)).toBe(1);
    expect(await sessionsOf(running.server, token)).toHaveLength(1);
  });

  test("200 identical players at one address: one session, and at most the first and 3 repeats play", async () => {
    const { stream, token } = await newStream();
    const replies = await askAll(200, entryPath(stream, entry, token), () => "Player/1.0");
    const admitted = replies.filter(isAdmitted);
    expect(admitted.length).toBeGreaterThanOrEqual(1);
    expect(admitted.length).toBeLessThanOrEqual(4);
    expectCounts(replies, { admitted: admitted.length, "token-already-used": 200 - admitted.length });
    expect(new Set(admitted.map(sessionPath)).size).toBe(1);
    expect(await usesOf(running.server, token)).toBe(1);
    expect(await sessionsOf(running.server, token)).toHaveLength(1);
  });

  test("max_uses 3 lets exactly 3 of 50 different players in", async () => {
    const { stream, token } = await newStream({ kind: "access", max_uses: 3 });
    const replies = await askAll(50, entryPath(stream, entry, token), number => `Player/${number}`);
    expectCounts(replies, { admitted: 3, "token-already-used": 47 });
    expect(await usesOf(running.server, token)).toBe(3);
    expect(await sessionsOf(running.server, token)).toHaveLength(3);
  });

  test("max_sessions 2 lets exactly 2 of 50 different players in", async () => {
    const { stream, token } = await newStream({ kind: "access", max_sessions: 2 });
    const replies = await askAll(50, entryPath(stream, entry, token), number => `Player/${number}`);
    expectCounts(replies, { admitted: 2, "too-many-sessions": 48 });
    expect(await sessionsOf(running.server, token)).toHaveLength(2);
  });

  test("the holder may repeat an entry at once 3 times, and not a fourth time", async () => {
    const { stream, token } = await newStream();
    const viewer = createViewer(running.server);
    const path = entryPath(stream, entry, token);
    const where = await enter(viewer, path);
    for (let repeat = 0; repeat < 3; repeat++) expect(await enter(viewer, path)).toBe(where);
    expect(await viewer.ask(path)).toMatchObject({ status: 403, reason: "token-already-used" });
    expect((await viewer.ask(where)).status).toBe(200);
  });

  test("grace 0 turns repeats off: the holder's second entry is refused, and its session plays on", async () => {
    const { stream, token } = await newStream({}, "strict");
    const viewer = createViewer(running.server);
    const path = entryPath(stream, entry, token);
    const where = await enter(viewer, path);
    expect(await viewer.ask(path)).toMatchObject({ status: 403, reason: "token-already-used" });
    expect((await viewer.ask(where)).status).toBe(200);
    expect(await usesOf(running.server, token)).toBe(1);
  });
});

test("with grace 0, 100 identical players at one address are one 2xx and 99 refusals", async () => {
  const { stream, token } = await newStream({}, "strict");
  const replies = await askAll(100, entryPath(stream, "hls", token), () => "Player/1.0");
  expectCounts(replies, { admitted: 1, "token-already-used": 99 });
});

test("the doors share one token: 100 players at every entry and at POST /s are one viewer", async () => {
  const { stream, token } = await newStream();
  const replies = await Promise.all(
    Array.from({ length: 100 }, (_, number) => {
      const viewer = createViewer(running.server, { agent: `Player/${number}` });
      const door: EntryName | undefined = entryNames[number % 4];
      if (door) return viewer.ask(entryPath(stream, door, token));
      return viewer.ask("/s", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ stream, token: token.token }),
      });
    }),
  );
  const admitted = replies.filter(reply => reply.status < 400);
  expect(admitted).toHaveLength(1);
  expect(replies.filter(reply => reply.reason === "token-already-used")).toHaveLength(99);
  expect(await sessionsOf(running.server, token)).toHaveLength(1);
});

test("50 checks that consume one token at once: one is allowed, and no viewer comes in after it", async () => {
  const { stream, token } = await newStream();
  const checks = await Promise.all(
    Array.from({ length: 50 }, (_, number) =>
      running.server.api("POST", "/v1/check", {
        action: "play",
        stream,
        token: token.token,
        user_agent: `Player/${number}`,
        ip: "203.0.113.7",
        consume: true,
      }),
    ),
  );
  const reasons = checks.map(({ body }) => body.reason);
  expect(reasons.filter(reason => reason === null)).toHaveLength(1);
  expect(reasons.filter(reason => reason === "token-already-used")).toHaveLength(49);
  const viewer = createViewer(running.server);
  expect((await viewer.ask(entryPath(stream, "hls", token))).reason).toBe("token-already-used");
  expect(await usesOf(running.server, token)).toBe(1);
});

test("a third viewer of max_sessions 2 is refused, and comes in once a session is ended", async () => {
  const { stream, token } = await newStream({ kind: "access", max_sessions: 2 });
  const [first, second, third] = ["One/1", "Two/1", "Three/1"].map(agent =>
    createViewer(running.server, { agent }),
  );
  if (!first || !second || !third) throw new Error("three viewers");
  const path = entryPath(stream, "hls", token);
  const firstPath = await enter(first, path);
  const firstSession = await sessionOf(running.server, token);
  await enter(second, path);
  const refused = await third.ask(path);
  expect(refused).toMatchObject({ status: 403, reason: "too-many-sessions" });
  expect(refused.headers["retry-after"]).toBeDefined();
  expect((await running.server.api("DELETE", `/v1/sessions/${firstSession}`)).status).toBe(204);
  await enter(third, path);
  expect(await first.ask(firstPath)).toMatchObject({ status: 403, reason: "session-ended" });
});

async function newStream(
  grant: Grant = {},
  application = "film",
): Promise<{ stream: string; token: MintedToken }> {
  streams += 1;
  const stream = `${application}/s${streams}`;
  putStream(running.origin, `/${stream}`, "vod");
  const answers = goodEntries("vod");
  for (const entry of entryNames) {
    const slow = delayed(answers[entry], LONGEST_DELAY_MILLISECONDS);
    running.origin.set(`/${stream}/${entryFiles[entry]}`, slow);
  }
  return { stream, token: await running.server.mint({ target: { streams: [stream] }, ...grant }) };
}

/** Asks by so many clients at once, each on a connection of its own. */
function askAll(count: number, path: string, agentOf: (number: number) => string): Promise<readonly Reply[]> {
  const viewers = Array.from({ length: count }, (_, number) =>
    createViewer(running.server, { agent: agentOf(number) }),
  );
  return Promise.all(viewers.map(viewer => viewer.ask(path)));
}

/** Expects so many answers of each kind, and none of another. */
function expectCounts(replies: readonly Reply[], expected: Readonly<Record<string, number>>): void {
  const counts: Record<string, number> = {};
  for (const reply of replies) {
    const kind = isAdmitted(reply) ? "admitted" : (reply.reason ?? String(reply.status));
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  expect(counts).toEqual(expected);
}
