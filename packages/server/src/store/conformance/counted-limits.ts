import {
  type AdmissionRequest,
  EVICTION_BAR_SECONDS,
  type SessionCounting,
  type StateCheck,
} from "@sluice/policy";
import { describe, expect, test } from "vitest";
import type { Store } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { holder, type RequestChanges, START_SECONDS, sampleRequest, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

const usual: SessionCounting = { per: "token", over: "organization", whenFull: "reject-new" };

/** Places that are counted in other ways than a number alone says, and who makes room. */
export function countedLimitsConformance(open: OpenStore): void {
  describe("places", () => {
    test("of one user are counted over all of the user's tokens, and another user's are not", async () => {
      const { store, tokens } = await opened(open, [{ user: "eve" }, { user: "eve" }, { user: "mel" }]);
      const [first, second, other] = tokens;
      const per = { counting: { ...usual, per: "user" } } as const;
      expect(await outcome(store, asked(first, 2, per))).toBe("admitted");
      expect(await outcome(store, asked(second, 2, per))).toBe("admitted");
      expect(await outcome(store, asked(first, 2, per))).toBe("too-many-sessions");
      expect(await outcome(store, asked(other, 2, per))).toBe("admitted");
    });

    test("are counted in one organization alone, whoever is called the same in another", async () => {
      const { store, tokens } = await opened(open, [{ user: "eve" }, { user: "eve", organization: "other" }]);
      for (const counting of [
        { ...usual, per: "user" },
        { per: "stream", over: "stream", whenFull: "reject-new" },
      ] as const) {
        const stream = `live/${counting.per}`;
        for (const token of tokens) {
          const { organization } = given(token);
          const ask = () => outcome(store, asked(token, 1, { counting, stream, organization }));
          expect(await ask()).toBe("admitted");
          expect(await ask()).toBe("too-many-sessions");
        }
      }
    });

    test("over a stream or an application are counted in each apart", async () => {
      const { store, tokens } = await opened(open, [{}]);
      const at = (over: "stream" | "application", stream: string) => {
        const [application = ""] = stream.split("/");
        return outcome(store, asked(tokens[0], 1, { counting: { ...usual, over }, stream, application }));
      };
      expect(await at("stream", "live/a")).toBe("admitted");
      expect(await at("stream", "live/a")).toBe("too-many-sessions");
      expect(await at("stream", "live/b")).toBe("admitted");
      expect(await at("application", "live/c")).toBe("too-many-sessions");
      expect(await at("application", "vod/a")).toBe("admitted");
    });

    test("of a stream's own limit per token are counted for each token apart", async () => {
      const { store, tokens } = await opened(open, [{}, {}]);
      const counting = { per: "token", over: "stream", whenFull: "reject-new" } as const;
      const of = (token: TokenRecord | undefined) =>
        outcome(store, asked(token, 1, { counting, of: "stream" }));
      expect(await of(tokens[0])).toBe("admitted");
      expect(await of(tokens[0])).toBe("stream-full");
      expect(await of(tokens[1])).toBe("admitted");
    });

    test("of a stream's own limit per token are no more for a token that is handed on", async () => {
      const { store, tokens } = await opened(open, [{}, {}]);
      const lineage = [given(tokens[0]).id];
      const children = [1, 2, 3].map(() => sampleToken({ kind: "access", maxUses: undefined, lineage }));
      await store.insertTokens(children);
      const counting = { per: "token", over: "stream", whenFull: "reject-new" } as const;
      const below = (index: number, nowSeconds = START_SECONDS) =>
        asked(children[index], 2, { counting, of: "stream", lineage, streamMaxSessions: 2, nowSeconds });
      const first = below(0);
      expect(await outcome(store, first)).toBe("admitted");
      expect(await outcome(store, below(1))).toBe("admitted");
      expect(await outcome(store, below(2))).toBe("stream-full");
      expect(await outcome(store, asked(tokens[0], 2, { counting, of: "stream" }))).toBe("stream-full");
      expect(await outcome(store, asked(tokens[1], 2, { counting, of: "stream" }))).toBe("admitted");
      for (const index of [1, 2]) {
        expect(await outcome(store, below(index, START_SECONDS + 50))).toBe("admitted");
      }
      expect(await store.retakeSlot(first.session.id, START_SECONDS + 60)).toBe(false);
    });

    test.each(["user", "stream", "token"] as const)(
      "of 50 that come at once for 7 places per %s exactly 7 are let in",
      async per => {
        const { store, tokens } = await opened(open, [{ user: "eve" }, { user: "eve" }]);
        const counting = { ...usual, per };
        const answers = await Promise.all(
          Array.from({ length: 50 }, (_, index) =>
            outcome(store, asked(tokens[per === "token" ? 0 : index % 2], 7, { counting })),
          ),
        );
        expect(answers.filter(answer => answer === "admitted")).toHaveLength(7);
        expect(answers.filter(answer => answer === "too-many-sessions")).toHaveLength(43);
      },
    );

    test("that were lost with a lease are taken again only while the user has one left", async () => {
      const { store, tokens } = await opened(open, [{ user: "eve" }, { user: "eve" }]);
      const counting = { ...usual, per: "user" } as const;
      const first = asked(tokens[0], 1, { counting });
      await store.admit(first);
      await store.admit(asked(tokens[1], 1, { counting, nowSeconds: START_SECONDS + 46 }));
      expect(await store.retakeSlot(first.session.id, START_SECONDS + 60)).toBe(false);
      expect(await store.retakeSlot(first.session.id, START_SECONDS + 89)).toBe(false);
    });

    test("that are fewer by a change are lost by those that came last, in each place apart", async () => {
      const { store, tokens } = await opened(open, [{ maxSessions: 2 }]);
      const [token] = tokens.map(given);
      const counting = { ...usual, over: "stream" } as const;
      const begin = async (stream: string) => {
        const request = asked(token, 2, { counting, stream });
        expect(await outcome(store, request)).toBe("admitted");
        return request.session.id;
      };
      const [, second, other] = [await begin("live/a"), await begin("live/a"), await begin("live/b")];
      const limits = { ...given(token), maxSessions: 1, limits: { sessionCounting: counting } };
      const order = {
        organization: "acme",
        id: limits.id,
        version: 1,
        limits,
        nowSeconds: START_SECONDS + 1,
      };
      const changed = await store.updateToken(order);
      expect(changed).toMatchObject({ outcome: "updated", lapsedSessionIds: [second] });
      expect(await store.retakeSlot(second ?? "", START_SECONDS + 2)).toBe(false);
      expect(await store.retakeSlot(other ?? "", START_SECONDS + 46)).toBe(true);
    });

    test("of a token count whoever plays with what was delegated from it, for whatever user", async () => {
      const { store, tokens } = await opened(open, [{ user: "eve" }]);
      const [parent] = tokens;
      const child = sampleToken({
        kind: "access",
        maxUses: undefined,
        user: "mel",
        lineage: [parent?.id ?? ""],
      });
      await store.insertTokens([child]);
      const check = { kind: "slot", max: 1, of: "token", counting: { ...usual, per: "user" } } as const;
      const below = () => ({
        ...sampleRequest(child, { lineage: child.lineage }),
        checks: [{ ...check, token: parent?.id }],
      });
      expect(await outcome(store, below())).toBe("admitted");
      expect(await outcome(store, below())).toBe("too-many-sessions");
      expect(await outcome(store, asked(parent, 1, { counting: check.counting }))).toBe("too-many-sessions");
    });
  });

  describe("who comes last", () => {
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
      expect(await outcome(store, asked(tokens[1], 1, { ...next, holder: holder("pad") }))).toBe(
        "stream-full",
      );
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
  });

  describe("amounts", () => {
    test("of minutes and bytes are added up at a token and those above it, once", async () => {
      const { store, tokens } = await opened(open, [{}]);
      const [parent] = tokens;
      const child = sampleToken({ kind: "access", maxUses: undefined, lineage: [parent?.id ?? ""] });
      await store.insertTokens([child]);
      const request = sampleRequest(child, { lineage: child.lineage });
      await store.admit(request);
      const write = (watchedSeconds: number, bytes: number) =>
        store.recordActivity([activity(request, { watchedSeconds, bytes, isOfStream: true })]);
      await write(60, 1_000);
      await write(60, 1_000);
      await write(59, 900);
      for (const token of [child, parent]) {
        expect(await store.token(token?.id ?? "")).toMatchObject({ watchedSeconds: 60, usedBytes: 1_000 });
      }
      expect(await store.streamTotals("acme", "live/a")).toMatchObject({
        watchedSeconds: 60,
        usedBytes: 1_000,
      });
      expect(await store.streamTotals("other", "live/a")).toMatchObject({ watchedSeconds: 0, usedBytes: 0 });
    });

    test.each([
      ["watch-minutes", 1, { watchedSeconds: 59 }, { watchedSeconds: 60 }],
      ["bytes", 1_000, { bytes: 999 }, { bytes: 1_000 }],
    ] as const)("of %s let in to the last and nobody beyond it", async (quota, max, before, spent) => {
      const { store, tokens } = await opened(open, [{}]);
      for (const of of ["token", "stream"] as const) {
        const request = {
          ...sampleRequest(given(tokens[0])),
          checks: [{ kind: "quota", quota, max, of } as const],
        };
        expect(await outcome(store, request)).toBe("admitted");
        await store.recordActivity([activity(request, { ...before, isOfStream: of === "stream" })]);
        const next = { ...sampleRequest(given(tokens[0])), checks: request.checks };
        expect(await outcome(store, next)).toBe("admitted");
        await store.recordActivity([activity(request, { ...spent, isOfStream: of === "stream" })]);
        const last = { ...sampleRequest(given(tokens[0])), checks: request.checks };
        expect(await outcome(store, last)).toBe("quota-spent");
      }
    });

    test("of plays are counted over all tokens of a stream, and nothing is spent by a refusal", async () => {
      const { store, tokens } = await opened(open, [{}, {}]);
      const play = (index: number, stream = "live/a") => {
        const request = sampleRequest(given(tokens[index]), { stream });
        return outcome(store, { ...request, checks: [{ kind: "use", max: 2, of: "stream" }] });
      };
      expect(await play(0)).toBe("admitted");
      expect(await play(1)).toBe("admitted");
      expect(await play(0)).toBe("quota-spent");
      expect(await play(0, "live/b")).toBe("admitted");
      expect(await store.streamTotals("acme", "live/a")).toMatchObject({ plays: 2 });
    });

    test("of 50 plays at once exactly as many are let in as there are", async () => {
      const { store, tokens } = await opened(open, [{}]);
      const requests = Array.from({ length: 50 }, () => ({
        ...sampleRequest(given(tokens[0])),
        checks: [{ kind: "use", max: 9, of: "stream" } as const],
      }));
      const answers = await Promise.all(requests.map(request => outcome(store, request)));
      expect(answers.filter(answer => answer === "admitted")).toHaveLength(9);
    });
  });
}

interface Asked extends Omit<RequestChanges, "counting"> {
  readonly counting: SessionCounting;
  readonly of?: "token" | "stream";
  readonly uses?: number;
}

/** An admission by a limit of sessions that is counted like this. */
function asked(token: TokenRecord | undefined, max: number, wanted: Asked): AdmissionRequest {
  const { counting, of = "token", uses, ...changes } = wanted;
  const request = sampleRequest(given(token), {
    maxSessions: of === "token" ? max : undefined,
    counting: { [of]: counting },
    ...changes,
  });
  const checks: StateCheck[] = [{ kind: "slot", max, of, counting }];
  if (uses !== undefined) checks.push({ kind: "use", max: uses });
  return { ...request, checks };
}

function activity(
  { session, nowSeconds }: AdmissionRequest,
  what: { readonly watchedSeconds?: number; readonly bytes?: number; readonly isOfStream?: boolean },
) {
  const { id, holder: who } = session;
  const times = { lastSeenSeconds: nowSeconds, leaseUntilSeconds: nowSeconds + 45 };
  return { id, ...times, holder: who, bytes: 0, requests: 0, ...what };
}

async function outcome(store: Store, request: AdmissionRequest | undefined): Promise<string> {
  const admission = await store.admit(given(request));
  return admission.outcome === "refused" ? admission.reason : admission.outcome;
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the test has none");
  return value;
}

async function opened(open: OpenStore, wanted: readonly Partial<TokenRecord>[]) {
  const { store } = await open();
  const tokens = wanted.map(changes => sampleToken({ kind: "access", maxUses: undefined, ...changes }));
  await store.insertTokens(tokens);
  return { store, tokens };
}
