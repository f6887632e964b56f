import { expect, test } from "vitest";
import type { SubscriberSettings } from "../subscribers.ts";
import { START_SECONDS, sampleAuditEntry } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

/** A subscriber that plays `live/cam1` with a secret of its own, unless told otherwise. */
export function sampleSubscriber(changes: Partial<SubscriberSettings> = {}): SubscriberSettings {
  return {
    organization: "acme",
    stream: "live/cam1",
    subscriberId: "alice",
    name: undefined,
    type: "play",
    sealedSecret: "v1.sealed",
    periodSeconds: undefined,
    maxSessions: 1,
    block: undefined,
    createdAtMilliseconds: START_SECONDS * 1000,
    ...changes,
  };
}

const cam1 = { organization: "acme", stream: "live/cam1" };

/** Subscribers of streams: each under its own name in its own stream and organization. */
export function subscriberConformance(open: OpenStore): void {
  test("a subscriber comes back as it was written, also after a restart", async () => {
    const { store, reopen } = await open();
    const rich = sampleSubscriber({
      name: "Alice",
      type: "publish",
      periodSeconds: 90,
      maxSessions: 3,
      block: { actions: ["play"], untilMilliseconds: 4_000_000_000_000, rules: ["rv_1"] },
    });
    const written = await store.writeSubscriber({ subscriber: rich, version: 0 });
    expect(written).toEqual({ outcome: "written", subscriber: { ...rich, version: 1 } });
    const again = (await reopen?.()) ?? store;
    expect(await again.subscriber(rich)).toEqual({ ...rich, version: 1 });
  });

  test("a subscriber is known in its own stream and organization only", async () => {
    const { store } = await open();
    await store.writeSubscriber({ subscriber: sampleSubscriber(), version: 0 });
    for (const elsewhere of [
      sampleSubscriber({ organization: "other" }),
      sampleSubscriber({ stream: "live/cam2" }),
      sampleSubscriber({ subscriberId: "Alice" }),
    ]) {
      expect(await store.subscriber(elsewhere)).toBeUndefined();
      expect(await store.removeSubscribers({ ...elsewhere, limit: 9 })).toEqual([]);
    }
    expect(await store.subscriber(sampleSubscriber())).toBeDefined();
  });

  test("of two writes of one version the second is stale, and nothing is written of it", async () => {
    const { store } = await open();
    const subscriber = sampleSubscriber();
    await store.writeSubscriber({ subscriber, version: 0 });
    const changed = { ...subscriber, maxSessions: 9 };
    const audit = () => sampleAuditEntry({ organization: "acme", action: "subscriber.update" });
    const ifWritten = ({ outcome }: { outcome: string }) => (outcome === "written" ? audit() : undefined);
    for (const version of [0, 2]) {
      const outcome = await store.writeSubscriber({ subscriber: changed, version }, ifWritten);
      expect(outcome).toEqual({ outcome: "stale" });
    }
    expect(await store.subscriber(subscriber)).toMatchObject({ maxSessions: 1, version: 1 });
    await store.writeSubscriber({ subscriber: changed, version: 1 }, ifWritten);
    expect(await store.subscriber(subscriber)).toMatchObject({ maxSessions: 9, version: 2 });
    expect((await store.listAudit({ organization: "acme", limit: 9 })).items).toHaveLength(1);
  });

  test("a stream's subscribers are listed in the order of their ids, piece by piece", async () => {
    const { store } = await open();
    for (const subscriberId of ["bob", "Zoe", "alice", "ä", "😀", "｡"]) {
      await store.writeSubscriber({ subscriber: sampleSubscriber({ subscriberId }), version: 0 });
    }
    await store.writeSubscriber({ subscriber: sampleSubscriber({ stream: "live/cam2" }), version: 0 });
    const idsAt = async (offset: number, limit: number) =>
      (await store.listSubscribers({ ...cam1, offset, limit })).map(({ subscriberId }) => subscriberId);
    expect(await idsAt(0, 9)).toEqual(["Zoe", "alice", "bob", "ä", "｡", "😀"]);
    expect(await idsAt(1, 2)).toEqual(["alice", "bob"]);
    expect(await idsAt(6, 2)).toEqual([]);
  });

  test("all subscribers of a stream go in pieces, and no other stream's", async () => {
    const { store } = await open();
    for (const subscriberId of ["a", "b", "c"]) {
      await store.writeSubscriber({ subscriber: sampleSubscriber({ subscriberId }), version: 0 });
    }
    const kept = sampleSubscriber({ stream: "live/cam2" });
    await store.writeSubscriber({ subscriber: kept, version: 0 });
    expect(await store.removeSubscribers({ ...cam1, limit: 2 })).toHaveLength(2);
    expect(await store.removeSubscribers({ ...cam1, limit: 2 })).toHaveLength(1);
    expect(await store.listSubscribers({ ...cam1, offset: 0, limit: 9 })).toEqual([]);
    expect(await store.subscriber(kept)).toBeDefined();
  });

  test("who is erased is nobody's subscriber any more, whatever the stream", async () => {
    const { store } = await open();
    const bob = sampleSubscriber({ subscriberId: "bob" });
    const elsewhere = sampleSubscriber({ organization: "other" });
    const theirs = [sampleSubscriber(), sampleSubscriber({ stream: "live/cam2" })];
    for (const subscriber of [...theirs, bob, elsewhere])
      await store.writeSubscriber({ subscriber, version: 0 });
    const erasure = { organization: "acme", user: "alice", nowSeconds: START_SECONDS };
    expect(await store.eraseTokens(erasure, 1)).toBe(1);
    expect(await store.eraseTokens(erasure, 9)).toBe(1);
    for (const subscriber of theirs) expect(await store.subscriber(subscriber)).toBeUndefined();
    for (const subscriber of [bob, elsewhere]) expect(await store.subscriber(subscriber)).toBeDefined();
  });

  test("an organization that is removed takes its subscribers along", async () => {
    const { store } = await open();
    const elsewhere = sampleSubscriber({ organization: "other" });
    for (const subscriber of [sampleSubscriber(), elsewhere])
      await store.writeSubscriber({ subscriber, version: 0 });
    await store.removeOrganization("acme");
    expect(await store.subscriber(sampleSubscriber())).toBeUndefined();
    expect(await store.subscriber(elsewhere)).toBeDefined();
  });
}
