import { describe, expect, test } from "vitest";
import { InvalidCursor } from "../cursor.ts";
import type { Store } from "../store.ts";
import type { UsageAddition, UsageBatch, UsageQuery } from "../usage.ts";
import { holder, START_SECONDS, sampleRequest, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
/** A midnight of UTC. */
const MIDNIGHT_SECONDS = START_SECONDS - (START_SECONDS % DAY_SECONDS);

/** Usage: counted once, kept by the hour and by the day, and asked by what it was for. */
export function usageConformance(open: OpenStore): void {
  test("what a session did is counted in every dimension, and a repeated or late write counts nothing", async () => {
    const { store, write } = await opened(open);
    await write(10, 100, 3);
    await write(10, 100, 3);
    await write(9, 90, 2);
    const figures = { sessions: 0, seconds: 10, bytes: 100, requests: 3, refused: 0 };
    for (const [by, of] of Object.entries(VALUES)) {
      const query = { ...asked(START_SECONDS, START_SECONDS + DAY_SECONDS), by: by as UsageQuery["by"] };
      expect((await store.listUsage(query)).items).toMatchObject([{ of, ...figures }]);
      expect(await store.totalUsage({ ...query, of })).toEqual(figures);
    }
  });

  test("a silence counts at most as long as the session's lease", async () => {
    const { store, write } = await opened(open);
    await write(1000, 0, 1);
    expect(await store.totalUsage(asked(0, START_SECONDS + DAY_SECONDS))).toMatchObject({ seconds: 45 });
  });

  test("an ended session counts what it did before its end, once", async () => {
    const { store, id, write } = await opened(open);
    await store.endSessions([id], "revoked", START_SECONDS + 4);
    await write(9, 100, 3);
    await write(9, 100, 3);
    const total = await store.totalUsage(asked(0, START_SECONDS + DAY_SECONDS));
    expect(total).toMatchObject({ seconds: 4, bytes: 100, requests: 3 });
    expect(await store.session(id)).toMatchObject({ bytes: 100, lastSeenSeconds: START_SECONDS + 4 });
  });

  test("steps begin at whole hours and days of UTC", async () => {
    const { store } = await open();
    const at = [0, HOUR_SECONDS - 1, HOUR_SECONDS, DAY_SECONDS];
    await count(
      store,
      at.map(seconds => addition({}, MIDNIGHT_SECONDS + seconds)),
    );
    const range = asked(MIDNIGHT_SECONDS, MIDNIGHT_SECONDS + 2 * DAY_SECONDS);
    const begins = async (step: UsageQuery["step"]) =>
      (await store.listUsage({ ...range, step })).items.map(({ atSeconds, sessions }) => [
        atSeconds - MIDNIGHT_SECONDS,
        sessions,
      ]);
    const hours = [
      [0, 2],
      [HOUR_SECONDS, 1],
      [DAY_SECONDS, 1],
    ];
    const days = [
      [0, 3],
      [DAY_SECONDS, 1],
    ];
    expect(await begins("hour")).toEqual(hours);
    expect(await begins("day")).toEqual(days);
    const within = { ...range, fromSeconds: MIDNIGHT_SECONDS + 1, untilSeconds: MIDNIGHT_SECONDS + 2 };
    expect(await store.totalUsage(within)).toMatchObject({ sessions: 2 });
  });

  test("every dimension holds the same sums, what has no value included", async () => {
    const { store } = await open();
    await count(store, [addition({}), addition({ user: "eve", tag: "t" }), addition({ application: "vod" })]);
    for (const by of ["organization", "application", "stream", "user", "tag"] as const) {
      expect(await store.totalUsage({ ...asked(), by })).toMatchObject({ sessions: 3 });
    }
    const users = await store.listUsage({ ...asked(), by: "user" });
    expect(users.items.map(({ of, sessions }) => [of, sessions])).toEqual([
      [undefined, 2],
      ["eve", 1],
    ]);
  });

  test("values beyond the limit of a step are counted together, and known ones go on", async () => {
    const { store } = await open();
    const users = ["a", "b", "c", "d", "a"].map(user => addition({ user }));
    for (const one of users) await count(store, [one], { valuesLimit: 2 });
    const { items } = await store.listUsage({ ...asked(), by: "user" });
    expect(items.map(({ of, sessions }) => [of, sessions])).toEqual([
      [undefined, 2],
      ["a", 2],
      ["b", 1],
    ]);
  });

  test("pages go on where the last one ended, whatever a value is made of", async () => {
    const { store } = await open();
    const users = ["ä", "z", "user 1.2", "名前", "\u{1f600}"];
    await count(
      store,
      users.flatMap(user => [addition({ user }), addition({ user }, MIDNIGHT_SECONDS + HOUR_SECONDS)]),
    );
    const query = { ...asked(), by: "user" as const, limit: 3 };
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.listUsage({ ...query, cursor });
      seen.push(...page.items.map(({ atSeconds, of }) => `${atSeconds - MIDNIGHT_SECONDS} ${of}`));
      cursor = page.next;
    } while (cursor !== undefined);
    const ordered = ["user 1.2", "z", "ä", "名前", "\u{1f600}"];
    expect(seen).toEqual([...ordered.map(user => `0 ${user}`), ...ordered.map(user => `3600 ${user}`)]);
    await expect(store.listUsage({ ...query, cursor: "made-up" })).rejects.toThrow(InvalidCursor);
  });

  describe("a range within applications", () => {
    test("holds those applications and their streams, and nothing of other dimensions", async () => {
      const { store } = await open();
      await count(
        store,
        ["live", "live2", "vod"].map(application => addition({ application, stream: `${application}/a` })),
      );
      const values = async (by: UsageQuery["by"], within: readonly string[]) =>
        (await store.listUsage({ ...asked(), by, within })).items.map(({ of }) => of);
      expect(await values("application", ["live", "vod"])).toEqual(["live", "vod"]);
      expect(await values("stream", ["live"])).toEqual(["live/a"]);
      expect(await values("stream", [])).toEqual([]);
      expect(await values("organization", ["live"])).toEqual([]);
      const stream = { ...asked(), by: "stream" as const, within: ["live"] };
      expect(await store.totalUsage({ ...stream, of: "vod/a" })).toMatchObject({ sessions: 0 });
      expect(await store.totalUsage({ ...stream, of: "live/a" })).toMatchObject({ sessions: 1 });
    });
  });

  test("organizations do not see each other", async () => {
    const { store } = await open();
    await count(store, [addition({ organization: "other" })]);
    expect((await store.listUsage(asked())).items).toEqual([]);
    expect(await store.totalUsage(asked())).toMatchObject({ sessions: 0 });
  });
}

