import { setTimeout as sleep } from "node:timers/promises";
import { Secret } from "@sluice/token";
import { describe, expect, test, vi } from "vitest";
import { createConnections } from "../sessions/connections.ts";
import { expiredSessions } from "../sessions/session-table.ts";
import type { Admission } from "../store/store.ts";
import type { AccessQuestion, Decision } from "./question.ts";
import { createFlow } from "./testing/flow.ts";

const ready = async () => ({ ready: undefined });
const told = (decision: Decision<unknown>) => (decision.allowed ? "allowed" : decision.reason);

/** An encoder's question over one connection of the server `edge`. */
function publishing(text: string, id: string, changes: Partial<AccessQuestion> = {}) {
  const connection = {
    as: { server: "edge", id, protocol: "rtmp" },
    comeback: { asksAgain: false, resumeSeconds: 60 },
  };
  const credential = { kind: "bearer", token: new Secret(text) } as const;
  return { action: "publish", door: "hook", credential, connection, ...changes } as const;
}

function stage() {
  const flow = createFlow();
  const connections = createConnections(flow.sessions);
  const ends: string[] = [];
  flow.sessions.onEnded(({ record }, reason) => void ends.push(`${record.connection?.id} ${reason}`));
  return {
    ...flow,
    connections,
    ends,
    ask: (text: string, id: string, changes: Partial<AccessQuestion> = {}) =>
      flow.enter(flow.question(text, publishing(text, id, changes)), ready),
    mintPublish: (grant: Parameters<typeof flow.mint>[0] = {}) => flow.mint({ action: "publish", ...grant }),
  };
}

describe("a session that a media server's connection carries", () => {
  test("keeps its connection, and a question asked twice is one session and one use", async () => {
    const { ask, mintPublish, store, sessions } = stage();
    const token = await mintPublish();
    const first = await ask(token.text, "7");
    const second = await ask(token.text, "7");
    expect(first).toMatchObject({ allowed: true, continued: false });
    expect(second).toMatchObject({ allowed: true, continued: true });
    expect((await store.token(token.id))?.uses).toBe(1);
    expect([...sessions.live()].map(({ record }) => record.connection?.id)).toEqual(["7"]);
  });

  test("that is taken over is told to be over, once, with the connection that is to be cut", async () => {
    const { ask, mintPublish, ends, connections } = stage();
    const token = await mintPublish({ kind: "access", max_sessions: 1 });
    await ask(token.text, "7");
    await ask(token.text, "8");
    expect(ends).toEqual(["7 replaced"]);
    expect(connections.live({ server: "edge", id: "7" })).toEqual([]);
    expect(connections.live({ server: "edge", id: "8" })).toHaveLength(1);
    expect(connections.isPublished("demo/clip")).toBe(true);
  });

  test("whose connection's id the server uses anew is told to be closed, before the new one begins", async () => {
    const { ask, mintPublish, ends, connections } = stage();
    const [first, second] = [await mintPublish(), await mintPublish()];
    await ask(first.text, "7");
    expect(told(await ask(second.text, "7"))).toBe("allowed");
    expect(ends).toEqual(["7 closed"]);
    const [session] = connections.live({ server: "edge", id: "7" });
    expect(session?.record.tokenId).toBe(second.id);
  });

  test("goes on over the later connection of a protocol that asks twice, and is found by that alone", async () => {
    const { ask, mintPublish, connections, ends } = stage();
    const token = await mintPublish();
    const twice = (id: string) => ({
      connection: {
        as: { server: "edge", id, protocol: "rtsp" },
        comeback: { asksAgain: true, resumeSeconds: 60 },
      },
    });
    await ask(token.text, "connection", twice("connection"));
    await ask(token.text, "session", twice("session"));
    expect(connections.live({ server: "edge", id: "connection" })).toEqual([]);
    const [session] = connections.live({ server: "edge", id: "session" });
    expect(session?.record.connection).toEqual({ server: "edge", id: "session", protocol: "rtsp" });
    expect(ends).toEqual([]);
  });

  test("is not taken over while this process hears from it, whatever the store was told", async () => {
    const { ask, mintPublish, connections, now, pass } = stage();
    const token = await mintPublish({ max_sessions: 1 });
    await ask(token.text, "7");
    pass(30);
    const [session] = connections.live({ server: "edge", id: "7" });
    if (!session) throw new Error("no session");
    connections.heard(session, now());
    pass(9);
    expect(told(await ask(token.text, "8"))).toBe("too-many-sessions");
    pass(1);
    expect(told(await ask(token.text, "8"))).toBe("allowed");
  });

  test("is never idle; it ends as closed when its connection is taken to be gone, and by its cap", async () => {
    const { ask, mintPublish, sessions, now } = stage();
    await ask((await mintPublish()).text, "7");
    const [session] = [...sessions.live()];
    if (!session) throw new Error("no session");
    const { id, capSeconds } = session.record;
    const nowSeconds = Math.floor(now() / 1000);
    expect(expiredSessions(sessions.live(), capSeconds - 1).size).toBe(0);
    expect([...expiredSessions(sessions.live(), capSeconds)]).toEqual([["cap", [id]]]);
    session.carriedUntilSeconds = nowSeconds + 90;
    expect(expiredSessions(sessions.live(), nowSeconds + 89).size).toBe(0);
    expect([...expiredSessions(sessions.live(), nowSeconds + 90)]).toEqual([["closed", [id]]]);
  });

  test("is refused as busy where somebody publishes, by a question that only looks, too", async () => {
    const { ask, mintPublish } = stage();
    const [first, second] = [await mintPublish(), await mintPublish()];
    await ask(first.text, "7");
    expect(told(await ask(second.text, "8"))).toBe("stream-busy");
    expect(told(await ask(second.text, "8", { mode: "peek" }))).toBe("stream-busy");
  });
});

