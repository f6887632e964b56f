import { describe, expect, test } from "vitest";
import { InvalidCursor } from "../cursor.ts";
import type { Page } from "../page.ts";
import type { Store } from "../store.ts";
import {
  START_SECONDS,
  sampleApiKey,
  sampleDecision,
  sampleRequest,
  sampleRevocation,
  sampleToken,
} from "./samples.ts";
import type { OpenStore } from "./subject.ts";

/** Tokens, keys, decisions and the lists. */
export function recordConformance(open: OpenStore): void {
  test("a token reads back as it was written, field by field", async () => {
    const { store } = await open();
    const plain = sampleToken();
    const full = sampleToken({
      kind: "access",
      action: "publish",
      target: { streams: ["live/b", "live/a", "live/b"] },
      notBeforeSeconds: 1,
      expiresAtSeconds: 2,
      maxUses: 3,
      maxSessions: 4,
      ip: ["192.0.2.0/24"],
      domains: ["*.example.com"],
      limits: {
        sessionCounting: { per: "user", over: "stream", whenFull: "evict-oldest" },
        maxWatchMinutes: 90,
        hours: [{ days: ["mon"], from: "09:00", to: "17:30", timeZone: "Europe/Berlin" }],
        download: false,
      },
      watchedSeconds: 8,
      usedBytes: 9,
      user: "ünïcode 'quoted'",
      tag: "tag",
      annotations: [{ text: "mark" }, null, 7],
      disconnectAtExpiry: true,
      uses: 5,
      revokedAtSeconds: 6,
    });
    await store.insertTokens([plain, full]);
    expect(await store.token(plain.id)).toEqual(plain);
    expect(await store.token(full.id)).toEqual(full);
    expect(await store.token("st_unknown")).toBeUndefined();
  });

  describe("lists", () => {
    test("come newest first, in pages that lose and repeat nothing while new items arrive", async () => {
      const { store } = await open();
      const tokens = Array.from({ length: 7 }, (_, index) =>
        sampleToken({ issuedAtMilliseconds: START_SECONDS * 1000 + (index >> 1) }),
      );
      for (const token of tokens) {
        await store.insertTokens([token]);
        await store.admit(sampleRequest(token));
        await store.revoke(sampleRevocation({ id: `rv ${token.id}`, selector: { token: "none" } }));
      }
      const late = sampleToken({ issuedAtMilliseconds: START_SECONDS * 1000 + 99 });
      const arrive = async () => {
        if (await store.token(late.id)) return;
        await store.insertTokens([late]);
        await store.admit(sampleRequest(late));
        await store.revoke(sampleRevocation({ selector: { token: "none" } }));
      };
      const wanted = tokens.map(({ id }) => id).toReversed();
      const query = { organization: "acme", limit: 2 };
      const [listed, sessions, rules] = [
        await pages(cursor => store.listTokens({ ...query, cursor }), arrive),
        await pages(cursor => store.listSessions({ ...query, cursor })),
        await pages(cursor => store.listRevocations({ ...query, cursor })),
      ];
      expect(listed.map(({ id }) => id)).toEqual(wanted);
      expect(sessions.map(({ tokenId }) => tokenId)).toEqual([late.id, ...wanted]);
      expect(rules.slice(1).map(({ id }) => id)).toEqual(wanted.map(id => `rv ${id}`));
    });

    test("filter by every field alone and together", async () => {
      const { store } = await open();
      const [ann, bob, team] = [
        sampleToken({ user: "ann", tag: "x", target: { streams: ["live/a", "live/b"] } }),
        sampleToken({ user: "bob", tag: "x" }),
        sampleToken({ user: "ann", target: { group: "news" } }),
      ];
      await store.insertTokens([ann, bob, team]);
      const request = sampleRequest(ann, { stream: "live/b" });
      await store.admit(request);
      await store.admit(sampleRequest(bob));
      await store.endSessions([request.session.id], "idle", START_SECONDS);
      const listTokens = ids(filter => store.listTokens(filter));
      expect(await listTokens({ user: "ann" })).toEqual([team.id, ann.id]);
      expect(await listTokens({ tag: "x" })).toEqual([bob.id, ann.id]);
      expect(await listTokens({ stream: "live/a" })).toEqual([bob.id, ann.id]);
      expect(await listTokens({ stream: "live/b", user: "ann", tag: "x" })).toEqual([ann.id]);
      expect(await listTokens({ user: "nobody" })).toEqual([]);
      const listSessions = ids(async filter => {
        const { items, next } = await store.listSessions(filter);
        return { items: items.map(({ tokenId }) => ({ id: tokenId })), next };
      });
      expect(await listSessions({ live: true })).toEqual([bob.id]);
      expect(await listSessions({ live: false })).toEqual([ann.id]);
      expect(await listSessions({})).toEqual([bob.id, ann.id]);
      expect(await listSessions({ token: ann.id })).toEqual([ann.id]);
      expect(await listSessions({ user: "bob", stream: "live/a", live: true })).toEqual([bob.id]);
      expect(await listSessions({ stream: "live/b" })).toEqual([ann.id]);
      expect(await listSessions({ token: bob.id, live: false })).toEqual([]);
    });

    test("show an organization nothing of another's", async () => {
      const { store } = await open();
      const theirs = sampleToken({ organization: "other", user: "eve" });
      await store.insertTokens([theirs]);
      await store.admit(sampleRequest(theirs));
      const { rule } = await store.revoke(sampleRevocation({ organization: "other" }));
      const query = { organization: "acme", limit: 10 };
      expect((await store.listTokens({ ...query, user: "eve", stream: "live/a" })).items).toEqual([]);
      expect((await store.listSessions({ ...query, token: theirs.id })).items).toEqual([]);
      expect((await store.listRevocations(query)).items).toEqual([]);
      expect(await store.revocation("acme", rule.id)).toBeUndefined();
      expect((await store.listRevocations({ ...query, organization: "other" })).items).toEqual([rule]);
    });

    test("refuse a cursor they did not make", async () => {
      const { store } = await open();
      for (const cursor of ["", "nonsense", Buffer.from("1.2.3").toString("base64url")]) {
        const listed = store.listTokens({ organization: "acme", limit: 1, cursor });
        await expect(listed).rejects.toThrow(InvalidCursor);
      }
    });
  });

  test("a key is found by its hash, and replaced under its id", async () => {
    const { store } = await open();
    const key = sampleApiKey({
      id: "k",
      applications: ["live"],
      longestTtlSeconds: 60,
      lastUsedAtSeconds: 9,
    });
    expect(await store.countApiKeys()).toBe(0);
    await store.putApiKey({ ...key, hash: new Uint8Array([1, 2]) });
    await store.putApiKey({ ...key, name: "new", hash: new Uint8Array([3]) });
    await store.putApiKey({ ...key, id: "l", hash: new Uint8Array([4]) });
    expect(await store.countApiKeys()).toBe(2);
    expect(await store.apiKeyByHash(new Uint8Array([1, 2]))).toBeUndefined();
    const found = await store.apiKeyByHash(new Uint8Array([3]));
    expect(found && { ...found, hash: [...found.hash] }).toEqual({ ...key, name: "new", hash: [3] });
  });

  test("a key that is deleted is found no more, and no other goes with it", async () => {
    const { store } = await open();
    const key = sampleApiKey();
    await store.putApiKey({ ...key, id: "k", hash: new Uint8Array([1]) });
    await store.putApiKey({ ...key, id: "l", hash: new Uint8Array([2]) });
    await store.deleteApiKey("k");
    await store.deleteApiKey("k");
    expect(await store.apiKeyByHash(new Uint8Array([1]))).toBeUndefined();
    expect((await store.apiKeyByHash(new Uint8Array([2])))?.id).toBe("l");
    expect(await store.countApiKeys()).toBe(1);
  });

  test("the check of the master key lasts until it is replaced", async () => {
    const { store, reopen } = await open();
    expect(await store.masterKeyCheck()).toBeUndefined();
    await store.setMasterKeyCheck(new Uint8Array([1]));
    await store.setMasterKeyCheck(new Uint8Array([2, 3]));
    const later = (await reopen?.()) ?? store;
    expect([...((await later.masterKeyCheck()) ?? [])]).toEqual([2, 3]);
  });

  test("decisions are kept up to a number, the oldest go first", async () => {
    const { store } = await open();
    const refs = Array.from({ length: 8 }, (_, index) => `ref ${index}`);
    await store.appendDecisions(
      refs.slice(0, 3).map(ref => sampleDecision(ref)),
      5,
    );
    await store.appendDecisions(
      refs.slice(3).map(ref => sampleDecision(ref)),
      5,
    );
    expect(await store.decision("ref 7")).toEqual(sampleDecision("ref 7"));
    const kept = await Promise.all(refs.map(async ref => (await store.decision(ref))?.ref));
    expect(kept.filter(Boolean)).toEqual(refs.slice(3));
  });

  test("the high-water mark rises, never sinks, and lasts", async () => {
    const { store, reopen } = await open();
    expect(await store.highWaterSeconds()).toBe(0);
    await store.setHighWaterSeconds(9_000_000_000);
    await store.setHighWaterSeconds(START_SECONDS);
    expect(await ((await reopen?.()) ?? store).highWaterSeconds()).toBe(9_000_000_000);
  });
}

type Filter = Parameters<Store["listTokens"]>[0] & Parameters<Store["listSessions"]>[0];

function ids(list: (filter: Filter) => Promise<Page<{ readonly id: string }>>) {
  return async (filter: Partial<Filter>): Promise<readonly string[]> => {
    const { items } = await list({ organization: "acme", limit: 10, ...filter });
    return items.map(({ id }) => id);
  };
}

async function pages<T>(
  list: (cursor: string | undefined) => Promise<Page<T>>,
  between?: () => Promise<void>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(cursor);
    items.push(...page.items);
    cursor = page.next;
    await between?.();
  } while (cursor !== undefined);
  return items;
}
