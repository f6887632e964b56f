import { afterEach, describe, expect, test, vi } from "vitest";
import type { KickOutcome } from "../server-api.ts";
import { createKickEnded, type KickEnded } from "./kick-ended.ts";
import { createLeftConnections } from "./left-connections.ts";
import { openStage, serverInHand } from "./testing/stage.ts";
import type { WatchedServer } from "./watched-server.ts";

/** Long enough for a machine that does other things, too. */
const SOON = { timeout: 10_000 };

const open: KickEnded[] = [];
afterEach(async () => {
  for (const kicks of open.splice(0)) await kicks.close();
});

function kicking(server: WatchedServer) {
  const stage = openStage();
  const kicks = createKickEnded({
    servers: [server],
    sessions: stage.sessions,
    connections: stage.connections,
    left: createLeftConnections(stage.sessions),
    nowMilliseconds: stage.now,
    log: stage.log,
    metrics: stage.metrics,
  });
  open.push(kicks);
  return { ...stage, kicks };
}

/** Answers like this, one after the other; the last one for ever. */
function answering(...answers: readonly (KickOutcome | Error)[]) {
  const left = [...answers];
  return async (): Promise<KickOutcome> => {
    const answer = (left.length > 1 ? left.shift() : left[0]) ?? "gone";
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

const AWAY = new Error("it cannot be reached (ECONNREFUSED)");

describe("the connection of a session that ends", () => {
  test.each(["revoked", "operator", "suspended", "expiry", "cap", "idle", "replaced", "left-group"] as const)(
    "is cut at once when the session is %s",
    async reason => {
      const { server, kicked } = serverInHand(answering("kicked"));
      const stage = kicking(server);
      await stage.end(await stage.open({ id: "5" }), reason);
      await vi.waitFor(() => expect(kicked).toEqual(["5"]), SOON);
      await vi.waitFor(
        async () =>
          expect(await stage.samples("sluice_kicks_total")).toEqual([
            'sluice_kicks_total{server="studio",outcome="kicked"} 1',
          ]),
        SOON,
      );
    },
  );

  test("is left alone when the session ended because it is gone", async () => {
    const { server, kicked } = serverInHand(answering("kicked"));
    const stage = kicking(server);
    await stage.end(await stage.open({ id: "5" }), "closed");
    await stage.kicks.close();
    expect(kicked).toEqual([]);
  });

  test("that is gone already is no fault", async () => {
    const { server } = serverInHand(answering("gone"));
    const stage = kicking(server);
    await stage.end(await stage.open({ id: "5" }), "revoked");
    await vi.waitFor(
      async () =>
        expect(await stage.samples("sluice_kicks_total")).toEqual([
          'sluice_kicks_total{server="studio",outcome="gone"} 1',
        ]),
      { timeout: 5_000 },
    );
    expect(stage.lines).toEqual([]);
    expect(stage.kicks.owed.get("studio", "5")).toBeUndefined();
  });

  test("that its server does not know yet, since the answer that lets it in is on its way, is cut when it does", async () => {
    const { server, kicked } = serverInHand(answering("gone", "kicked"));
    const stage = kicking(server);
    await stage.end(await stage.open({ id: "5" }), "revoked");
    await vi.waitFor(() => expect(kicked).toEqual(["5", "5"]), SOON);
    await vi.waitFor(
      async () =>
        expect(await stage.samples("sluice_kicks_total")).toEqual([
          'sluice_kicks_total{server="studio",outcome="kicked"} 1',
        ]),
      SOON,
    );
  });

  test("is cut when the server answers again", async () => {
    const { server, kicked } = serverInHand(answering(AWAY, AWAY, "kicked"));
    const stage = kicking(server);
    await stage.end(await stage.open({ id: "5" }), "revoked");
    await vi.waitFor(() => expect(kicked).toEqual(["5", "5", "5"]), SOON);
    expect(stage.logged("kick-failed")).toEqual([]);
  });

  test("is given up after 30 s, and stays owed to the next listing", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    try {
      const { server, kicked } = serverInHand(answering(AWAY));
      const stage = kicking(server);
      const session = await stage.open({ id: "5" });
      await stage.end(session, "revoked");
      await vi.advanceTimersByTimeAsync(40_000);
      expect(kicked.length).toBeGreaterThan(5);
      expect(kicked.length).toBeLessThan(12);
      expect(stage.logged("kick-failed")).toMatchObject([
        { server: "studio", session: session.record.id, reason: "revoked", err: AWAY },
      ]);
      expect(stage.kicks.owed.get("studio", "5")).toMatchObject({ sessionId: session.record.id });
    } finally {
      vi.useRealTimers();
    }
  });

  test("is cut whenever the server answers again, be it an hour later, where no list would show it", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    try {
      let isAway = true;
      const kick = async (): Promise<KickOutcome> => {
        if (isAway) throw AWAY;
        return "kicked";
      };
      const { server } = serverInHand(kick, { kicksWholeStream: true });
      const stage = kicking(server);
      await stage.end(await stage.open({ id: "5" }), "revoked");
      await vi.advanceTimersByTimeAsync(3_600_000);
      expect(stage.logged("kick-failed")).toHaveLength(1);
      isAway = false;
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await stage.samples("sluice_kicks_total")).toEqual([
        'sluice_kicks_total{server="studio",outcome="failed"} 1',
        'sluice_kicks_total{server="studio",outcome="kicked"} 1',
      ]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("that the server cannot cut is counted, and logged once for the session", async () => {
    const { server } = serverInHand(answering("unsupported"));
    const stage = kicking(server);
    const session = await stage.open({ id: "5" });
    await stage.end(session, "revoked");
    await vi.waitFor(
      () =>
        expect(stage.logged("kick-unsupported")).toMatchObject([
          { server: "studio", session: session.record.id, reason: "revoked" },
        ]),
      SOON,
    );
  });

  test("of a server without an API is counted as one that cannot be cut", async () => {
    const { server } = serverInHand(answering("kicked"));
    const stage = kicking({ ...server, api: undefined });
    await stage.end(await stage.open({ id: "5" }), "revoked");
    await stage.kicks.close();
    expect(await stage.samples("sluice_kicks_total")).toEqual([
      'sluice_kicks_total{server="studio",outcome="unsupported"} 1',
    ]);
    expect(stage.logged("kick-unsupported")).toHaveLength(1);
  });
});

describe("a connection that is not meant", () => {
  test("is never cut: whoever got the number of a connection whose kick had to wait", async () => {
    const { server, kicked } = serverInHand(answering(AWAY, "kicked"));
    const stage = kicking(server);
    await stage.end(await stage.open({ id: "5" }), "revoked");
    // nginx was started anew and counts from 1 again.
    await stage.open({ id: "5", stream: "live/cam2" });
    await new Promise(resolve => setTimeout(resolve, 400));
    expect(kicked).toEqual(["5"]);
    expect(stage.kicks.owed.get("studio", "5")).toBeUndefined();
  });

  test("is never cut: the one by which a holder came back", async () => {
    const { server, kicked } = serverInHand(answering("kicked"));
    const stage = kicking(server);
    const old = await stage.open({ id: "old", action: "play" });
    await stage.open({ id: "new", action: "play" });
    await stage.end(old, "replaced");
    await vi.waitFor(() => expect(kicked).toEqual(["old"]), SOON);
  });

  test.each(["replaced", "revoked"] as const)(
    "is never cut: a newer publisher, where a publisher goes with its stream and the old one was %s",
    async reason => {
      const { server, kicked } = serverInHand(answering(AWAY, "kicked"), { kicksWholeStream: true });
      const stage = kicking(server);
      await stage.end(await stage.open({ id: "old" }), reason);
      await stage.open({ id: "new" });
      await vi.waitFor(
        async () =>
          expect(await stage.samples("sluice_kicks_total")).toEqual([
            'sluice_kicks_total{server="studio",outcome="superseded"} 1',
          ]),
        SOON,
      );
      expect(kicked).toEqual(reason === "replaced" ? [] : ["old"]);
    },
  );

  test("goes all the same when one connection carried both sessions", async () => {
    const { server, kicked } = serverInHand(answering("kicked"));
    const stage = kicking(server);
    const publishes = await stage.open({ id: "5" });
    await stage.open({ id: "5", action: "play" });
    await stage.end(publishes, "revoked");
    await vi.waitFor(() => expect(kicked).toEqual(["5"]), SOON);
  });
});

test("all connections that a session has had are cut with it", async () => {
  const { server, kicked } = serverInHand(answering("kicked"));
  const stage = kicking(server);
  const session = await stage.open({ id: "describe", action: "play", protocol: "rtsp" });
  stage.sessions.follow(session, { server: "studio", id: "setup", protocol: "rtsp" });
  await stage.end(session, "revoked");
  await vi.waitFor(() => expect(kicked.toSorted()).toEqual(["describe", "setup"]), SOON);
});

test("16 are cut at one time at one server, and the others right after them", async () => {
  let running = 0;
  let most = 0;
  const { server, kicked } = serverInHand(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise(resolve => setTimeout(resolve, 5));
    running -= 1;
    return "kicked";
  });
  const stage = kicking(server);
  const sessions = await Promise.all(
    Array.from({ length: 100 }, (_, index) => stage.open({ id: `${index}`, stream: `live/cam${index}` })),
  );
  const ids = sessions.map(({ record }) => record.id);
  await stage.sessions.end(ids, "revoked", Math.floor(stage.now() / 1000));
  await vi.waitFor(() => expect(kicked).toHaveLength(100), SOON);
  expect(most).toBe(16);
});
