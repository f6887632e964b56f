import { describe, expect, test } from "vitest";
import type { NewRevocation } from "../revocations.ts";
import type { Store } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { holder, START_SECONDS, sampleRequest, sampleRevocation, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

/** Rules: what they cover, what they end, and that nothing slips past them. */
export function revocationConformance(open: OpenStore): void {
  test("in 200 races of a revocation with admits no session is live once it has resolved", async () => {
    const { store } = await open();
    for (let round = 0; round < 200; round++) {
      const token = sampleToken({ kind: "access", maxUses: undefined, user: `user ${round}` });
      await store.insertTokens([token]);
      const admits = (count: number) =>
        Array.from({ length: count }, async (_, index) => {
          if (index % 2 === 1) await new Promise(resolve => setImmediate(resolve));
          return store.admit(sampleRequest(token));
        });
      const before = admits(round % 5);
      const revoked = store.revoke(sampleRevocation({ selector: { user: `user ${round}` } }));
      const after = admits(5 - (round % 5));
      const { endedSessionIds, rule } = await revoked;
      const live = async () => (await store.liveSessions()).filter(({ tokenId }) => tokenId === token.id);
      expect(await live()).toEqual([]);
      const outcomes = await Promise.all([...before, ...after]);
      expect(await live()).toEqual([]);
      expect(outcomes.filter(({ outcome }) => outcome === "admitted")).toHaveLength(endedSessionIds.length);
      expect(rule).toMatchObject({ tokens: 1, sessions: endedSessionIds.length });
    }
  });

  test("a rule covers tokens issued up to its time and no later ones", async () => {
    const { store } = await open();
    const [old, fresh] = await tokens(
      store,
      { user: "eve" },
      { user: "eve", issuedAtMilliseconds: START_SECONDS * 1000 + 1 },
    );
    const { rule } = await store.revoke(
      sampleRevocation({ issuedUpToMilliseconds: START_SECONDS * 1000, selector: { user: "eve" } }),
    );
    expect(rule.tokens).toBe(1);
    expect(await outcome(store, old)).toBe("token-revoked");
    expect(await outcome(store, fresh)).toBe("admitted");
  });

  test("a rule with an end stops at that second, a permanent one never", async () => {
    const { store } = await open();
    const [eve, bob] = await tokens(store, { user: "eve" }, { user: "bob" });
    await store.revoke(sampleRevocation({ untilSeconds: START_SECONDS + 100 }));
    await store.revoke(sampleRevocation({ selector: { user: "bob" } }));
    expect(await outcome(store, eve, START_SECONDS + 99)).toBe("token-revoked");
    expect(await outcome(store, eve, START_SECONDS + 100)).toBe("admitted");
    expect(await outcome(store, bob, START_SECONDS * 9000)).toBe("token-revoked");
  });

  test("an undone rule opens its tokens again; the sessions it ended stay ended", async () => {
    const { store } = await open();
    const [eve] = await tokens(store, { user: "eve" });
    const again = { holder: holder("viewer") };
    const request = sampleRequest(eve, again);
    await store.admit(request);
    const { rule, endedSessionIds } = await store.revoke(sampleRevocation());
    expect(endedSessionIds).toEqual([request.session.id]);
    expect(await store.undoRevocation("other", rule.id, START_SECONDS + 1)).toBeUndefined();
    expect(await outcome(store, eve)).toBe("token-revoked");
    const undone = { ...rule, undoneAtSeconds: START_SECONDS + 1 };
    expect(await store.undoRevocation("acme", rule.id, START_SECONDS + 1)).toEqual(undone);
    expect(await store.undoRevocation("acme", rule.id, START_SECONDS + 2)).toBeUndefined();
    expect(await outcome(store, eve)).toBe("admitted");
    expect(await store.session(request.session.id)).toMatchObject({ endReason: "revoked" });
    expect(await store.revocation("acme", rule.id)).toEqual(undone);
    expect((await store.admit(sampleRequest(eve, again))).outcome).toBe("admitted");
  });

  test("an address is refused with every token while its rule stands, also after the store is opened again", async () => {
    const { store, reopen } = await open();
    const [token] = await tokens(store, {});
    const { rule } = await store.revoke(sampleRevocation({ selector: { ip: "2001:db8::/32" } }));
    const outcomeFrom = async (from: Store, address: string | undefined) => {
      const admission = await from.admit(sampleRequest(token, { address }));
      return admission.outcome === "refused" ? admission.reason : admission.outcome;
    };
    const later = (await reopen?.()) ?? store;
    expect(await outcomeFrom(later, "2001:db8:1::1")).toBe("token-revoked");
    expect(await outcomeFrom(later, "2001:db9::1")).toBe("admitted");
    expect(await outcomeFrom(later, undefined)).toBe("admitted");
    await later.undoRevocation("acme", rule.id, START_SECONDS);
    expect(await outcomeFrom(later, "2001:db8:1::1")).toBe("admitted");
  });

  test("an undone rule stays in the list and stays undone, and what it took is remembered", async () => {
    const { store, reopen } = await open();
    const [eve] = await tokens(store, { user: "eve" });
    const { rule } = await store.revoke(sampleRevocation({ applications: ["live"] }));
    await store.noteRevocationEffect(rule.id, 17);
    await store.undoRevocation("acme", rule.id, START_SECONDS + 1);
    const later = (await reopen?.()) ?? store;
    const wanted = { ...rule, effectMilliseconds: 17, undoneAtSeconds: START_SECONDS + 1 };
    expect((await later.listRevocations({ organization: "acme", limit: 5 })).items).toEqual([wanted]);
    expect(await outcome(later, eve)).toBe("admitted");
  });

  test("a token is covered by rules that leave it no stream, until they end or are undone, and by no other", async () => {
    const { store } = await open();
    const [token] = await tokens(store, { user: "eve", tag: "t" });
    const covers = async (selector: NewRevocation["selector"], nowSeconds = START_SECONDS) => {
      const issuedUpToMilliseconds = token.issuedAtMilliseconds;
      const order = sampleRevocation({ selector, issuedUpToMilliseconds, untilSeconds: START_SECONDS + 9 });
      const { rule } = await store.revoke(order);
      const covered = await store.isCovered(token, nowSeconds);
      await store.undoRevocation("acme", rule.id, START_SECONDS);
      expect(await store.isCovered(token, nowSeconds)).toBe(false);
      return covered;
    };
    const user = "eve";
    const whole: readonly NewRevocation["selector"][] = [
      { token: token.id },
      { user },
      { tag: "t" },
      { user, tag: "t" },
      { all: true },
      { issued_before: START_SECONDS + 1 },
    ];
    for (const selector of whole) {
      expect(await covers(selector), JSON.stringify(selector)).toBe(true);
      expect(await covers(selector, START_SECONDS + 9)).toBe(false);
    }
    const partial = [{ stream: "live/a" }, { group: "live/a" }, { application: "live" }, { session: "s" }];
    for (const selector of [...partial, { user: "bob" }, { user: "eve", stream: "live/a" }, {}]) {
      expect(await covers(selector), JSON.stringify(selector)).toBe(false);
    }
  });

  test("a rule about one session ends it and leaves the token to other viewers", async () => {
    const { store } = await open();
    const [token] = await tokens(store, {});
    const [ended, other] = [sampleRequest(token), sampleRequest(token)];
    await store.admit(ended);
    await store.admit(other);
    const { rule, endedSessionIds } = await store.revoke(
      sampleRevocation({ selector: { session: ended.session.id } }),
    );
    expect([rule.tokens, endedSessionIds]).toEqual([1, [ended.session.id]]);
    expect(await outcome(store, token)).toBe("admitted");
    expect((await store.session(other.session.id))?.endedAtSeconds).toBeUndefined();
    const back = sampleRequest(token, { holder: ended.session.holder, nowSeconds: START_SECONDS + 59 });
    expect(await store.admit(back)).toMatchObject({ reason: "session-ended" });
  });

  test("a selector without fields covers nothing", async () => {
    const { store } = await open();
    const [token] = await tokens(store, {});
    await store.admit(sampleRequest(token));
    const { rule, endedSessionIds } = await store.revoke(sampleRevocation({ selector: {} }));
    expect([rule.tokens, rule.sessions, endedSessionIds]).toEqual([0, 0, []]);
    expect(await outcome(store, token)).toBe("admitted");
  });

  test("a rule whose id exists is refused and changes nothing", async () => {
    const { store } = await open();
    const [token] = await tokens(store, { user: "eve", tag: "t" });
    const request = sampleRequest(token);
    const rule = sampleRevocation({ selector: { user: "nobody" } });
    await store.admit(request);
    await store.revoke(rule);
    await expect(store.revoke({ ...rule, selector: { user: "eve" } })).rejects.toThrow();
    expect(await outcome(store, token)).toBe("admitted");
    expect((await store.session(request.session.id))?.endedAtSeconds).toBeUndefined();
  });

  test("a revocation of one organization touches no other", async () => {
    const { store } = await open();
    const [theirs] = await tokens(store, { user: "eve", organization: "other" });
    const request = sampleRequest(theirs);
    await store.admit(request);
    const { rule } = await store.revoke(sampleRevocation({ selector: { all: true } }));
    expect([rule.tokens, rule.sessions]).toEqual([0, 0]);
    const one = await store.revoke(sampleRevocation({ selector: { session: request.session.id } }));
    expect([one.rule.tokens, one.rule.sessions]).toEqual([0, 0]);
    expect(await store.revokeToken("acme", theirs.id, START_SECONDS)).toEqual({
      found: false,
      endedSessionIds: [],
    });
    expect(await outcome(store, theirs)).toBe("admitted");
  });

  test("a revoked token is refused, its sessions end, and both last when the store is opened again", async () => {
    const { store, reopen } = await open();
    const [eve, bob] = await tokens(store, { user: "eve" }, { user: "bob" });
    const request = sampleRequest(eve);
    await store.admit(request);
    expect(await store.revokeToken("acme", eve.id, START_SECONDS + 5)).toMatchObject({
      found: true,
      before: { version: 1, revokedAtSeconds: undefined },
      token: { version: 2, revokedAtSeconds: START_SECONDS + 5 },
      endedSessionIds: [request.session.id],
    });
    expect((await store.revokeToken("acme", eve.id, START_SECONDS + 9)).found).toBe(true);
    expect((await store.token(eve.id))?.revokedAtSeconds).toBe(START_SECONDS + 5);
    await store.revoke(sampleRevocation({ selector: { user: "bob" } }));
    const later = (await reopen?.()) ?? store;
    expect(await outcome(later, eve)).toBe("token-revoked");
    expect(await outcome(later, bob)).toBe("token-revoked");
    expect(await later.session(request.session.id)).toMatchObject({ endReason: "revoked" });
  });

  describe("a selector reaches what it names, in sessions and in tokens", () => {
    test.each<[name: string, change: Partial<NewRevocation>, tokens: string, sessions: string]>([
      ["user", { selector: { user: "u" } }, "a g", "a g"],
      ["tag", { selector: { tag: "t" } }, "b", "b"],
      ["user and tag", { selector: { user: "u", tag: "t" } }, "", ""],
      ["stream", { selector: { stream: "live/a" } }, "a ab all", "a ab"],
      ["user and stream", { selector: { user: "u", stream: "live/a" } }, "a", "a"],
      ["group", { selector: { group: "news" } }, "g all", "g all"],
      ["application", { selector: { application: "live" } }, "a ab b all", "a ab b g"],
      ["key", { selector: { key: "sk_2" } }, "ab", "ab"],
      ["address", { selector: { ip: "198.51.100.7" } }, "g", "g"],
      ["network", { selector: { ip: "198.51.100.0/24" } }, "g", "g"],
      ["user and network", { selector: { user: "u", ip: "203.0.113.0/24" } }, "a", "a"],
      ["an id within, which no opaque token has", { selector: { jti: "j" } }, "", ""],
      ["everything", { selector: { all: true } }, "a ab b g all", "a ab b g all"],
      [
        "a stream that the registry knows in a group",
        { selector: { stream: "live/a" }, reach: { streams: ["live/a"], groups: ["news"] } },
        "a ab g all",
        "a ab",
      ],
      ["what was issued before", { selector: { issued_before: 5 }, issuedUpToMilliseconds: 0 }, "", ""],
    ])("%s", async (_, change, wantedTokens, wantedSessions) => {
      const { store } = await open();
      const named = await world(store);
      const revocation = sampleRevocation(change);
      const wanted = { tokens: words(wantedTokens).length, sessions: words(wantedSessions).length };
      expect(await store.countRevocation(revocation)).toEqual(wanted);
      const { rule, endedSessionIds } = await store.revoke(revocation);
      expect(rule).toMatchObject(wanted);
      const wantedIds = words(wantedSessions).map(name => named.get(name));
      expect(new Set(endedSessionIds)).toEqual(new Set(wantedIds));
      expect(await store.revocation("acme", rule.id)).toEqual(rule);
    });
  });
}

/** Five tokens that differ in target, user and tag, each with one session; maps the token's name to it. */
async function world(store: Store): Promise<ReadonlyMap<string, string>> {
  const entries: readonly [string, Partial<TokenRecord>, stream: string, group: string][] = [
    ["a", { target: { streams: ["live/a"] }, user: "u" }, "live/a", "live/a"],
    ["ab", { target: { streams: ["live/a", "live/b"] }, issuedBy: "sk_2" }, "live/a", "live/a"],
    ["b", { target: { streams: ["live/b"] }, tag: "t" }, "live/b", "live/b"],
    ["g", { target: { group: "news" }, user: "u" }, "live/g", "news"],
    ["all", { target: { organization: true } }, "vod/x", "news"],
  ];
  const sessions = new Map<string, string>();
  for (const [name, changes, stream, group] of entries) {
    const [token] = await tokens(store, changes);
    const application = stream.slice(0, stream.indexOf("/"));
    const address = name === "g" ? "198.51.100.7" : "203.0.113.7";
    const request = sampleRequest(token, { stream, group, application, address });
    await store.admit(request);
    sessions.set(name, request.session.id);
  }
  return sessions;
}

async function tokens<const T extends readonly Partial<TokenRecord>[]>(
  store: Store,
  ...changes: T
): Promise<{ [K in keyof T]: TokenRecord }> {
  const made = changes.map(change => sampleToken({ kind: "access", maxUses: undefined, ...change }));
  await store.insertTokens(made);
  return made as { [K in keyof T]: TokenRecord };
}

async function outcome(store: Store, token: TokenRecord, nowSeconds = START_SECONDS): Promise<string> {
  const admission = await store.admit(sampleRequest(token, { nowSeconds }));
  return admission.outcome === "refused" ? admission.reason : admission.outcome;
}

function words(text: string): readonly string[] {
  return text.split(" ").filter(Boolean);
}
