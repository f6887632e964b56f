import type { Comeback } from "@sluice/policy";
import { expect, test } from "vitest";
import type { Store } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { type ConnectionChanges, connected, PUBLISHING, publishToken, sessionIn } from "./connected.ts";
import { holder, START_SECONDS } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

const TWICE: Comeback = { asksAgain: true, resumeSeconds: 0 };
const PLACE = { maxSessions: 1 };
const rtsp = (id: string) => ({ server: "edge", id, protocol: "rtsp" });

/** How the holder of a session comes back by another connection: asked again, after a lost line, in its own place. */
export function comebackConformance(open: OpenStore): void {
  test.each([
    ["a one-time token", {}],
    ["an unlimited one", { kind: "access", maxUses: undefined }],
  ] as const)(
    "with %s a protocol that asks twice makes one session, which the later connection carries",
    async (_, changes) => {
      const { store, token } = await opened({ action: "play", ...changes });
      const first = sessionIn(
        await ask(store, token, 0, { connection: rtsp("connection"), comeback: TWICE }),
      );
      const again = await ask(store, token, 1, { connection: rtsp("session"), comeback: TWICE });
      expect(again).toMatchObject({ outcome: "continued", session: { id: first.id, repeats: 1 }, ended: [] });
      expect(sessionIn(again).connection).toEqual(rtsp("session"));
      expect((await store.session(first.id))?.connection).toEqual(rtsp("session"));
      expect((await store.token(token.id))?.uses).toBe(1);
    },
  );

  test("who asks again does so within the grace, of the same protocol and server, and as the same holder", async () => {
    const { store, token } = await opened({ action: "play" });
    await ask(store, token, 0, { connection: rtsp("first"), comeback: TWICE });
    const again = { connection: rtsp("again"), comeback: TWICE };
    const refused = [
      await ask(store, token, 11, again),
      await ask(store, token, 1, { ...again, connection: { ...rtsp("again"), protocol: "rtmp" } }),
      await ask(store, token, 1, { ...again, connection: { ...rtsp("again"), server: "other" } }),
      await ask(store, token, 1, { ...again, holder: holder("other") }),
      await ask(store, token, 1, { ...again, comeback: { ...TWICE, asksAgain: false } }),
    ];
    expect(refused).toMatchObject(refused.map(() => ({ reason: "token-already-used" })));
    expect((await ask(store, token, 10, again)).outcome).toBe("continued");
  });

  test("who asks again does so as often as the grace allows", async () => {
    const { store, token } = await opened({ action: "play" });
    const outcomes: string[] = [];
    for (const id of ["a", "b", "c", "d", "e"]) {
      outcomes.push((await ask(store, token, 0, { connection: rtsp(id), comeback: TWICE })).outcome);
    }
    expect(outcomes).toEqual(["admitted", "continued", "continued", "continued", "refused"]);
  });

  test("two players of an unlimited token on one machine that ask twice, one after the other, have two sessions", async () => {
    const { store, token } = await opened({ action: "play", kind: "access", maxUses: undefined });
    const ids: string[] = [];
    for (const id of ["d1", "s1", "d2", "s2"]) {
      ids.push(sessionIn(await ask(store, token, 0, { connection: rtsp(id), comeback: TWICE })).id);
    }
    expect(new Set(ids).size).toBe(2);
    const carriedBy = (await store.liveSessions()).map(({ connection }) => connection?.id);
    expect(carriedBy.toSorted()).toEqual(["s1", "s2"]);
  });

  test("after a lost line the same address is let in again for 60 s without a new use, and again after that", async () => {
    const { store, token } = await opened();
    let last = sessionIn(await ask(store, token, 0)).id;
    for (const round of [1, 2, 3]) {
      await store.endSessions([last], "closed", START_SECONDS + round * 100);
      const back = await ask(store, token, round * 100 + 60);
      expect(back.outcome).toBe("admitted");
      expect(sessionIn(back).id).not.toBe(last);
      last = sessionIn(back).id;
      expect(await ask(store, token, round * 100 + 60)).toMatchObject({ reason: "token-already-used" });
    }
    expect((await store.token(token.id))?.uses).toBe(1);
  });

  test("a resumed session is marked as one, and a look at another second still finds the use spent", async () => {
    const { store, token } = await opened();
    const first = sessionIn(await ask(store, token, 0));
    await store.endSessions([first.id], "closed", START_SECONDS + 100);
    const second = sessionIn(await ask(store, token, 110));
    expect([first.isResumed, second.isResumed]).toEqual([undefined, true]);
    expect(await store.session(second.id)).toEqual(second);
    const other = connected(token, { holder: holder("other"), comeback: undefined });
    const planAt = async (seconds: number) =>
      (await store.peekAt({ ...other, nowSeconds: START_SECONDS + seconds })).plan;
    expect(await planAt(-1)).toMatchObject({ plan: "refuse", reason: "token-unknown" });
    expect(await planAt(50)).toMatchObject({ plan: "refuse", reason: "token-already-used" });
    expect(await planAt(105)).toMatchObject({ plan: "refuse", reason: "token-already-used" });
  });

  test("what another second says of a stream's publisher is what was said then", async () => {
    const { store, token } = await opened();
    const { id } = sessionIn(await ask(store, token, 0));
    await store.endSessions([id], "closed", START_SECONDS + 100);
    const other = await publishToken(store);
    const planAt = async (seconds: number) =>
      (await store.peekAt(connected(other, { nowSeconds: START_SECONDS + seconds, address: "203.0.113.8" })))
        .plan;
    expect(await planAt(99)).toMatchObject({ plan: "refuse", reason: "stream-busy" });
    expect((await planAt(100)).plan).toBe("create");
  });

  test("a further question whose connection had another session ends that, because the server uses the id anew", async () => {
    const { store, token } = await opened({ action: "play" });
    const other = await publishToken(store, { action: "play" });
    const old = sessionIn(
      await ask(store, other, 0, { connection: rtsp("session"), holder: holder("other") }),
    );
    await ask(store, token, 0, { connection: rtsp("connection"), comeback: TWICE });
    const again = await ask(store, token, 1, { connection: rtsp("session"), comeback: TWICE });
    expect(again).toMatchObject({ outcome: "continued", ended: [{ id: old.id, reason: "closed" }] });
    expect((await store.session(old.id))?.endReason).toBe("closed");
  });

  test("of 50 that come back at once after a lost line one is let in", async () => {
    const { store, token } = await opened();
    const { id } = sessionIn(await ask(store, token, 0));
    await store.endSessions([id], "closed", START_SECONDS + 5);
    const back = await Promise.all(Array.from({ length: 50 }, () => ask(store, token, 6)));
    expect(back.filter(({ outcome }) => outcome === "admitted")).toHaveLength(1);
    expect(await store.liveSessions()).toHaveLength(1);
  });

  test("nobody else resumes: not later, not from another address or agent, not elsewhere, not without an address", async () => {
    const { store, token } = await opened({ target: { streams: ["live/a", "live/b"] } });
    const { id } = sessionIn(await ask(store, token, 0));
    await store.endSessions([id], "closed", START_SECONDS + 5);
    const refused = [
      await ask(store, token, 66),
      await ask(store, token, 6, { address: "203.0.113.8" }),
      await ask(store, token, 6, { address: undefined }),
      await ask(store, token, 6, { holder: holder("other") }),
      await ask(store, token, 6, { stream: "live/b" }),
      await ask(store, token, 6, { action: "play" }),
      await ask(store, token, 6, { comeback: { ...PUBLISHING, resumeSeconds: 0 } }),
    ];
    expect(refused).toMatchObject(refused.map(() => ({ reason: "token-already-used" })));
    expect((await ask(store, token, 65)).outcome).toBe("admitted");
  });

  test.each(["idle", "cap", "replaced", "revoked", "enforced"] as const)(
    "a session that ended as %s is not resumed",
    async reason => {
      const { store, token } = await opened();
      const { id } = sessionIn(await ask(store, token, 0));
      await store.endSessions([id], reason, START_SECONDS + 5);
      expect(await ask(store, token, 6)).toMatchObject({ reason: "token-already-used" });
    },
  );

  test("where the server cuts by lifetime only a session that lasted so long is resumed", async () => {
    const { store, token } = await opened({ action: "play" });
    const comeback: Comeback = { asksAgain: false, resumeSeconds: 60, resumeAfterSeconds: 55 };
    const first = sessionIn(await ask(store, token, 0, { comeback }));
    await store.endSessions([first.id], "closed", START_SECONDS + 54);
    expect(await ask(store, token, 55, { comeback })).toMatchObject({ reason: "token-already-used" });
    const long = await publishToken(store, { action: "play" });
    const second = sessionIn(await ask(store, long, 0, { comeback }));
    await store.endSessions([second.id], "closed", START_SECONDS + 55);
    expect((await ask(store, long, 56, { comeback })).outcome).toBe("admitted");
  });

  test("a resumed session needs its place like any other, and a token that is not revoked", async () => {
    const { store, token } = await opened({ maxUses: 2, action: "play", ...PLACE });
    const { id } = sessionIn(await ask(store, token, 0));
    await store.endSessions([id], "closed", START_SECONDS + 5);
    const other = sessionIn(await ask(store, token, 6, { holder: holder("other") }));
    expect(await ask(store, token, 7)).toMatchObject({ reason: "too-many-sessions" });
    await store.endSessions([other.id], "closed", START_SECONDS + 8);
    await store.revokeToken("acme", token.id, START_SECONDS + 8);
    expect(await ask(store, token, 9)).toMatchObject({ reason: "token-revoked" });
  });

  test("a publisher without a limit of uses takes its own place over, and its old session ends in the same step", async () => {
    const { store, token } = await opened({ kind: "access", maxUses: undefined, ...PLACE });
    const old = sessionIn(await ask(store, token, 0));
    const admission = await ask(store, token, 1);
    expect(admission).toMatchObject({ outcome: "admitted", ended: [{ id: old.id, reason: "replaced" }] });
    expect(await store.session(old.id)).toMatchObject({ endReason: "replaced" });
    expect((await store.liveSessions()).map(({ id }) => id)).toEqual([sessionIn(admission).id]);
    expect((await store.token(token.id))?.uses).toBe(2);
  });

  test("of 50 connections that take one place over at once one is left, and each of the others has ended once", async () => {
    const { store, token } = await opened({ kind: "access", maxUses: undefined, ...PLACE });
    const admissions = await Promise.all(Array.from({ length: 50 }, () => ask(store, token, 0)));
    const ended = admissions.flatMap(admission => ("ended" in admission ? admission.ended : []));
    expect(new Set(ended.map(({ id }) => id)).size).toBe(49);
    expect(await store.liveSessions()).toHaveLength(1);
  });

  test("a stranger with the same token takes no place over: another address or agent finds the stream busy", async () => {
    const { store, token } = await opened({ kind: "access", maxUses: undefined });
    const { id } = sessionIn(await ask(store, token, 0));
    const busy = { reason: "stream-busy", sessionId: id };
    expect(await ask(store, token, 1, { address: "203.0.113.8" })).toMatchObject(busy);
    expect(await ask(store, token, 1, { holder: holder("other") })).toMatchObject(busy);
    expect(await ask(store, token, 1, { address: undefined })).toMatchObject(busy);
  });

  test("a one-time token with a place takes it over from a session that was silent for 10 s, for its one use", async () => {
    const { store, token } = await opened(PLACE);
    const old = sessionIn(await ask(store, token, 0));
    expect(await ask(store, token, 9)).toMatchObject({ reason: "too-many-sessions", sessionId: old.id });
    const heard = { ...PUBLISHING, lastHeard: () => START_SECONDS + 1 };
    expect((await ask(store, token, 10, { comeback: heard })).outcome).toBe("refused");
    const admission = await ask(store, token, 10);
    expect(admission).toMatchObject({ outcome: "admitted", ended: [{ id: old.id, reason: "replaced" }] });
    expect((await store.token(token.id))?.uses).toBe(1);
  });

  test("a one-time token without a limit of places takes nothing over, however silent its session is", async () => {
    const { store, token } = await opened();
    await ask(store, token, 0);
    expect(await ask(store, token, 3_600)).toMatchObject({ reason: "token-already-used" });
  });

  test("a token with uses left makes no second publisher of a stream", async () => {
    const { store, token } = await opened({ kind: "access", maxUses: 5 });
    const { id } = sessionIn(await ask(store, token, 0));
    expect(await ask(store, token, 1)).toMatchObject({ reason: "stream-busy", sessionId: id });
    expect((await store.token(token.id))?.uses).toBe(1);
  });

  async function opened(changes: Partial<TokenRecord> = {}) {
    const { store } = await open();
    return { store, token: await publishToken(store, changes) };
  }
}

function ask(store: Store, token: TokenRecord, seconds: number, changes: ConnectionChanges = {}) {
  return store.admit(connected(token, { nowSeconds: START_SECONDS + seconds, ...changes }));
}