const VALUES = { organization: undefined, application: "live", stream: "live/a", user: "eve", tag: "t" };

function asked(
  fromSeconds = MIDNIGHT_SECONDS,
  untilSeconds = MIDNIGHT_SECONDS + 2 * DAY_SECONDS,
): UsageQuery {
  return { organization: "acme", by: "organization", step: "hour", fromSeconds, untilSeconds, limit: 100 };
}

function addition(subject: Partial<UsageAddition["subject"]>, atSeconds = MIDNIGHT_SECONDS): UsageAddition {
  const nobody = { application: undefined, stream: undefined, user: undefined, tag: undefined };
  return { subject: { organization: "acme", ...nobody, ...subject }, atSeconds, figures: { sessions: 1 } };
}

function count(store: Store, additions: readonly UsageAddition[], batch: UsageBatch = {}): Promise<void> {
  return store.recordActivity([], { ...batch, additions });
}

async function opened(open: OpenStore) {
  const { store } = await open();
  const token = sampleToken({ user: "eve", tag: "t" });
  await store.insertTokens([token]);
  const request = sampleRequest(token, { holder: holder("viewer") });
  await store.admit(request);
  const { id } = request.session;
  const write = (seconds: number, bytes: number, requests: number) =>
    store.recordActivity([
      {
        id,
        holder: holder("viewer"),
        lastSeenSeconds: START_SECONDS + seconds,
        leaseUntilSeconds: START_SECONDS + seconds + 45,
        bytes,
        requests,
      },
    ]);
  return { store, id, write };
}
