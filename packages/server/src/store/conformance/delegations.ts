import { expect, test } from "vitest";
import type { Store } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { holder, START_SECONDS, sampleRequest, sampleRevocation, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

/** Tokens made from tokens: what is counted, ended, revoked and kept along a lineage. */
export function delegationConformance(open: OpenStore): void {
  test("50 parallel admits through 5 children of a parent with three uses make exactly three sessions", async () => {
    const { store } = await open();
    const parent = await inserted(store, { maxUses: 3 });
    const children = await Promise.all(Array.from({ length: 5 }, () => below(store, parent)));
    const asked = Array.from({ length: 50 }, (_, index) =>
      requestOf(children[index % 5] ?? parent, [parent]),
    );
    const admissions = await Promise.all(asked.map(request => store.admit(request)));
    expect(admissions.filter(({ outcome }) => outcome === "admitted")).toHaveLength(3);
    const refused = admissions.filter(admission => admission.outcome === "refused");
    expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(["token-already-used"]));
    expect((await store.token(parent.id))?.uses).toBe(3);
    const uses = await Promise.all(children.map(async ({ id }) => (await store.token(id))?.uses ?? 0));
    expect(uses.reduce((sum, count) => sum + count)).toBe(3);
    expect((await store.admit(requestOf(parent))).outcome).toBe("refused");
  });

  test("a session of a grandchild counts at every token above it, and says which one is full", async () => {
    const { store } = await open();
    const [root, child, grandchild] = await family(store, { maxUses: 1 });
    const first = await store.admit(requestOf(grandchild, [root, child]));
    expect(first).toMatchObject({ outcome: "admitted", session: { lineage: [root.id, child.id] } });
    for (const { id } of [root, child, grandchild]) expect((await store.token(id))?.uses).toBe(1);
    const again = await store.admit(requestOf(grandchild, [root, child]));
    expect(again).toMatchObject({ outcome: "refused", reason: "token-already-used" });
    expect(again.rules.at(-1)).toEqual({
      rule: `parent ${root.id}: uses`,
      outcome: "fail",
      detail: "1 of 1 uses are spent",
    });
  });

  test("children share their parent's places, and a lapsed session finds none while others hold them", async () => {
    const { store } = await open();
    const parent = await inserted(store, { maxSessions: 2 });
    const [left, right] = [await below(store, parent), await below(store, parent)];
    const first = requestOf(left, [parent]);
    await store.admit(first);
    expect((await store.admit(requestOf(right, [parent]))).outcome).toBe("admitted");
    const refusal = { outcome: "refused", reason: "too-many-sessions" };
    expect(await store.admit(requestOf(left, [parent]))).toMatchObject(refusal);
    expect(await store.admit(requestOf(parent))).toMatchObject(refusal);
    const late = START_SECONDS + 60;
    const taken = await store.admit(requestOf(right, [parent], late));
    expect(taken.outcome).toBe("admitted");
    expect((await store.admit(requestOf(parent, [], late))).outcome).toBe("admitted");
    expect(await store.retakeSlot(first.session.id, late)).toBe(false);
    await store.endSessions([taken.outcome === "admitted" ? taken.session.id : ""], "operator", late);
    expect(await store.retakeSlot(first.session.id, late)).toBe(true);
  });

  test("revoking or suspending a token ends the sessions of all below it in the same step, and refuses new ones", async () => {
    const { store, reopen } = await open();
    const [root, child, grandchild] = await family(store, {});
    const requests = [
      requestOf(root),
      requestOf(child, [root]),
      requestOf(grandchild, [root, child]),
    ] as const;
    for (const request of requests) await store.admit(request);
    const ids = requests.map(({ session }) => session.id);
    const order = { organization: "acme", id: child.id, nowSeconds: START_SECONDS };
    const suspended = await store.suspendToken(order);
    expect(suspended).toMatchObject({ outcome: "changed", endedSessionIds: ids.slice(1) });
    expect(await store.admit(requestOf(grandchild, [root, child]))).toMatchObject({
      reason: "token-suspended",
    });
    await store.resumeToken(order);
    const running = requestOf(grandchild, [root, child]);
    expect((await store.admit(running)).outcome).toBe("admitted");
    const revoked = await store.revokeToken("acme", root.id, START_SECONDS);
    expect(revoked.endedSessionIds).toEqual([ids[0], running.session.id]);
    const later = (await reopen?.()) ?? store;
    const refusal = await later.admit(requestOf(grandchild, [root, child]));
    expect(refusal).toMatchObject({ outcome: "refused", reason: "token-revoked" });
    expect(refusal.rules.at(-1)?.rule).toBe(`parent ${root.id}: not-revoked`);
    expect(await later.liveSessions()).toEqual([]);
  });

  test("a token is listed and shown as revoked when a token above it is revoked, covered or gone", async () => {
    const { store } = await open();
    const status = async (of: TokenRecord) => {
      const found: string[] = [];
      for (const is of ["active", "revoked"] as const) {
        const query = { organization: "acme", limit: 20, status: { is, atSeconds: START_SECONDS } };
        const { items } = await store.listTokens(query);
        if (items.some(({ id }) => id === of.id)) found.push(is);
      }
      return [...found, await store.isCovered(of, START_SECONDS)];
    };
    const revoked = await family(store, {});
    expect(await status(revoked[2])).toEqual(["active", false]);
    await store.revokeToken("acme", revoked[1].id, START_SECONDS);
    expect(await status(revoked[2])).toEqual(["revoked", true]);
    expect(await status(revoked[0])).toEqual(["active", false]);
    const erased = await family(store, { user: "gone" });
    await store.eraseTokens({ organization: "acme", user: "gone", nowSeconds: START_SECONDS }, 5);
    expect(await status(erased[2])).toEqual(["revoked", true]);
    const covered = await family(store, { tag: "spring" });
    expect(await status(covered[2])).toEqual(["active", false]);
    await store.revoke(sampleRevocation({ selector: { tag: "spring" } }));
    expect(await status(covered[2])).toEqual(["revoked", true]);
  });

  test("a rule that covers any token above a session ends it and stands in the way of the next", async () => {
    const selectors = [
      (token: TokenRecord) => ({ token: token.id }),
      () => ({ user: "partner" }),
      () => ({ tag: "spring" }),
      () => ({ key: "sk_of_root" }),
      () => ({ jti: "text-id" }),
      () => ({ user: "partner", stream: "live/a" }),
      () => ({ issued_before: START_SECONDS + 1 }),
    ];
    for (const selectorOf of selectors) {
      const { store } = await open();
      const marks = { user: "partner", tag: "spring", issuedBy: "sk_of_root", jti: "text-id" };
      const [root, child, grandchild] = await family(store, marks);
      const other = await inserted(store, {
        maxUses: undefined,
        issuedAtMilliseconds: (START_SECONDS + 5) * 1000,
      });
      const running = requestOf(grandchild, [root, child]);
      await store.admit(running);
      await store.admit(requestOf(other));
      const selector = selectorOf(root);
      const issuedUpToMilliseconds = START_SECONDS * 1000;
      const { endedSessionIds, rule } = await store.revoke(
        sampleRevocation({ selector, issuedUpToMilliseconds }),
      );
      expect(endedSessionIds, JSON.stringify(selector)).toEqual([running.session.id]);
      expect(rule.sessions).toBe(1);
      expect(await store.admit(requestOf(grandchild, [root, child]))).toMatchObject({
        reason: "token-revoked",
      });
    }
  });

  test("new limits of a parent reach the running sessions of its children, whose own stay theirs", async () => {
    const { store } = await open();
    const [root, child, grandchild] = await family(store, { expiresAtSeconds: START_SECONDS + 500 });
    const requests = [requestOf(child, [root]), requestOf(grandchild, [root, child])];
    for (const request of requests) await store.admit(request);
    const outcome = await store.updateToken({
      organization: "acme",
      id: root.id,
      version: root.version,
      limits: { ...root, maxSessions: 1, tag: "new", disconnectAtExpiry: true },
      nowSeconds: START_SECONDS,
    });
    if (outcome.outcome !== "updated") throw new Error(outcome.outcome);
    const ids = requests.map(({ session }) => session.id);
    expect(outcome.lapsedSessionIds).toEqual(ids.slice(1));
    expect(outcome.sessions.map(({ id }) => id)).toEqual(ids);
    for (const session of await store.liveSessions()) {
      expect(session).toMatchObject({ bound: true, untilSeconds: START_SECONDS + 500 });
      expect([session.tag, session.maxSessions]).toEqual([undefined, undefined]);
    }
  });

  test("an admission whose checks were made before an ancestor was changed is told so and does nothing", async () => {
    const { store } = await open();
    const parent = await inserted(store, {});
    const child = await below(store, parent);
    const request = { ...requestOf(child, [parent]), ancestorVersions: new Map([[parent.id, 1]]) };
    const { organization, id, version } = parent;
    const limits = { ...parent, ip: ["192.0.2.0/24"] };
    await store.updateToken({ organization, id, version, limits, nowSeconds: START_SECONDS });
    expect(await store.admit(request)).toMatchObject({ outcome: "changed" });
    expect((await store.token(child.id))?.uses).toBe(0);
  });

  test("with a token above it gone a token is withdrawn", async () => {
    const { store } = await open();
    const parent = await inserted(store, { user: "gone" });
    const child = await below(store, parent);
    const erasure = { organization: "acme", user: "gone", nowSeconds: START_SECONDS };
    expect(await store.eraseTokens(erasure, 10)).toBe(1);
    expect(await store.token(child.id)).toBeDefined();
    expect(await store.admit(requestOf(child, [parent]))).toMatchObject({ reason: "token-revoked" });
    const place = { organization: "acme", lineage: [parent.id], nowSeconds: START_SECONDS };
    expect(await store.peekDelegation(place)).toEqual({ reason: "token-revoked", token: parent.id });
  });

  test("a token that is over stays while sessions below it run", async () => {
    const { store } = await open();
    const parent = await inserted(store, { expiresAtSeconds: START_SECONDS + 10 });
    const child = await below(store, parent, { expiresAtSeconds: START_SECONDS + 10 });
    const request = requestOf(child, [parent]);
    await store.admit(request);
    expect(await store.prune("tokens", START_SECONDS + 100, 10)).toBe(0);
    await store.endSessions([request.session.id], "cap", START_SECONDS + 20);
    expect(await store.prune("tokens", START_SECONDS + 100, 10)).toBe(2);
  });

  test("an operator's end of a session keeps its viewer out of the whole family for a minute", async () => {
    const { store } = await open();
    const [root, child, grandchild] = await family(store, {});
    const viewer = holder("the same");
    const request = requestOf(grandchild, [root, child], START_SECONDS, viewer);
    await store.admit(request);
    await store.endSessions([request.session.id], "operator", START_SECONDS);
    const sibling = await below(store, root);
    const barred = { outcome: "refused", reason: "session-ended" };
    expect(await store.admit(requestOf(sibling, [root], START_SECONDS + 1, viewer))).toMatchObject(barred);
    expect(await store.admit(requestOf(root, [], START_SECONDS + 1, viewer))).toMatchObject(barred);
    const other = requestOf(sibling, [root], START_SECONDS + 1, holder("another"));
    expect((await store.admit(other)).outcome).toBe("admitted");
    const late = requestOf(root, [], START_SECONDS + 61, viewer);
    expect((await store.admit(late)).outcome).toBe("admitted");
  });

  test("of 20 parallel children as many are written as the parent allows, and grandchildren count with them", async () => {
    const { store } = await open();
    const root = await inserted(store, { delegation: { depth: 2, maxChildren: 5 } });
    const drafts = Array.from({ length: 20 }, () => draftBelow(root, { delegation: { depth: 1 } }));
    const outcomes = await Promise.all(drafts.map(draft => store.insertDelegated(draft, START_SECONDS)));
    expect(outcomes.filter(({ outcome }) => outcome === "inserted")).toHaveLength(5);
    const full = { outcome: "refused", reason: "delegation-full", token: root.id };
    expect(outcomes.filter(({ outcome }) => outcome === "refused")).toEqual(
      Array.from({ length: 15 }, () => full),
    );
    const { items } = await store.listTokens({ organization: "acme", parent: root.id, limit: 20 });
    expect(items).toHaveLength(5);
    const [child = root] = items;
    expect(await store.insertDelegated(draftBelow(child), START_SECONDS)).toEqual(full);
    await store.revokeToken("acme", items[1]?.id ?? "", START_SECONDS);
    expect(await store.insertDelegated(draftBelow(child), START_SECONDS)).toEqual({ outcome: "inserted" });
  });

  test("no token is written below one that is not good, or does not allow it so deep", async () => {
    const { store } = await open();
    const delegation = { depth: 1 };
    const cases: readonly (readonly [Partial<TokenRecord>, string])[] = [
      [{ delegation: undefined }, "delegation-not-allowed"],
      [{ delegation, expiresAtSeconds: START_SECONDS }, "token-expired"],
      [{ delegation, notBeforeSeconds: START_SECONDS + 1 }, "token-not-yet-valid"],
      [{ delegation, maxUses: 1, uses: 1 }, "token-already-used"],
      [{ delegation, suspendedAtSeconds: START_SECONDS }, "token-suspended"],
      [{ delegation, revokedAtSeconds: START_SECONDS }, "token-revoked"],
      [{ delegation, organization: "other" }, "token-revoked"],
    ];
    for (const [changes, reason] of cases) {
      const parent = await inserted(store, changes);
      const draft = { ...draftBelow(parent), organization: "acme" };
      const refusal = { outcome: "refused", reason, token: parent.id };
      expect(await store.insertDelegated(draft, START_SECONDS)).toEqual(refusal);
      expect(await store.token(draft.id)).toBeUndefined();
    }
    const shallow = await inserted(store, { delegation });
    const child = await below(store, shallow);
    const draft = draftBelow(child);
    const tooDeep = { outcome: "refused", reason: "delegation-not-allowed", token: shallow.id };
    expect(await store.insertDelegated(draft, START_SECONDS)).toEqual(tooDeep);
  });

  test("another second is judged over the lineage as it was", async () => {
    const { store } = await open();
    const parent = await inserted(store, { maxUses: 1 });
    const child = await below(store, parent);
    await store.admit(requestOf(child, [parent], START_SECONDS + 10));
    const order = { organization: "acme", id: parent.id };
    await store.suspendToken({ ...order, nowSeconds: START_SECONDS + 20 });
    await store.resumeToken({ ...order, nowSeconds: START_SECONDS + 30 });
    const at = async (second: number) => {
      const { plan } = await store.peekAt(requestOf(child, [parent], START_SECONDS + second));
      return plan.plan === "refuse" ? plan.reason : plan.plan;
    };
    expect(await at(5)).toBe("create");
    expect(await at(15)).toBe("token-already-used");
    expect(await at(25)).toBe("token-suspended");
    expect(await at(35)).toBe("token-already-used");
    expect(await at(-5)).toBe("token-unknown");
  });
}

