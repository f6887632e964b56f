import { expect, test } from "vitest";
import type { Admission } from "../store.ts";
import { type ConnectionChanges, connected, publishToken, sessionIn } from "./connected.ts";
import { holder, START_SECONDS, sampleRequest } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

const FIFTY = Array.from({ length: 50 }, (_, index) => index);
const told = (admission: Admission) =>
  admission.outcome === "refused" ? admission.reason : admission.outcome;

/** Sessions that a media server's connection carries: asked for once or often, one publisher, places, ids used anew. */
export function connectionConformance(open: OpenStore): void {
  test("a session keeps which connection carries it, in every way it is read", async () => {
    const { store } = await open();
    const token = await publishToken(store);
    const connection = { server: "edge", id: "7", protocol: "srt" };
    const admission = await store.admit(connected(token, { connection }));
    const { id } = sessionIn(admission);
    expect(sessionIn(admission).connection).toEqual(connection);
    expect((await store.session(id))?.connection).toEqual(connection);
    expect((await store.liveSessions()).map(session => session.connection)).toEqual([connection]);
    const page = await store.listSessions({ organization: "acme", limit: 5 });
    expect(page.items.map(session => session.connection)).toEqual([connection]);
  });

  test("50 parallel questions about one connection make one session, and all of them are allowed for one use", async () => {
    const { store } = await open();
    const token = await publishToken(store);
    const admissions = await Promise.all(FIFTY.map(() => store.admit(connected(token, { on: "7" }))));
    expect(new Set(admissions.map(admission => sessionIn(admission).id)).size).toBe(1);
    expect(admissions.filter(({ outcome }) => outcome === "admitted")).toHaveLength(1);
    expect((await store.liveSessions()).map(({ repeats }) => repeats)).toEqual([0]);
    expect((await store.token(token.id))?.uses).toBe(1);
  });

  test("a question asked again about one connection of an unlimited token makes no second session, hours later too", async () => {
    const { store } = await open();
    const token = await publishToken(store, { kind: "access", maxUses: undefined });
    const first = await store.admit(connected(token, { on: "7" }));
    const later = await store.admit(connected(token, { on: "7", nowSeconds: START_SECONDS + 7_200 }));
    expect(later).toMatchObject({ outcome: "continued", session: { id: sessionIn(first).id } });
  });

  test("of 50 parallel connections with one one-time token one is let in", async () => {
    const { store } = await open();
    const token = await publishToken(store);
    const admissions = await Promise.all(FIFTY.map(() => store.admit(connected(token))));
    expect(admissions.map(told).toSorted()).toEqual([
      "admitted",
      ...Array.from({ length: 49 }, () => "token-already-used"),
    ]);
    expect((await store.token(token.id))?.uses).toBe(1);
    expect(await store.liveSessions()).toHaveLength(1);
  });

  test("of 50 parallel connections with one one-time token to play one is let in, however soon the others come", async () => {
    const { store } = await open();
    const token = await publishToken(store, { action: "play" });
    const admissions = await Promise.all(FIFTY.map(() => store.admit(connected(token))));
    expect(admissions.filter(({ outcome }) => outcome === "admitted")).toHaveLength(1);
    expect(admissions.filter(admission => told(admission) === "token-already-used")).toHaveLength(49);
  });

  test("of 50 that ask at once to publish one stream with tokens of their own one publishes, and the others' tokens stay unspent", async () => {
    const { store } = await open();
    const tokens = await Promise.all(FIFTY.map(() => publishToken(store)));
    const admissions = await Promise.all(
      tokens.map((token, index) => store.admit(connected(token, { holder: holder(`encoder/${index}`) }))),
    );
    expect(admissions.map(told).toSorted()).toEqual([
      "admitted",
      ...Array.from({ length: 49 }, () => "stream-busy"),
    ]);
    const uses = await Promise.all(tokens.map(async ({ id }) => (await store.token(id))?.uses));
    expect(uses.toSorted()).toEqual([...Array.from({ length: 49 }, () => 0), 1]);
  });

  test("a refused publisher is told whose session has the stream, by peek and by admit, and gets it when that has ended", async () => {
    const { store } = await open();
    const [first, second] = [await publishToken(store), await publishToken(store)];
    const { id } = sessionIn(await store.admit(connected(first)));
    const ask = () => connected(second, { holder: holder("other"), address: "203.0.113.8" });
    expect(await store.admit(ask())).toMatchObject({ reason: "stream-busy", sessionId: id });
    expect((await store.peek(ask())).plan).toMatchObject({ plan: "refuse", reason: "stream-busy" });
    await store.endSessions([id], "operator", START_SECONDS);
    expect((await store.admit(ask())).outcome).toBe("admitted");
  });

  test("playing, publishing elsewhere and publishing without a connection are no second publisher", async () => {
    const { store } = await open();
    const unlimited = { kind: "access", maxUses: undefined } as const;
    const [publish, play] = [
      await publishToken(store, unlimited),
      await publishToken(store, { ...unlimited, action: "play" }),
    ];
    await store.admit(connected(publish));
    expect((await store.admit(connected(play))).outcome).toBe("admitted");
    expect((await store.admit(connected(publish, { stream: "live/b" }))).outcome).toBe("admitted");
    const without = sampleRequest(publish, { action: "publish", stream: "live/c" });
    expect((await store.admit(without)).outcome).toBe("admitted");
    const other = await publishToken(store, { ...unlimited, organization: "other" });
    expect((await store.admit(connected(other))).outcome).toBe("admitted");
    expect((await store.admit(connected(publish, { stream: "live/c" }))).outcome).toBe("admitted");
  });

  test("a stream that is open to all has as many publishers as the server lets it", async () => {
    const { store } = await open();
    const nobody = await publishToken(store, { maxUses: undefined });
    const ask = (on: string) =>
      store.admit({ ...connected(nobody, { on, tokenId: "open:live/a" }), checks: [] });
    const [first, second, again] = [await ask("1"), await ask("2"), await ask("1")];
    expect([first.outcome, second.outcome, again.outcome]).toEqual(["admitted", "admitted", "continued"]);
    expect(sessionIn(again).id).toBe(sessionIn(first).id);
  });

  test("a connection holds its place for as long as it lives, however silent it is, and up to its cap", async () => {
    const { store } = await open();
    const token = await publishToken(store, { maxUses: undefined, maxSessions: 1, action: "play" });
    const first = sessionIn(await store.admit(connected(token, { capSeconds: START_SECONDS + 9_000 })));
    const ask = (seconds: number) =>
      connected(token, { nowSeconds: START_SECONDS + seconds, holder: holder("other") });
    expect(await store.admit(ask(8_999))).toMatchObject({ reason: "too-many-sessions" });
    expect(await store.retakeSlot(first.id, START_SECONDS + 8_999)).toBe(true);
    expect((await store.peek(ask(9_000))).plan.plan).toBe("create");
    await store.endSessions([first.id], "closed", START_SECONDS + 1);
    expect((await store.admit(ask(2))).outcome).toBe("admitted");
  });

  test("fewer places for a token take none from what its connections carry, and let nobody else in", async () => {
    const { store } = await open();
    const token = await publishToken(store, { maxUses: undefined, maxSessions: 2, action: "play" });
    for (const agent of ["a", "b"]) await store.admit(connected(token, { holder: holder(agent) }));
    const update = { organization: "acme", id: token.id, version: 1, nowSeconds: START_SECONDS };
    const changed = await store.updateToken({ ...update, limits: { ...token, maxSessions: 1 } });
    expect(changed).toMatchObject({ lapsedSessionIds: [] });
    const next = connected({ ...token, maxSessions: 1 }, { holder: holder("c") });
    expect(await store.admit(next)).toMatchObject({ reason: "too-many-sessions" });
  });

  test("a connection's time counts as usage in full, however rarely it was heard of", async () => {
    const { store } = await open();
    const token = await publishToken(store);
    const { id, holder: held } = sessionIn(await store.admit(connected(token)));
    const lastSeenSeconds = START_SECONDS + 3_000;
    const activity = { id, holder: held, lastSeenSeconds, leaseUntilSeconds: lastSeenSeconds };
    await store.recordActivity([{ ...activity, bytes: 9, requests: 0 }]);
    const range = {
      organization: "acme",
      by: "organization",
      step: "day",
      fromSeconds: 0,
      untilSeconds: START_SECONDS + 90_000,
    } as const;
    expect(await store.totalUsage(range)).toMatchObject({ seconds: 3_000, bytes: 9 });
  });

  test.each([
    ["another token", {}, { isOther: true }],
    ["another stream", { stream: "live/b" }, {}],
    ["another address", { address: "203.0.113.8" }, {}],
  ] as const)(
    "an id that the server uses anew for %s ends the session that had it, in the same step",
    async (_, changes, { isOther = false }: { isOther?: boolean }) => {
      const { store } = await open();
      const unlimited = { kind: "access", maxUses: undefined, action: "play" } as const;
      const token = await publishToken(store, unlimited);
      const other = isOther ? await publishToken(store, unlimited) : token;
      const old = sessionIn(await store.admit(connected(token, { on: "7" })));
      const anew: ConnectionChanges = { on: "7", nowSeconds: START_SECONDS + 5, ...changes };
      const admission = await store.admit(connected(other, anew));
      expect(admission).toMatchObject({ outcome: "admitted", ended: [{ id: old.id, reason: "closed" }] });
      expect(await store.session(old.id)).toMatchObject({
        endReason: "closed",
        endedAtSeconds: START_SECONDS + 5,
      });
      expect(await store.liveSessions()).toHaveLength(1);
    },
  );

  test("a publisher whose connection's id is used anew gives the stream and its place free", async () => {
    const { store } = await open();
    const [first, second] = [await publishToken(store), await publishToken(store)];
    const stream = { streamMaxSessions: 1 };
    const old = sessionIn(await store.admit(connected(first, { on: "7", ...stream })));
    const request = connected(second, { on: "7", ...stream });
    const checks = [...request.checks, { kind: "slot", max: 1, of: "stream" } as const];
    expect(await store.admit({ ...request, checks })).toMatchObject({
      outcome: "admitted",
      ended: [{ id: old.id, reason: "closed" }],
    });
  });

  test("a connection that publishes one stream and plays another keeps both sessions; so do two servers with one id", async () => {
    const { store } = await open();
    const publish = await publishToken(store);
    const play = await publishToken(store, { action: "play" });
    const elsewhere = await publishToken(store, { action: "play" });
    const connection = { server: "other", id: "7", protocol: "rtmp" };
    const admissions = [
      await store.admit(connected(publish, { on: "7" })),
      await store.admit(connected(play, { on: "7", stream: "live/b" })),
      await store.admit(connected(elsewhere, { connection })),
    ];
    expect(admissions).toMatchObject(admissions.map(() => ({ outcome: "admitted", ended: [] })));
    expect(await store.liveSessions()).toHaveLength(3);
  });

  test("a refused question ends nobody's session", async () => {
    const { store } = await open();
    const [first, spent] = [await publishToken(store), await publishToken(store, { uses: 1 })];
    await store.admit(connected(first, { on: "7" }));
    expect((await store.admit(connected(spent, { on: "7" }))).outcome).toBe("refused");
    expect(await store.liveSessions()).toHaveLength(1);
  });
}
