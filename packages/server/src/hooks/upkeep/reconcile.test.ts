import { describe, expect, test } from "vitest";
import type { ServerListing } from "../server-api.ts";
import { createKickEnded } from "./kick-ended.ts";
import { createLeftConnections } from "./left-connections.ts";
import { createMissingSessions } from "./missing-sessions.ts";
import { createNoteLife } from "./note-life.ts";
import { createPublishedStreams } from "./published-streams.ts";
import { createReconcile } from "./reconcile.ts";
import { listingOf, openStage, serverInHand } from "./testing/stage.ts";

/** Reconciliation of one server, listing by listing; `unknown` takes the ids that are handed on to be judged. */
function reconciling() {
  const stage = openStage();
  const { server, kicked } = serverInHand(async () => "kicked");
  const left = createLeftConnections(stage.sessions);
  const kicks = createKickEnded({
    servers: [server],
    sessions: stage.sessions,
    connections: stage.connections,
    left,
    nowMilliseconds: stage.now,
    log: stage.log,
    metrics: stage.metrics,
  });
  const unknown: string[][] = [];
  const ended: number[] = [];
  let ahead = 0;
  const now = () => stage.now() + ahead;
  const published = createPublishedStreams(now);
  const reconcile = createReconcile({
    registry: stage.registry,
    sessions: {
      live: () => stage.sessions.live(),
      end(ids, ...how) {
        ended.push(ids.length);
        return stage.sessions.end(ids, ...how);
      },
    },
    connections: stage.connections,
    left,
    missing: createMissingSessions(stage.sessions, now),
    noteLife: createNoteLife(stage.connections),
    kicks,
    published,
    judgeUnknown: async (_server, clients) => void unknown.push(clients.map(({ id }) => id)),
    nowMilliseconds: now,
  });
  return {
    ...stage,
    kicked,
    unknown,
    /** How many sessions ended in one step, step by step. */
    ended,
    published,
    now,
    /** A listing that begins three seconds after the one before. */
    async list(listing: ServerListing): Promise<void> {
      ahead += 3_000;
      await reconcile(server, { listing, beganMilliseconds: now() });
    },
    /** A listing that began before whatever happened since. */
    listLate: (listing: ServerListing, beganMilliseconds: number) =>
      reconcile(server, { listing, beganMilliseconds }),
  };
}

describe("a session whose connection is not listed", () => {
  test("ends as closed when it is missing twice in a row, and nobody is cut for it", async () => {
    const stage = reconciling();
    const session = await stage.open({ id: "5" });
    await stage.list(listingOf([]));
    expect(session.ended).toBeUndefined();
    await stage.list(listingOf([]));
    expect(session.ended).toBe("closed");
    expect(stage.kicked).toEqual([]);
  });

  test("ends with no more than 500 others at once, because questions wait for each write", async () => {
    const stage = reconciling();
    for (let id = 0; id < 501; id += 1) await stage.open({ id: `${id}`, action: "play" });
    await stage.list(listingOf([]));
    await stage.list(listingOf([]));
    expect(stage.ended).toEqual([500, 1]);
    expect(stage.sessions.count()).toBe(0);
  });

  test("goes on when it was missing once: a list that is read in pages may skip one", async () => {
    const stage = reconciling();
    const session = await stage.open({ id: "5" });
    for (const clients of [[], [{ id: "5" }], [], [{ id: "5" }]]) await stage.list(listingOf(clients));
    expect(session.ended).toBeUndefined();
  });

  test("goes on when it was opened while the list was read, however often that list is late", async () => {
    const stage = reconciling();
    const began = stage.now() - 1;
    const session = await stage.open({ id: "5" });
    for (let times = 0; times < 5; times += 1) await stage.listLate(listingOf([]), began);
    expect(session.ended).toBeUndefined();
  });

  test("goes on when it is another server's", async () => {
    const stage = reconciling();
    const session = await stage.open({ id: "5", server: "other" });
    for (let times = 0; times < 3; times += 1) await stage.list(listingOf([]));
    expect(session.ended).toBeUndefined();
  });

  test.each([
    ["its protocol is on no list", listingOf([], { unlistedProtocols: ["hls"] })],
    ["the server cannot tell its clients", { clients: undefined }],
  ])("goes on when %s", async (_why, listing) => {
    const stage = reconciling();
    const session = await stage.open({ id: "5", action: "play", protocol: "hls" });
    for (let times = 0; times < 9; times += 1) await stage.list(listing);
    expect(session.ended).toBeUndefined();
  });

  test("of a server that tells streams alone is gone when its stream is, which has a minute to begin", async () => {
    const stage = reconciling();
    const onAir: ServerListing = { clients: undefined, publishedStreams: [{ stream: "live/cam1" }] };
    const offAir: ServerListing = { clients: undefined, publishedStreams: [] };
    const publisher = await stage.open({ id: "5" });
    const slow = await stage.open({ id: "6", stream: "live/cam2" });
    const viewer = await stage.open({ id: "7", action: "play" });
    for (let times = 0; times < 5; times += 1) await stage.list(onAir);
    expect([publisher.ended, slow.ended]).toEqual([undefined, undefined]);
    await stage.list(offAir);
    expect(publisher.ended).toBeUndefined();
    await stage.list(offAir);
    expect([publisher.ended, slow.ended]).toEqual(["closed", undefined]);
    for (let times = 0; times < 20; times += 1) await stage.list(offAir);
    expect([slow.ended, viewer.ended]).toEqual(["closed", undefined]);
  });

  test("of RTSP has 10 s from its first question to be listed, and none once it was", async () => {
    const stage = reconciling();
    const session = await stage.open({ id: "5", action: "play", protocol: "rtsp" });
    for (let times = 0; times < 4; times += 1) await stage.list(listingOf([]));
    expect(session.ended).toBeUndefined();
    await stage.list(listingOf([{ id: "5" }]));
    await stage.list(listingOf([]));
    await stage.list(listingOf([]));
    expect(session.ended).toBe("closed");
  });
});