/** A token that may be handed on. */
async function inserted(store: Store, changes: Partial<TokenRecord>): Promise<TokenRecord> {
  const token = sampleToken({ maxUses: undefined, delegation: { depth: 4 }, ...changes });
  await store.insertTokens([token]);
  return token;
}

function draftBelow(parent: TokenRecord, changes: Partial<TokenRecord> = {}): TokenRecord {
  return sampleToken({ maxUses: undefined, lineage: [...(parent.lineage ?? []), parent.id], ...changes });
}

async function below(store: Store, parent: TokenRecord, changes: Partial<TokenRecord> = {}) {
  const token = draftBelow(parent, changes);
  await store.insertTokens([token]);
  return token;
}

async function family(store: Store, changes: Partial<TokenRecord>) {
  const root = await inserted(store, changes);
  const child = await below(store, root);
  return [root, child, await below(store, child)] as const;
}

/** An admission with the checks of the token and of those above it. */
function requestOf(
  token: TokenRecord,
  ancestors: readonly TokenRecord[] = [],
  nowSeconds = START_SECONDS,
  viewer = undefined as ReturnType<typeof holder> | undefined,
) {
  const request = sampleRequest(token, { nowSeconds, ...(viewer ? { holder: viewer } : {}) });
  const checks = ancestors.flatMap(ancestor =>
    sampleRequest(ancestor).checks.map(check => ({ ...check, token: ancestor.id })),
  );
  const { lineage } = token;
  const isBound = ancestors.some(({ maxUses, maxSessions }) => (maxUses ?? maxSessions) !== undefined);
  const session = {
    ...request.session,
    bound: request.session.bound || isBound,
    ...(lineage ? { lineage } : {}),
  };
  return { ...request, session, checks: [...request.checks, ...checks] };
}
