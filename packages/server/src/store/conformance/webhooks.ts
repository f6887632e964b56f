import { expect, test } from "vitest";
import type { Store } from "../store.ts";
import { type AttemptOutcome, type Delivery, KEPT_ATTEMPTS, type NewDelivery } from "../webhooks.ts";
import type { OpenStore } from "./subject.ts";

const START = 1_800_000_000_000;
const ROOMY = 1_000;

let drawn = 0;

function sampleDelivery(changes: Partial<NewDelivery> = {}): NewDelivery {
  drawn += 1;
  return {
    webhook: "wh_a",
    organization: "acme",
    id: `ev_${drawn}`,
    event: "session.started",
    user: "ann",
    payload: `{"number":${drawn},"text":"ünïcode 'quoted'"}`,
    createdAtMilliseconds: START + drawn,
    ...changes,
  };
}

function sampleOutcome(delivery: NewDelivery, changes: Partial<AttemptOutcome> = {}): AttemptOutcome {
  const attempt = { atMilliseconds: START, durationMilliseconds: 5, status: 200, error: undefined };
  const { webhook, id } = delivery;
  return { webhook, id, attempt, status: "delivered", nextAttemptAtMilliseconds: undefined, ...changes };
}

const failure = { atMilliseconds: START, durationMilliseconds: 9, status: undefined, error: "refused" };