describe("a text that its carrier may have cut", () => {
  test("is told so when it cannot be read, and counts as no guess", async () => {
    const { ask, mintPublish } = stage();
    const cut = (await mintPublish()).text.slice(0, 20);
    expect(told(await ask(cut, "7", { mayBeCut: true }))).toBe("token-truncated");
    expect(told(await ask(cut, "7"))).toBe("token-malformed");
    expect(told(await ask("eyJhbGciOiJFUzI1NiJ9.eyJ", "7", { mayBeCut: true }))).toBe("token-truncated");
  });

  test("is judged as it is when it is whole", async () => {
    const { ask, mintPublish, store, now } = stage();
    const token = await mintPublish();
    await store.revokeToken("demo", token.id, Math.floor(now() / 1000));
    expect(told(await ask(token.text, "7", { mayBeCut: true }))).toBe("token-revoked");
  });
});

describe("a question of limited patience", () => {
  test("tells the store how long it may take, and is refused when the store needs longer", async () => {
    const { ask, mintPublish, store } = stage();
    const token = await mintPublish();
    const admit = vi.spyOn(store, "admit");
    await ask(token.text, "7", { patienceMilliseconds: 250 });
    const [, , milliseconds = 0] = admit.mock.lastCall ?? [];
    expect(milliseconds).toBeGreaterThan(0);
    expect(milliseconds).toBeLessThanOrEqual(250);
    await ask(token.text, "7");
    expect(admit.mock.lastCall?.[2]).toBeUndefined();
  });

  test("is refused in time when a read hangs, and spends nothing when the read comes back", async () => {
    const { ask, mintPublish, store } = stage();
    const token = await mintPublish();
    const peek = store.peek;
    vi.spyOn(store, "peek").mockImplementation(async request => {
      await sleep(80);
      return peek(request);
    });
    const admit = vi
      .spyOn(store, "admit")
      .mockResolvedValue({ outcome: "changed", rules: [] } satisfies Admission);
    expect(told(await ask(token.text, "7", { patienceMilliseconds: 20 }))).toBe("store-unavailable");
    await sleep(100);
    expect(admit).not.toHaveBeenCalled();
  });

  test("needs no timer for a prepare that is ready", async () => {
    const { ask, mintPublish } = stage();
    const token = await mintPublish();
    const timer = vi.spyOn(globalThis, "setTimeout");
    await ask(token.text, "7");
    expect(timer).not.toHaveBeenCalled();
    timer.mockRestore();
  });
});
