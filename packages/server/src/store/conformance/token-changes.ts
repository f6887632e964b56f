import { expect, test } from "vitest";
import type { Store } from "../store.ts";
import type { TokenLimits } from "../token-changes.ts";
import type { TokenRecord } from "../token-record.ts";
import { START_SECONDS, sampleRequest, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

/** Changes of tokens: versions, suspension, and what running sessions make of them. */
export function tokenChangeConformance(open: OpenStore): void {
  test("a change replaces the limits of a token, counts its version, and lasts", async () => {
    const { store, reopen } = await open();
    const token = await inserted(store, {});
    const limits: TokenLimits = {
      notBeforeSeconds: 1,
      expiresAtSeconds: 2,
      maxUses: 3,
      maxSessions: 4,
      ip: ["192.0.2.0/24"],
      domains: ["example.com"],
      tag: "new",
      annotations: [{ text: "mark" }],
      disconnectAtExpiry: true,
    };
    const changed = { ...token, ...limits, version: 2 };
    expect(await store.updateToken(updateOf(token, limits))).toEqual({
      outcome: "updated",
      before: token,
      token: changed,
      sessions: [],
      lapsedSessionIds: [],
    });
    const later = (await reopen?.()) ?? store;
    expect(await later.token(token.id)).toEqual(changed);
    const { items } = await later.listTokens({ organization: "acme", tag: "new", limit: 5 });
    expect(items).toEqual([changed]);
  });

  test("of 20 parallel changes at one version one is written", async () => {
    const { store } = await open();
    const token = await inserted(store, {});
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => store.updateToken(updateOf(token, { tag: `tag ${index}` }))),
    );
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual([
      ...Array.from({ length: 19 }, () => "stale"),
      "updated",
    ]);
    expect((await store.token(token.id))?.version).toBe(2);
  });

  test("a token of another organization is not found by any change", async () => {
    const { store } = await open();
    const token = await inserted(store, { organization: "other" });
    const order = orderOf({ ...token, organization: "acme" });
    expect(await store.updateToken({ ...updateOf(token, {}), organization: "acme" })).toEqual({
      outcome: "missing",
    });
    expect(await store.suspendToken(order)).toEqual({ outcome: "missing" });
    expect(await store.resumeToken(order)).toEqual({ outcome: "missing" });
    expect(await store.token(token.id)).toEqual(token);
  });

  test("running sessions obey new limits: tag, binding, end, slots", async () => {
    const { store } = await open();
    const token = await inserted(store, { expiresAtSeconds: START_SECONDS + 500 });
    const requests = Array.from({ length: 3 }, () => sampleRequest(token));
    for (const request of requests) await store.admit(request);
    const [first, second, third] = requests.map(({ session }) => session.id);
    const limits = { maxSessions: 2, tag: "new", disconnectAtExpiry: true };
    const outcome = await store.updateToken(updateOf(token, limits));
    if (outcome.outcome !== "updated") throw new Error(outcome.outcome);
    expect(outcome.lapsedSessionIds).toEqual([third]);
    expect(outcome.sessions.map(({ id }) => id)).toEqual([first, second, third]);
    const live = await store.liveSessions();
    expect(live).toEqual(outcome.sessions);
    for (const session of live) {
      const wanted = { maxSessions: 2, tag: "new", bound: true, untilSeconds: START_SECONDS + 500 };
      expect(session).toMatchObject(wanted);
    }
    expect(await store.retakeSlot(first ?? "", START_SECONDS)).toBe(true);
    expect(await store.retakeSlot(third ?? "", START_SECONDS)).toBe(false);
  });

  test("a session that its stream counts stays bound to its holder, whatever its token is changed to", async () => {
    const { store } = await open();
    const token = await inserted(store, { maxUses: 5 });
    const { session } = sampleRequest(token, { streamMaxSessions: 3 });
    await store.admit(sampleRequest(token, session));
    await store.updateToken(updateOf(token, { maxUses: undefined }));
    expect(await store.session(session.id)).toMatchObject({ bound: true });
  });

  test("a session goes on ending when its stream closes, whatever its token is changed to", async () => {
    const { store } = await open();
    const token = await inserted(store, { kind: "access", maxUses: undefined });
    const closesAt = START_SECONDS + 60;
    const request = sampleRequest(token, { untilSeconds: closesAt, streamUntilSeconds: closesAt });
    await store.admit(request);
    await store.updateToken(updateOf(token, { tag: "new" }));
    expect(await store.session(request.session.id)).toMatchObject({ untilSeconds: closesAt, tag: "new" });
  });

  test("an admission whose checks were made from an older version is told so and does nothing", async () => {
    const { store, writeMark } = await open();
    const token = await inserted(store, { maxUses: 1 });
    const request = { ...sampleRequest(token), tokenVersion: 1 };
    await store.updateToken(updateOf(token, { maxUses: 5 }));
    const before = writeMark?.();
    expect((await store.peek(request)).plan).toEqual({ plan: "changed" });
    expect(await store.admit(request)).toMatchObject({ outcome: "changed" });
    expect(writeMark?.()).toBe(before);
    expect((await store.token(token.id))?.uses).toBe(0);
    expect((await store.admit({ ...request, tokenVersion: 2 })).outcome).toBe("admitted");
  });

  test("a suspended token admits nobody and has no sessions until it is resumed", async () => {
    const { store, reopen } = await open();
    const token = await inserted(store, {});
    const request = sampleRequest(token);
    await store.admit(request);
    const at = START_SECONDS + 5;
    expect(await store.suspendToken(orderOf(token, at))).toMatchObject({
      outcome: "changed",
      before: { suspendedAtSeconds: undefined, version: 1 },
      token: { suspendedAtSeconds: at, version: 2 },
      endedSessionIds: [request.session.id],
    });
    const later = (await reopen?.()) ?? store;
    expect(await later.session(request.session.id)).toMatchObject({ endReason: "suspended" });
    expect(await later.admit(sampleRequest(token))).toMatchObject({ reason: "token-suspended" });
    expect(await later.suspendToken(orderOf(token, at + 1))).toMatchObject({
      outcome: "unchanged",
      token: { suspendedAtSeconds: at, version: 2 },
      endedSessionIds: [],
    });
    expect(await later.resumeToken(orderOf(token, at + 2))).toMatchObject({
      outcome: "changed",
      token: { suspendedAtSeconds: undefined, version: 3 },
    });
    expect(await later.resumeToken(orderOf(token, at + 3))).toMatchObject({ outcome: "unchanged" });
    expect((await later.admit(sampleRequest(token))).outcome).toBe("admitted");
  });

  test("a revoked token is neither suspended nor resumed", async () => {
    const { store } = await open();
    const token = await inserted(store, {});
    await store.suspendToken(orderOf(token));
    await store.revokeToken("acme", token.id, START_SECONDS);
    const revoked = await store.token(token.id);
    for (const outcome of [
      await store.suspendToken(orderOf(token)),
      await store.resumeToken(orderOf(token)),
    ]) {
      expect(outcome).toMatchObject({ outcome: "revoked", endedSessionIds: [] });
    }
    expect(await store.token(token.id)).toEqual(revoked);
    expect(await store.admit(sampleRequest(token))).toMatchObject({ reason: "token-revoked" });
  });

  test("in 100 races of a suspension with admits no session is live once it has resolved", async () => {
    const { store } = await open();
    let admitted = 0;
    for (let round = 0; round < 100; round++) {
      const token = await inserted(store, {});
      const before = Array.from({ length: 3 }, () => store.admit(sampleRequest(token)));
      if (round % 2 === 1) await Promise.race(before);
      const suspended = store.suspendToken(orderOf(token));
      const after = Array.from({ length: 3 }, () => store.admit(sampleRequest(token)));
      const outcome = await suspended;
      if (outcome.outcome !== "changed") throw new Error(outcome.outcome);
      const outcomes = await Promise.all([...before, ...after]);
      const live = (await store.liveSessions()).filter(({ tokenId }) => tokenId === token.id);
      expect(live).toEqual([]);
      admitted += outcome.endedSessionIds.length;
      expect(outcomes.filter(entry => entry.outcome === "admitted")).toHaveLength(
        outcome.endedSessionIds.length,
      );
    }
    expect(admitted).toBeGreaterThan(0);
  });

  test("the audit entry of a change is written with it, and of no change there is none", async () => {
    const { store } = await open();
    const token = await inserted(store, {});
    const entry = (action: string) => () => ({
      organization: "acme",
      actor: "key",
      address: undefined,
      action,
      subject: { kind: "token", id: token.id },
      user: undefined,
      before: undefined,
      after: undefined,
      atMilliseconds: 1,
    });
    await store.updateToken(updateOf(token, { tag: "t" }), entry("token.update"));
    await store.suspendToken(orderOf(token), entry("token.suspend"));
    await store.resumeToken(orderOf(token), outcome =>
      outcome.outcome === "changed" ? entry("token.resume")() : undefined,
    );
    await store.resumeToken(orderOf(token), outcome =>
      outcome.outcome === "changed" ? entry("token.resume")() : undefined,
    );
    const { items } = await store.listAudit({ organization: "acme", limit: 10 });
    expect(items.map(({ action }) => action)).toEqual(["token.resume", "token.suspend", "token.update"]);
  });
}

async function inserted(store: Store, changes: Partial<TokenRecord>): Promise<TokenRecord> {
  const token = sampleToken({ kind: "access", maxUses: undefined, ...changes });
  await store.insertTokens([token]);
  return token;
}

function updateOf(token: TokenRecord, limits: Partial<TokenLimits>) {
  const { notBeforeSeconds, expiresAtSeconds, maxUses, maxSessions, ip, domains } = token;
  const { tag, annotations, disconnectAtExpiry } = token;
  const own = { notBeforeSeconds, expiresAtSeconds, maxUses, maxSessions, ip, domains };
  return {
    organization: token.organization,
    id: token.id,
    version: 1,
    limits: { ...own, tag, annotations, disconnectAtExpiry, ...limits },
    nowSeconds: START_SECONDS,
  };
}

function orderOf({ organization, id }: TokenRecord, nowSeconds = START_SECONDS) {
  return { organization, id, nowSeconds };
}