/** The outbox of webhooks and its log. */
export function webhookConformance(open: OpenStore): void {
  const fill = async (count: number, changes: Partial<NewDelivery> = {}) => {
    const subject = await open();
    const deliveries = Array.from({ length: count }, () => sampleDelivery(changes));
    await subject.store.enqueueDeliveries(deliveries, ROOMY);
    return { ...subject, deliveries, ids: deliveries.map(({ id }) => id) };
  };

  test("a delivery is kept as it was given, is due at once, and survives", async () => {
    const { store, reopen, deliveries } = await fill(1);
    const [delivery] = deliveries;
    const later = (await reopen?.()) ?? store;
    const kept = {
      ...delivery,
      status: "pending",
      tries: 0,
      attempts: [],
      nextAttemptAtMilliseconds: delivery?.createdAtMilliseconds,
      dropped: 0,
    };
    expect(await later.delivery("wh_a", delivery?.id ?? "")).toEqual(kept);
    expect(await later.delivery("wh_b", delivery?.id ?? "")).toBeUndefined();
    const { due } = await later.dueDeliveries("wh_a", START + drawn, 9);
    expect(due).toEqual([kept]);
  });

  test("what is due comes the longest due first, and what is not says when", async () => {
    const { store, deliveries, ids } = await fill(3);
    const [first, second] = deliveries;
    if (!first || !second) throw new Error("no deliveries");
    const next = START + 60_000;
    const outcome = { status: "pending", attempt: failure, nextAttemptAtMilliseconds: next } as const;
    await store.recordAttempts([sampleOutcome(first, outcome)]);
    const now = START + drawn;
    const all = await store.dueDeliveries("wh_a", now, 9);
    expect(idsOf(all.due)).toEqual(ids.slice(1));
    expect(all.nextAtMilliseconds).toBe(next);
    const one = await store.dueDeliveries("wh_a", now, 1);
    expect(idsOf(one.due)).toEqual([second.id]);
    expect(one.nextAtMilliseconds).toBeLessThanOrEqual(now);
    expect(idsOf((await store.dueDeliveries("wh_a", next, 9)).due)).toEqual([...ids.slice(1), first.id]);
    expect(await store.dueDeliveries("wh_b", next, 9)).toEqual({ due: [], nextAtMilliseconds: undefined });
  });

  test("attempts are kept with what came back, the latest of very many, and end a delivery", async () => {
    const { store, deliveries } = await fill(2);
    const [done, lost] = deliveries;
    if (!done || !lost) throw new Error("no deliveries");
    const next = { status: "pending", attempt: failure, nextAttemptAtMilliseconds: START } as const;
    for (let tries = 0; tries < KEPT_ATTEMPTS; tries++)
      await store.recordAttempts([sampleOutcome(lost, next)]);
    const last = { ...failure, atMilliseconds: START + 1, status: 500, error: "answered 500" };
    await store.recordAttempts([
      sampleOutcome(done),
      sampleOutcome(lost, { status: "failed", attempt: last }),
      sampleOutcome(sampleDelivery({ id: "ev_removed" })),
    ]);
    const delivered = await store.delivery("wh_a", done.id);
    expect(delivered).toMatchObject({ status: "delivered", tries: 1 });
    expect(delivered?.attempts).toEqual([sampleOutcome(done).attempt]);
    expect(delivered?.nextAttemptAtMilliseconds).toBeUndefined();
    const failed = await store.delivery("wh_a", lost.id);
    expect(failed).toMatchObject({ status: "failed", tries: KEPT_ATTEMPTS + 1 });
    expect(failed?.attempts).toHaveLength(KEPT_ATTEMPTS);
    expect(failed?.attempts.at(0)).toEqual(failure);
    expect(failed?.attempts.at(-1)).toEqual(last);
    expect(await store.dueDeliveries("wh_a", START * 2, 9)).toEqual({
      due: [],
      nextAtMilliseconds: undefined,
    });
  });

  test("health tells since when a webhook fails, until a success", async () => {
    const { store, deliveries } = await fill(1);
    const [delivery] = deliveries;
    if (!delivery) throw new Error("no delivery");
    const failAt = (atMilliseconds: number) =>
      sampleOutcome(delivery, { status: "failed", attempt: { ...failure, atMilliseconds } });
    expect(await store.webhookHealth(["wh_a"])).toEqual([]);
    const failing = {
      webhook: "wh_a",
      failingSinceMilliseconds: 5,
      lastSuccessAtMilliseconds: undefined,
      lastFailureAtMilliseconds: 7,
    };
    expect(await store.recordAttempts([failAt(5), failAt(7)])).toEqual([failing]);
    expect(await store.webhookHealth(["wh_b", "wh_a"])).toEqual([failing]);
    const [well] = await store.recordAttempts([sampleOutcome(delivery)]);
    expect(well).toEqual({
      ...failing,
      failingSinceMilliseconds: undefined,
      lastSuccessAtMilliseconds: START,
    });
    const [again] = await store.recordAttempts([failAt(9)]);
    expect(again).toMatchObject({ failingSinceMilliseconds: 9, lastSuccessAtMilliseconds: START });
    await store.clearWebhookHealth("wh_a");
    expect(await store.webhookHealth(["wh_a"])).toEqual([]);
  });

  test("a full backlog drops what is new, and its log has one entry for all in a row", async () => {
    const { store } = await open();
    const first = sampleDelivery();
    expect(await store.enqueueDeliveries([first, sampleDelivery({ webhook: "wh_b" })], 2)).toBe(0);
    const more = Array.from({ length: 4 }, () => sampleDelivery());
    expect(await store.enqueueDeliveries(more, 2)).toBe(3);
    expect(await store.enqueueDeliveries([sampleDelivery(), sampleDelivery({ webhook: "wh_b" })], 2)).toBe(1);
    const log = (await listed(store, {})).map(({ id, status, dropped }) => [id, status, dropped]);
    expect(log).toEqual([
      [more[1]?.id, "dropped", 4],
      [more[0]?.id, "pending", 0],
      [first.id, "pending", 0],
    ]);
    const [dropped] = await listed(store, { status: "dropped" });
    expect([dropped?.payload, dropped?.user]).toEqual([undefined, undefined]);
    await store.recordAttempts([sampleOutcome(first)]);
    expect(await store.enqueueDeliveries([sampleDelivery(), sampleDelivery()], 2)).toBe(1);
    expect((await listed(store, { status: "dropped" })).map(entry => entry.dropped)).toEqual([1, 4]);
  });

  test("the log comes newest first, filtered and in pages", async () => {
    const { store, deliveries, ids } = await fill(5);
    const [first, second] = deliveries;
    if (!first || !second) throw new Error("no deliveries");
    const other = sampleDelivery({ event: "token.used" });
    await store.enqueueDeliveries([other, sampleDelivery({ webhook: "wh_b" })], ROOMY);
    await store.recordAttempts([sampleOutcome(first), sampleOutcome(other)]);
    expect(idsOf(await listed(store, {}))).toEqual([other.id, ...ids.toReversed()]);
    expect(idsOf(await listed(store, { status: "delivered" }))).toEqual([other.id, first.id]);
    expect(idsOf(await listed(store, { event: "token.used" }))).toEqual([other.id]);
    expect(idsOf(await listed(store, { event: "token.used", status: "pending" }))).toEqual([]);
    const page = await store.listDeliveries({ webhook: "wh_a", limit: 4 });
    const rest = await store.listDeliveries({ webhook: "wh_a", limit: 4, cursor: page.next });
    expect(idsOf([...page.items, ...rest.items])).toEqual([other.id, ...ids.toReversed()]);
    expect(rest.next).toBeUndefined();
    expect(idsOf((await store.listDeliveries({ webhook: "wh_b", limit: 4 })).items)).not.toContain(first.id);
  });

  test("a replay makes one delivery due now, from the first step; none is made of what was dropped", async () => {
    const { store, deliveries } = await fill(1);
    const [delivery] = deliveries;
    if (!delivery) throw new Error("no delivery");
    await store.enqueueDeliveries([sampleDelivery({ id: "ev_late" })], 0);
    await store.recordAttempts([sampleOutcome(delivery, { status: "failed", attempt: failure })]);
    const replayed = await store.replayDelivery("wh_a", delivery.id, START + 99);
    expect(replayed).toMatchObject({
      status: "pending",
      tries: 0,
      nextAttemptAtMilliseconds: START + 99,
      attempts: [failure],
    });
    expect(idsOf((await store.dueDeliveries("wh_a", START + 99, 9)).due)).toEqual([delivery.id]);
    expect(await store.replayDelivery("wh_a", "ev_late", START)).toBeUndefined();
    expect(await store.replayDelivery("wh_b", delivery.id, START)).toBeUndefined();
  });

  test("a replay of what failed since then takes the oldest first, as many as the backlog has room for", async () => {
    const { store, deliveries, ids } = await fill(5);
    const [old] = deliveries;
    if (!old) throw new Error("no delivery");
    const fail = (delivery: NewDelivery) => sampleOutcome(delivery, { status: "failed", attempt: failure });
    await store.recordAttempts(deliveries.map(fail));
    const order = {
      webhook: "wh_a",
      sinceMilliseconds: old.createdAtMilliseconds + 1,
      nowMilliseconds: START,
      backlogLimit: 3,
    };
    expect(await store.replayFailed(order)).toEqual({ replayed: 3, hasMore: true });
    expect(idsOf(await listed(store, { status: "pending" }))).toEqual(ids.slice(1, 4).toReversed());
    expect(await store.replayFailed(order)).toEqual({ replayed: 0, hasMore: true });
    expect(await store.replayFailed({ ...order, backlogLimit: 9 })).toEqual({ replayed: 1, hasMore: false });
    expect(idsOf(await listed(store, { status: "failed" }))).toEqual([old.id]);
  });

  test("erasure takes everything about one viewer of one organization, and nothing else", async () => {
    const { store } = await fill(2);
    const bob = sampleDelivery({ user: "bob" });
    const nobody = sampleDelivery({ user: undefined });
    const theirs = sampleDelivery({ organization: "other", webhook: "wh_b" });
    await store.enqueueDeliveries([bob, nobody, theirs], ROOMY);
    expect(await store.eraseUserDeliveries("acme", "ann")).toBe(2);
    expect(idsOf(await listed(store, {}))).toEqual([nobody.id, bob.id]);
    expect(await store.delivery("wh_b", theirs.id)).toBeDefined();
    expect(await store.eraseUserDeliveries("acme", "ann")).toBe(0);
  });

  test("pruning takes the oldest up to a number; a removed webhook leaves nothing behind", async () => {
    const { store } = await open();
    const deliveries = [1000, 1500, 2000, 3000].map(at => sampleDelivery({ createdAtMilliseconds: at }));
    const [first, ...others] = deliveries;
    if (!first) throw new Error("no delivery");
    await store.enqueueDeliveries(deliveries, ROOMY);
    await store.recordAttempts([sampleOutcome(first)]);
    expect(await store.pruneDeliveries(2, 1)).toBe(1);
    expect(idsOf(await listed(store, {}))).toEqual(others.map(({ id }) => id).toReversed());
    expect(await store.pruneDeliveries(2, 9)).toBe(1);
    expect(await store.pruneDeliveries(2, 9)).toBe(0);
    expect(await store.removeDeliveries("wh_a", 1)).toBe(1);
    expect(await store.removeDeliveries("wh_a", 9)).toBe(1);
    expect(await store.webhookHealth(["wh_a"])).toEqual([]);
    expect(await listed(store, {})).toEqual([]);
  });
}

async function listed(
  store: Store,
  filter: Partial<Parameters<Store["listDeliveries"]>[0]>,
): Promise<readonly Delivery[]> {
  return (await store.listDeliveries({ webhook: "wh_a", limit: 99, ...filter })).items;
}

function idsOf(deliveries: readonly Delivery[]): readonly string[] {
  return deliveries.map(({ id }) => id);
}
