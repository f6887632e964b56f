import { expect, test } from "vitest";
import type { Store } from "../store.ts";
import { holder, START_SECONDS, sampleDecision, sampleRequest, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

/** Pruning: what is over goes, in batches; what may still matter stays. */
export function retentionConformance(open: OpenStore): void {
  test("a token goes when it has expired before, and takes everything with it that it is found by", async () => {
    const { store, reopen } = await open();
    const over = { expiresAtSeconds: START_SECONDS - 1, user: "eve", kind: "access" as const };
    const gone = sampleToken({ ...over, target: { streams: ["live/a", "vod/b"] } });
    const now = sampleToken({ expiresAtSeconds: START_SECONDS });
    const endless = sampleToken({ expiresAtSeconds: undefined, uses: 1 });
    await store.insertTokens([gone, now, endless]);
    await store.suspendToken({ organization: "acme", id: gone.id, nowSeconds: START_SECONDS - 5 });
    expect(await store.prune("tokens", START_SECONDS, 9)).toBe(1);
    expect(await store.prune("tokens", START_SECONDS, 9)).toBe(0);
    const left = async (each: Store, query = {}) =>
      (await each.listTokens({ organization: "acme", limit: 9, ...query })).items
        .map(({ id }) => id)
        .toSorted();
    const later = (await reopen?.()) ?? store;
    for (const query of [{}, { stream: "live/a" }, { application: "live" }]) {
      expect(await left(later, query)).toEqual([now.id, endless.id].toSorted());
    }
    expect(await left(later, { stream: "vod/b" })).toEqual([]);
    expect(await later.admit(sampleRequest(gone))).toMatchObject({ reason: "token-unknown" });
  });

  test("a pruned token that was spent is not good again: it is unknown", async () => {
    const { store } = await open();
    const token = sampleToken({ expiresAtSeconds: START_SECONDS + 1 });
    await store.insertTokens([token]);
    const { session } = sampleRequest(token);
    expect((await store.admit({ ...sampleRequest(token), session })).outcome).toBe("admitted");
    await store.endSessions([session.id], "idle", START_SECONDS + 1);
    expect(await store.prune("tokens", START_SECONDS + 2, 9)).toBe(1);
    expect(await store.admit(sampleRequest(token))).toMatchObject({
      outcome: "refused",
      reason: "token-unknown",
    });
  });

  test("a token stays while one of its sessions runs", async () => {
    const { store } = await open();
    const token = sampleToken({ expiresAtSeconds: START_SECONDS });
    await store.insertTokens([token]);
    const request = sampleRequest(token, { nowSeconds: START_SECONDS - 10 });
    await store.admit(request);
    expect(await store.prune("tokens", START_SECONDS + 1000, 9)).toBe(0);
    await store.endSessions([request.session.id], "idle", START_SECONDS);
    expect(await store.prune("tokens", START_SECONDS + 1000, 9)).toBe(1);
  });

  test("a session goes when it has ended before; live ones and bars that hold stay", async () => {
    const { store } = await open();
    const token = sampleToken({ kind: "access", maxUses: undefined });
    await store.insertTokens([token]);
    const [old, barred, live] = await Promise.all(
      ["a", "b", "c"].map(async agent => {
        const request = sampleRequest(token, { holder: holder(agent) });
        await store.admit(request);
        return request.session.id;
      }),
    );
    await store.endSessions([old ?? ""], "idle", START_SECONDS + 1);
    await store.endSessions([barred ?? ""], "operator", START_SECONDS + 100);
    expect(await store.prune("sessions", START_SECONDS + 100, 9)).toBe(1);
    expect(await store.session(old ?? "")).toBeUndefined();
    expect((await store.liveSessions()).map(({ id }) => id)).toEqual([live]);
    const again = sampleRequest(token, { holder: holder("b"), nowSeconds: START_SECONDS + 110 });
    expect(await store.admit(again)).toMatchObject({ outcome: "refused", reason: "session-ended" });
  });

  test("decisions and usage go by their age", async () => {
    const { store } = await open();
    const at = (seconds: number) => ({ atMilliseconds: (START_SECONDS + seconds) * 1000 });
    const decisions = [0, 10, 20].map(seconds => ({ ...sampleDecision(`REF${seconds}`), ...at(seconds) }));
    await store.appendDecisions(decisions, 100);
    expect(await store.prune("decisions", START_SECONDS + 20, 9)).toBe(2);
    expect(await store.decision("REF10")).toBeUndefined();
    expect(await store.decision("REF20")).toBeDefined();

    const midnight = START_SECONDS - (START_SECONDS % 86_400);
    const hours = [0, 3600, 86_400].map(seconds => midnight + seconds);
    const subject = { application: undefined, stream: undefined, user: "eve", tag: undefined };
    const additions = ["acme", "other"].flatMap(organization =>
      hours.map(atSeconds => ({
        subject: { organization, ...subject },
        atSeconds,
        figures: { sessions: 1 },
      })),
    );
    await store.recordActivity([], { additions });
    const range = { organization: "other", fromSeconds: 0, untilSeconds: midnight + 2 * 86_400 };
    const sessions = async (step: "hour" | "day") =>
      (await store.totalUsage({ ...range, by: "user", of: "eve", step })).sessions;
    while ((await store.prune("usage", midnight + 3600, 3)) > 0);
    expect([await sessions("hour"), await sessions("day")]).toEqual([2, 1]);
  });

  test("no batch is larger than its limit", async () => {
    const { store } = await open();
    const ends = [5, 1, 3, 2, 4];
    const tokens = ends.map(end => sampleToken({ id: `t${end}`, expiresAtSeconds: START_SECONDS + end }));
    await store.insertTokens(tokens);
    expect(await store.prune("tokens", START_SECONDS + 9, 2)).toBe(2);
    const { items } = await store.listTokens({ organization: "acme", limit: 9 });
    expect(items).toHaveLength(3);
  });
}
