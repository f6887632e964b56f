import { EVICTION_BAR_SECONDS, type SessionCounting } from "@sluice/policy";
import { expect, test } from "vitest";
import { asked, given, opened, outcome, usual } from "./counted-samples.ts";
import { holder, START_SECONDS, sampleRequest, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

/** Who makes room for whoever comes when every place is taken, and who does not. */
export function evictionConformance(open: OpenStore): void {
  const oldest = { ...usual, whenFull: "evict-oldest" } as const;

  test("takes the place of the oldest session, in the same step", async () => {
    const { store, tokens } = await opened(open, [{}]);
    const [first, second, third] = ["a", "b", "c"].map((agent, index) =>
      asked(tokens[0], 2, { counting: oldest, holder: holder(agent), nowSeconds: START_SECONDS + index }),
    );
    for (const request of [first, second]) expect(await outcome(store, request)).toBe("admitted");
    const admission = await store.admit(given(third));
    expect(admission).toMatchObject({
      outcome: "admitted",
      ended: [{ id: first?.session.id, reason: "evicted" }],
    });
    expect(await store.session(first?.session.id ?? "")).toMatchObject({
      endReason: "evicted",
      endedAtSeconds: START_SECONDS + 2,
    });
    expect((await store.session(second?.session.id ?? ""))?.endedAtSeconds).toBeUndefined();
  });

  test("makes no room by asking: a look changes nothing", async () => {
    const { store, tokens } = await opened(open, [{}]);
    const first = asked(tokens[0], 1, { counting: oldest });
    await store.admit(first);
    const { plan } = await store.peek(asked(tokens[0], 1, { counting: oldest }));
    expect(plan).toMatchObject({ plan: "create", ends: [{ reason: "evicted" }] });
    expect((await store.session(first.session.id))?.endedAtSeconds).toBeUndefined();
  });

  test("ends nobody when something else refuses it", async () => {
    const { store, tokens } = await opened(open, [{ maxUses: 1 }]);
    const first = asked(tokens[0], 1, { counting: oldest, uses: 1 });
    await store.admit(first);
    expect(await outcome(store, asked(tokens[0], 1, { counting: oldest, uses: 1 }))).toBe(
      "token-already-used",
    );
    expect((await store.session(first.session.id))?.endedAtSeconds).toBeUndefined();
  });

  test("does not take turns with whom it evicted faster than once per bar", async () => {
    const { store, tokens } = await opened(open, [{}]);
    const turns: [number, string][] = [];
    // Two devices, and each tries to come back every second.
    for (let second = 0; second <= 2 * EVICTION_BAR_SECONDS; second += 1) {
      for (const agent of ["tv", "phone"]) {
        const isPlaying = turns.at(-1)?.[1] === agent;
        if (isPlaying) continue;
        const nowSeconds = START_SECONDS + second;
        const request = asked(tokens[0], 1, { counting: oldest, holder: holder(agent), nowSeconds });
        const answer = await outcome(store, request);
        if (answer === "admitted") turns.push([second, agent]);
        else expect(answer).toBe("session-evicted");
      }
    }
    expect(turns).toEqual([
      [0, "tv"],
      [0, "phone"],
      [EVICTION_BAR_SECONDS, "tv"],
      [2 * EVICTION_BAR_SECONDS, "phone"],
    ]);
  });

  test("comes back at once where there is room again", async () => {
    const { store, tokens } = await opened(open, [{}]);
    const as = (agent: string, nowSeconds: number) =>
      asked(tokens[0], 1, { counting: oldest, holder: holder(agent), nowSeconds });
    await store.admit(as("tv", START_SECONDS));
    const phone = as("phone", START_SECONDS + 1);
    await store.admit(phone);
    await store.endSessions([phone.session.id], "idle", START_SECONDS + 2);
    expect(await outcome(store, as("tv", START_SECONDS + 3))).toBe("admitted");
  });

  test("takes its own former place only, where devices are told apart", async () => {
    const { store, tokens } = await opened(open, [{}]);
    const counting = { ...usual, whenFull: "evict-same-device" } as const;
    const as = (agent: string, nowSeconds: number) =>
      asked(tokens[0], 2, { counting, holder: holder(agent), nowSeconds });
    const [tv, phone] = [as("tv", START_SECONDS), as("phone", START_SECONDS)];
    for (const request of [tv, phone]) await store.admit(request);
    expect(await outcome(store, as("laptop", START_SECONDS + 20))).toBe("too-many-sessions");
    expect(await store.admit(as("phone", START_SECONDS + 21))).toMatchObject({
      outcome: "admitted",
      ended: [{ id: phone.session.id, reason: "evicted" }],
    });
    expect((await store.session(tv.session.id))?.endedAtSeconds).toBeUndefined();
  });

  test("to play never ends who publishes, and ends a viewer instead", async () => {
    const { store, tokens } = await opened(open, [{ action: "publish" }, {}]);
    const counting = { per: "stream", over: "stream", whenFull: "evict-oldest" } as const;
    const of = { counting, of: "stream" } as const;
    const publisher = asked(tokens[0], 2, { ...of, action: "publish" });
    const viewer = asked(tokens[1], 2, { ...of, holder: holder("tv") });
    for (const request of [publisher, viewer]) expect(await outcome(store, request)).toBe("admitted");
    const next = { ...of, holder: holder("phone") };
    expect(await store.admit(asked(tokens[1], 2, next))).toMatchObject({
      ended: [{ id: viewer.session.id, reason: "evicted" }],
    });
    expect(await outcome(store, asked(tokens[1], 1, { ...next, holder: holder("pad") }))).toBe("stream-full");
    expect((await store.session(publisher.session.id))?.endedAtSeconds).toBeUndefined();
  });

  test("by a token's own limit of a stream ends no stranger, and its own session instead", async () => {
    const { store, tokens } = await opened(open, [{}, {}]);
    const counting = { per: "stream", over: "stream", whenFull: "evict-oldest" } as const;
    const stranger = sampleRequest(given(tokens[0]), { holder: holder("tv") });
    expect(await outcome(store, stranger)).toBe("admitted");
    const as = (agent: string, max: number) => asked(tokens[1], max, { counting, holder: holder(agent) });
    expect(await outcome(store, as("phone", 1))).toBe("too-many-sessions");
    const own = as("phone", 2);
    expect(await outcome(store, own)).toBe("admitted");
    expect(await store.admit(as("pad", 2))).toMatchObject({
      ended: [{ id: own.session.id, reason: "evicted" }],
    });
    expect((await store.session(stranger.session.id))?.endedAtSeconds).toBeUndefined();
  });

  test.each([
    ["token", "user"],
    ["token", "stream"],
    ["stream", "user"],
  ] as const)(
    "with a token that was handed on ends its own family alone, by a %s's places per %s",
    async (of, per) => {
      const { store, tokens } = await opened(open, [{ user: "partner" }, { user: "eve" }]);
      const [partner, stranger] = tokens.map(given);
      const lineage = [given(partner).id];
      const children = [1, 2].map(() =>
        sampleToken({ kind: "access", maxUses: undefined, user: "eve", lineage }),
      );
      await store.insertTokens(children);
      const counting = { per, over: "stream", whenFull: "evict-oldest" } as const;
      const wanted = (agent: string) => ({ counting, of, lineage, holder: holder(agent) });
      const other = sampleRequest(given(stranger), { holder: holder("tv") });
      expect(await outcome(store, other)).toBe("admitted");
      const full = of === "token" ? "too-many-sessions" : "stream-full";
      expect(await outcome(store, asked(children[0], 1, wanted("phone")))).toBe(full);
      const first = asked(children[0], 2, wanted("phone"));
      expect(await outcome(store, first)).toBe("admitted");
      expect(await store.admit(asked(children[1], 2, wanted("pad")))).toMatchObject({
        ended: [{ id: first.session.id, reason: "evicted" }],
      });
      expect((await store.session(other.session.id))?.endedAtSeconds).toBeUndefined();
    },
  );

  test("would have found at another second what was there then", async () => {
    const { store, tokens } = await opened(open, [{}]);
    const as = (agent: string, nowSeconds: number, counting: SessionCounting) =>
      asked(tokens[0], 1, { counting, holder: holder(agent), nowSeconds });
    await store.admit(as("tv", START_SECONDS, oldest));
    await store.admit(as("phone", START_SECONDS + 10, oldest));
    const at = async (second: number, counting: SessionCounting) =>
      (await store.peekAt(as("tv", START_SECONDS + second, counting))).plan;
    const perUser = { ...usual, over: "stream" } as const;
    expect(await at(5, perUser)).toMatchObject({ plan: "refuse", reason: "too-many-sessions" });
    expect(await at(15, oldest)).toMatchObject({ plan: "refuse", reason: "session-evicted" });
  });
}