describe("a session whose connection is listed", () => {
  test("is found under its other ids, and under those that it has left", async () => {
    const stage = reconciling();
    const byConnection = await stage.open({ id: "conn", action: "play", protocol: "rtsp" });
    const moved = await stage.open({ id: "first", action: "play", protocol: "hls" });
    stage.sessions.follow(moved, { server: "studio", id: "second", protocol: "hls" });
    for (let times = 0; times < 6; times += 1) {
      await stage.list(listingOf([{ id: "session", otherIds: ["conn"] }, { id: "first" }]));
    }
    expect([byConnection.ended, moved.ended]).toEqual([undefined, undefined]);
    expect(stage.unknown.flat()).toEqual([]);
  });

  test("is heard from while its bytes grow, and silent when they do not", async () => {
    const stage = reconciling();
    const session = await stage.open({ id: "5" });
    await stage.list(listingOf([{ id: "5", bytes: 1000 }]));
    await stage.list(listingOf([{ id: "5", bytes: 2000 }]));
    const heard = session.lastSeenMilliseconds;
    expect(stage.now() - heard).toBeLessThan(1_000);
    await stage.list(listingOf([{ id: "5", bytes: 2000 }]));
    await stage.list(listingOf([{ id: "5", bytes: 2000 }]));
    expect(session.lastSeenMilliseconds).toBe(heard);
    expect(session.bytes).toBe(2000);
    await stage.list(listingOf([{ id: "5", bytes: 1500 }]));
    expect(session.bytes).toBe(2000);
  });

  test("is heard from when its server counts nothing, or has never counted anything for it", async () => {
    const stage = reconciling();
    const uncounted = await stage.open({ id: "5", action: "play" });
    const zero = await stage.open({ id: "6", action: "play" });
    for (let times = 0; times < 5; times += 1)
      await stage.list(listingOf([{ id: "5" }, { id: "6", bytes: 0 }]));
    for (const { lastSeenMilliseconds } of [uncounted, zero]) {
      expect(stage.now() - lastSeenMilliseconds).toBeLessThan(1_000);
    }
  });

  test("is carried on, however seldom its server asks again about it", async () => {
    const stage = reconciling();
    const session = await stage.open({ id: "5" });
    session.carriedUntilSeconds = Math.floor(stage.now() / 1000) + 1;
    await stage.list(listingOf([{ id: "5", bytes: 1 }]));
    expect(session.carriedUntilSeconds).toBeGreaterThan(stage.now() / 1000 + 25);
    session.carriedUntilSeconds = Number.POSITIVE_INFINITY;
    await stage.list(listingOf([{ id: "5", bytes: 1 }]));
    expect(session.carriedUntilSeconds).toBe(Number.POSITIVE_INFINITY);
  });

  test("keeps its place while no media flows", async () => {
    const stage = reconciling();
    const session = await stage.open({ id: "5", action: "play" });
    const until = session.leaseUntilSeconds;
    for (const bytes of [1, 2, 2, 2, 2]) await stage.list(listingOf([{ id: "5", bytes }]));
    expect(session.leaseUntilSeconds).toBeGreaterThanOrEqual(until + 12);
  });
});

describe("a client that is listed", () => {
  test("is cut in each listing while its session has ended, until it is gone", async () => {
    const stage = reconciling();
    await stage.end(await stage.open({ id: "5" }), "revoked");
    expect(stage.kicked).toEqual(["5"]);
    await stage.list(listingOf([{ id: "5" }]));
    await stage.list(listingOf([{ id: "5" }]));
    expect(stage.kicked).toEqual(["5", "5", "5"]);
    await stage.list(listingOf([]));
    await stage.list(listingOf([{ id: "5" }]));
    expect(stage.kicked).toEqual(["5", "5", "5"]);
    expect(stage.unknown.at(-1)).toEqual(["5"]);
  });

  test("is cut by the id that the server lists it under", async () => {
    const stage = reconciling();
    await stage.end(await stage.open({ id: "conn", action: "play", protocol: "rtsp" }), "revoked");
    await stage.list(listingOf([{ id: "session", otherIds: ["conn"], action: "play" }]));
    expect(stage.kicked).toEqual(["conn", "session"]);
  });

  test("is handed on to be judged when no session knows it", async () => {
    const stage = reconciling();
    await stage.open({ id: "5" });
    await stage.list(listingOf([{ id: "5" }, { id: "6" }]));
    expect(stage.unknown).toEqual([["6"]]);
    expect(stage.kicked).toEqual([]);
  });
});

test("streams on the air are known by their full names, and a server that does not tell says nothing", async () => {
  const stage = reconciling();
  expect(stage.published.has("live/cam1")).toBeUndefined();
  await stage.list(
    listingOf([], { publishedStreams: [{ stream: "cam1" }, { application: "live", stream: "a" }] }),
  );
  expect(["live/cam1", "live/a", "live/b"].map(stage.published.has)).toEqual([true, true, false]);
  await stage.list(listingOf([]));
  expect(stage.published.has("live/cam1")).toBeUndefined();
});
