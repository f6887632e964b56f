import type { Holder } from "@sluice/policy";
import { describe, expect, test } from "vitest";
import type { Store } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { holder, START_SECONDS, sampleRequest, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

/** Slots, activity and ends, told by the clock of the argument alone. */
export function slotConformance(open: OpenStore): void {
  describe.each([
    ["long ago", START_SECONDS],
    ["in a far future", 9_000_000_000],
  ])("with a clock %s", (_, start) => {
    test("the place after the last is refused, and free again when a lease runs out", async () => {
      const { store, token } = await opened({ maxUses: undefined, maxSessions: 2 });
      const admit = (nowSeconds: number) => store.admit(sampleRequest(token, { nowSeconds }));
      expect((await admit(start)).outcome).toBe("admitted");
      expect((await admit(start + 10)).outcome).toBe("admitted");
      expect(await admit(start + 44)).toMatchObject({ outcome: "refused", reason: "too-many-sessions" });
      expect((await admit(start + 45)).outcome).toBe("admitted");
      expect((await admit(start + 46)).outcome).toBe("refused");
    });

    test("a session whose lease ran out takes its slot again only while one is free", async () => {
      const { store, token } = await opened({ maxUses: undefined, maxSessions: 1 });
      const first = await admitted(store, token, start);
      expect(await store.retakeSlot(first, start + 44)).toBe(true);
      expect(await store.retakeSlot(first, start + 46)).toBe(true);
      expect((await store.session(first))?.leaseUntilSeconds).toBe(start + 91);
      expect(await store.retakeSlot(first, start + 90)).toBe(false);
      const second = await admitted(store, token, start + 91);
      expect(await store.retakeSlot(first, start + 91)).toBe(false);
      expect(await store.endSessions([second], "idle", start + 92)).toEqual([second]);
      expect(await store.retakeSlot(second, start + 92)).toBe(false);
      expect(await store.retakeSlot("no such session", start)).toBe(false);
    });

    test("a session past its cap or its token's end holds no slot", async () => {
      const { store, token } = await opened({ maxUses: undefined, maxSessions: 1 });
      await store.admit(sampleRequest(token, { nowSeconds: start, capSeconds: start + 5 }));
      await store.admit(sampleRequest(token, { nowSeconds: start + 5, untilSeconds: start + 9 }));
      expect((await store.admit(sampleRequest(token, { nowSeconds: start + 8 }))).outcome).toBe("refused");
      expect((await store.admit(sampleRequest(token, { nowSeconds: start + 9 }))).outcome).toBe("admitted");
    });

    test("an operator's end bars the same viewer for 60 s and nobody else", async () => {
      const { store, token } = await opened({ kind: "access", maxUses: undefined });
      const id = await admitted(store, token, start, "viewer");
      expect(await store.endSessions([id, id, "no such session"], "operator", start + 1)).toEqual([id]);
      const admit = (agent: string, nowSeconds: number) =>
        store.admit(sampleRequest(token, { holder: holder(agent), nowSeconds }));
      expect(await admit("viewer", start + 60)).toMatchObject({
        outcome: "refused",
        reason: "session-ended",
        sessionId: id,
      });
      expect((await admit("another", start + 60)).outcome).toBe("admitted");
      expect((await admit("viewer", start + 61)).outcome).toBe("admitted");
    });

    test("an operator's end bars who has no known address by its agent, and nobody whose address is known", async () => {
      const { store, token } = await opened({ kind: "access", maxUses: undefined });
      const unseen = { agent: "", prefix4: undefined, prefix6: undefined };
      const first = sampleRequest(token, { holder: unseen, nowSeconds: start });
      expect((await store.admit(first)).outcome).toBe("admitted");
      await store.endSessions([first.session.id], "operator", start + 1);
      const admit = (seen: Holder) =>
        store.admit(sampleRequest(token, { holder: seen, nowSeconds: start + 60 }));
      expect(await admit(unseen)).toMatchObject({ reason: "session-ended", sessionId: first.session.id });
      expect((await admit({ ...unseen, agent: "another" })).outcome).toBe("admitted");
      expect((await admit(holder(""))).outcome).toBe("admitted");
    });

    test("an operator's end bars the viewer from every stream of the token", async () => {
      const { store, token } = await opened({ kind: "access", maxUses: undefined });
      const id = await admitted(store, token, start, "viewer");
      await store.endSessions([id], "operator", start + 1);
      const elsewhere = { stream: "live/b", holder: holder("viewer") };
      const outcomeAt = async (nowSeconds: number) =>
        store.admit(sampleRequest(token, { ...elsewhere, nowSeconds }));
      expect(await outcomeAt(start + 60)).toMatchObject({ reason: "session-ended", sessionId: id });
      expect((await outcomeAt(start + 61)).outcome).toBe("admitted");
    });

    test("a viewer is barred by the end of any of its sessions, not of the newest alone", async () => {
      const { store, token } = await opened({ kind: "access", maxUses: undefined });
      const older = await admitted(store, token, start, "viewer");
      await admitted(store, token, start + 1, "viewer");
      await store.endSessions([older], "operator", start + 2);
      const again = sampleRequest(token, { holder: holder("viewer"), nowSeconds: start + 3 });
      expect(await store.admit(again)).toMatchObject({ reason: "session-ended", sessionId: older });
    });

    test("of several ends by the operator the last one counts, and other tokens do not", async () => {
      const { store, token } = await opened({ kind: "access", maxUses: undefined });
      const other = sampleToken({ kind: "access", maxUses: undefined });
      await store.insertTokens([other]);
      const first = await admitted(store, token, start, "viewer");
      const second = await admitted(store, token, start, "viewer");
      await store.endSessions([second], "operator", start + 1);
      await store.endSessions([first], "operator", start + 30);
      const entry = (opening: TokenRecord) =>
        store.admit(sampleRequest(opening, { holder: holder("viewer"), nowSeconds: start + 89 }));
      expect(await entry(token)).toMatchObject({ reason: "session-ended", sessionId: first });
      expect((await entry(other)).outcome).toBe("admitted");
    });

    test("an idle end bars nobody", async () => {
      const { store, token } = await opened({ kind: "access", maxUses: undefined });
      const id = await admitted(store, token, start, "viewer");
      await store.endSessions([id], "idle", start + 90);
      const again = sampleRequest(token, { holder: holder("viewer"), nowSeconds: start + 91 });
      expect((await store.admit(again)).outcome).toBe("admitted");
    });

    async function opened(changes: Partial<TokenRecord>) {
      const { store } = await open();
      const token = sampleToken({ issuedAtMilliseconds: start * 1000, ...changes });
      await store.insertTokens([token]);
      return { store, token };
    }
  });

  test("activity is written as totals that only grow, and never revives an ended session", async () => {
    const { store } = await open();
    const token = sampleToken();
    await store.insertTokens([token]);
    const id = await admitted(store, token, START_SECONDS, "viewer");
    const write = (seconds: number, total: number) =>
      store.recordActivity([
        {
          id,
          holder: holder("viewer"),
          lastSeenSeconds: START_SECONDS + seconds,
          leaseUntilSeconds: START_SECONDS + seconds + 45,
          bytes: total * 100,
          requests: total,
        },
      ]);
    await write(5, 3);
    await write(4, 2);
    const grown = { lastSeenSeconds: START_SECONDS + 5, leaseUntilSeconds: START_SECONDS + 50, requests: 3 };
    expect(await store.session(id)).toMatchObject({ ...grown, bytes: 300 });
    await store.endSessions([id], "operator", START_SECONDS + 6);
    const ended = await store.session(id);
    expect(ended).toMatchObject({ endedAtSeconds: START_SECONDS + 6, endReason: "operator" });
    await write(9, 9);
    expect(await store.endSessions([id], "idle", START_SECONDS + 9)).toEqual([]);
    // Only what it had done before its end, and not yet told.
    const told = { bytes: 900, requests: 9, lastSeenSeconds: START_SECONDS + 6 };
    expect(await store.session(id)).toEqual({ ...ended, ...told });
    expect(await store.liveSessions()).toEqual([]);
  });
}

async function admitted(
  store: Store,
  token: TokenRecord,
  nowSeconds: number,
  agent?: string,
): Promise<string> {
  const request = sampleRequest(token, { nowSeconds, ...(agent && { holder: holder(agent) }) });
  const admission = await store.admit(request);
  expect(admission.outcome).toBe("admitted");
  return request.session.id;
}
