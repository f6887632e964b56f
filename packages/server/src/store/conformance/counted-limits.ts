import type { AdmissionRequest } from "@sluice/policy";
import { describe, expect, test } from "vitest";
import type { TokenRecord } from "../token-record.ts";
import { asked, given, opened, outcome, usual } from "./counted-samples.ts";
import { evictionConformance } from "./evictions.ts";
import { START_SECONDS, sampleRequest, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

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

  describe("who comes last", () => evictionConformance(open));

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

function activity(
  { session, nowSeconds }: AdmissionRequest,
  what: { readonly watchedSeconds?: number; readonly bytes?: number; readonly isOfStream?: boolean },
) {
  const { id, holder: who } = session;
  const times = { lastSeenSeconds: nowSeconds, leaseUntilSeconds: nowSeconds + 45 };
  return { id, ...times, holder: who, bytes: 0, requests: 0, ...what };
}
