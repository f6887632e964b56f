import type { FurtherLimits, SessionConnection } from "@sluice/policy";
import { nodeCrypto } from "@sluice/token/node";
import { describe, expect, test } from "vitest";
import { START_SECONDS, sampleRequest, sampleToken } from "../store/conformance/samples.ts";
import { openMemoryStore } from "../store/memory/open.ts";
import { createHandles } from "./handles.ts";
import { type LiveSession, noteActivity, watchedSeconds } from "./live-session.ts";
import { createQuotaClock } from "./quota-clock.ts";
import { createSessionTable } from "./session-table.ts";
import { createUsageMeter } from "./usage-meter.ts";
import { createWriteActivity } from "./write-activity.ts";

describe("the clock of quotas", () => {
  test("ends all sessions of a token when what they use together is spent, and writes it first", async () => {
    const { store, token, begin, sweep } = await opened({ maxBytes: 1_000 });
    const [first, second] = [await begin(), await begin()];
    first.bytes = 600;
    second.bytes = 399;
    await sweep();
    expect([first.ended, second.ended]).toEqual([undefined, undefined]);
    second.bytes = 400;
    for (const session of [first, second]) session.dirty = true;
    await sweep();
    expect([first.ended, second.ended]).toEqual(["quota", "quota"]);
    expect(await store.token(token.id)).toMatchObject({ usedBytes: 1_000 });
  });

  test("counts what is written and what is not once", async () => {
    const { token, store, begin, sweep, write } = await opened({ maxBytes: 1_000 });
    const session = await begin();
    for (const bytes of [300, 600, 900]) {
      session.bytes = bytes;
      session.dirty = true;
      await write(() => true);
      await sweep();
    }
    expect(session.ended).toBeUndefined();
    expect(await store.token(token.id)).toMatchObject({ usedBytes: 900 });
  });

  test("sees at once what was written since it asked the store", async () => {
    const { begin, sweep, write } = await opened({ maxBytes: 1_000 });
    const session = await begin();
    await sweep();
    session.bytes = 1_000;
    session.dirty = true;
    await write(() => true);
    await sweep();
    expect(session.ended).toBe("quota");
  });

  test("ends nobody whose limit was raised a moment ago", async () => {
    const { store, token, begin, sweep } = await opened({ maxBytes: 1_000 });
    const session = await begin();
    session.bytes = 999;
    await sweep();
    session.bytes = 1_000;
    const limits = { ...token, limits: { maxBytes: 2_000 } };
    const order = { organization: "acme", id: token.id, version: 1, limits, nowSeconds: START_SECONDS };
    await store.updateToken(order);
    await sweep();
    expect(session.ended).toBeUndefined();
  });

  test("counts what plays in the silence after the last request: a session for each segment is not for nothing", async () => {
    const { store, token, begin, sweep, pass, write, end } = await opened({ maxWatchMinutes: 1 });
    for (const requests of [0, 1, 1]) {
      const session = await begin();
      session.requests = requests;
      pass(6);
      await end(session);
    }
    await write(() => true);
    expect(await store.token(token.id)).toMatchObject({ watchedSeconds: 12 });
    const paused = await begin();
    paused.requests = 1;
    pass(300);
    await end(paused);
    await sweep();
    await write(() => true);
    expect(await store.token(token.id)).toMatchObject({ watchedSeconds: 27 });
  });

  test("counts minutes by the requests of a player, and by the wall for a connection", async () => {
    const { begin, sweep, pass } = await opened({ maxWatchMinutes: 1 });
    const player = await begin();
    pass(50);
    // It asked once, after a long silence.
    noteActivity(player, (START_SECONDS + 50) * 1000);
    await sweep();
    expect(watchedSeconds(player, START_SECONDS + 50)).toBe(15);
    const carried = await begin({ server: "edge", id: "7", protocol: "rtmp" });
    pass(44);
    await sweep();
    expect([player.ended, carried.ended]).toEqual([undefined, undefined]);
    pass(1);
    await sweep();
    expect([player.ended, carried.ended]).toEqual(["quota", "quota"]);
  });

  test("counts minutes that are written and those that are not once", async () => {
    const { begin, sweep, write, pass } = await opened({ maxWatchMinutes: 1 });
    const carried = await begin({ server: "edge", id: "7", protocol: "rtmp" });
    for (const seconds of [20, 20, 15]) {
      pass(seconds);
      await sweep();
      carried.dirty = true;
      await write(() => true);
    }
    await sweep();
    expect(carried.ended).toBeUndefined();
    pass(5);
    await sweep();
    expect(carried.ended).toBe("quota");
  });

  test("holds a stream's quota over all tokens, and asks nothing where there is none", async () => {
    const { begin, sweep, write } = await opened(undefined, { maxBytes: 1_000 });
    const [first, second] = [await begin(), await begin()];
    for (const session of [first, second]) {
      session.bytes = 500;
      session.dirty = true;
    }
    await write(() => true);
    await sweep();
    expect([first.ended, second.ended]).toEqual(["quota", "quota"]);
    const free = await opened(undefined);
    const session = await free.begin();
    session.bytes = 1_000_000;
    free.store.token = () => Promise.reject(new Error("nobody asks"));
    await free.sweep();
    expect(session.ended).toBeUndefined();
  });
});

async function opened(limits: FurtherLimits | undefined, ofStream?: FurtherLimits) {
  let nowSeconds = START_SECONDS;
  const store = openMemoryStore();
  const token = sampleToken({ kind: "access", maxUses: undefined, limits });
  await store.insertTokens([token]);
  const sessions = createSessionTable(store, createHandles(nodeCrypto, new Uint8Array(32)));
  const usage = createUsageMeter();
  const isOfStream = () => ofStream !== undefined;
  const write = createWriteActivity({ store, sessions, usage, nowSeconds: () => nowSeconds, isOfStream });
  const clock = createQuotaClock({ store, sessions, writeActivity: write, streamLimits: () => ofStream });
  return {
    store,
    token,
    write,
    pass: (seconds: number) => {
      nowSeconds += seconds;
    },
    sweep: () => clock.endSpent(nowSeconds),
    end: ({ record }: LiveSession) => sessions.end([record.id], "idle", nowSeconds),
    async begin(connection?: SessionConnection): Promise<LiveSession> {
      const isMetered = limits !== undefined;
      const admission = await store.admit(sampleRequest(token, { nowSeconds, isMetered, connection }));
      if (admission.outcome !== "admitted") throw new Error(admission.outcome);
      return sessions.adopt(admission.session);
    },
  };
}
