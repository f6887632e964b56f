import { expect, test } from "vitest";
import type { DecisionQuery, SessionQuery, TokenQuery } from "../queries.ts";
import type { Store } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";
import { START_SECONDS, sampleDecision, sampleRequest, sampleRevocation, sampleToken } from "./samples.ts";
import type { OpenStore } from "./subject.ts";

const T = START_SECONDS;

/** Filters of the lists: each alone, together, and what a key limited to applications sees. */
export function listConformance(open: OpenStore): void {
  test.each<[filter: Partial<TokenQuery>, wanted: string]>([
    [{}, "early spent late both group everything vod"],
    [{ user: "ann" }, "early both"],
    [{ tag: "x" }, "spent both"],
    [{ stream: "live/b" }, "both"],
    [{ group: "news" }, "group"],
    [{ application: "live" }, "early spent late both"],
    [{ application: "vod" }, "both vod"],
    [{ kind: "one-time" }, "spent"],
    [{ action: "publish" }, "late"],
    [{ issuedBy: "sk_2" }, "vod"],
    [{ since: T + 2, until: T + 4 }, "late both"],
    [{ user: "ann", application: "vod", since: T + 3 }, "both"],
    [{ stream: "live/a", tag: "x" }, "spent both"],
    [{ user: "ann", stream: "live/a", kind: "access", action: "play" }, "early both"],
    [{ within: ["live"] }, "early spent late"],
    [{ within: ["live", "vod"] }, "early spent late both vod"],
    [{ within: ["vod"], user: "ann" }, ""],
    [{ within: ["live"], application: "vod" }, ""],
    [{ within: ["live"], stream: "live/a" }, "early spent late"],
    [{ within: [] }, ""],
    [{ group: "news", within: ["live"] }, ""],
    [{ user: "nobody" }, ""],
  ])("tokens by %j", async (filter, wanted) => {
    const { store } = await open();
    await store.insertTokens(sampleTokens());
    const names = await pages(cursor =>
      store.listTokens({ organization: "acme", limit: 2, cursor, ...filter }),
    );
    expect(names.map(({ id }) => id)).toEqual(wanted.split(" ").filter(Boolean).toReversed());
  });

  test("tokens by what they are at a second, rules over whole tokens included", async () => {
    const { store } = await open();
    const tokens = [
      sampleToken({ id: "active", maxUses: undefined }),
      sampleToken({ id: "early", notBeforeSeconds: T + 10 }),
      sampleToken({ id: "expired", expiresAtSeconds: T, uses: 1 }),
      sampleToken({ id: "used", uses: 1, notBeforeSeconds: T + 10 }),
      sampleToken({ id: "suspended", uses: 1 }),
      sampleToken({ id: "revoked" }),
      sampleToken({ id: "covered", user: "eve" }),
      sampleToken({ id: "of another", organization: "other" }),
    ];
    await store.insertTokens(tokens);
    await store.suspendToken({ organization: "acme", id: "suspended", nowSeconds: T });
    await store.revokeToken("acme", "revoked", T);
    await store.revoke(sampleRevocation());
    const idsOf = async (is: NonNullable<TokenQuery["status"]>["is"], atSeconds = T) => {
      const query = { organization: "acme", limit: 10, status: { is, atSeconds } };
      return (await store.listTokens(query)).items.map(({ id }) => id);
    };
    expect(await idsOf("active")).toEqual(["active"]);
    expect(await idsOf("not-yet-valid")).toEqual(["early"]);
    expect(await idsOf("expired")).toEqual(["expired"]);
    expect(await idsOf("used")).toEqual(["used"]);
    expect(await idsOf("suspended")).toEqual(["suspended"]);
    expect(await idsOf("revoked")).toEqual(["covered", "revoked"]);
    expect(await idsOf("active", T + 10)).toEqual(["early", "active"]);
    expect(await idsOf("not-yet-valid", T + 10)).toEqual([]);
  });

  test.each<[filter: Partial<SessionQuery>, wanted: string]>([
    [{}, "0 1 2 3"],
    [{ live: true }, "0 1 3"],
    [{ live: false }, "2"],
    [{ user: "ann" }, "0 2"],
    [{ tag: "x" }, "0"],
    [{ tag: "x", live: true }, "0"],
    [{ stream: "live/b" }, "1"],
    [{ group: "news" }, "1 2"],
    [{ group: "news", live: true }, "1"],
    [{ application: "vod" }, "3"],
    [{ address: "192.0.2.9" }, "2"],
    [{ door: "page" }, "3"],
    [{ server: "hall" }, "1 2"],
    [{ server: "hall", live: true }, "1"],
    [{ server: "hall", live: false, group: "news" }, "2"],
    [{ server: "nobody" }, ""],
    [{ since: T + 2 }, "2 3"],
    [{ since: T + 2, live: true, door: "page", application: "vod" }, "3"],
    [{ within: ["vod"] }, "3"],
    [{ within: ["live", "vod"] }, "0 1 2 3"],
    [{ within: [] }, ""],
    [{ user: "nobody" }, ""],
  ])("sessions by %j", async (filter, wanted) => {
    const { store } = await open();
    await beginSessions(store);
    const found = await pages(cursor =>
      store.listSessions({ organization: "acme", limit: 2, cursor, ...filter }),
    );
    expect(found.map(({ id }) => id)).toEqual(wanted.split(" ").filter(Boolean).toReversed());
  });

  test.each<[filter: Partial<DecisionQuery>, wanted: string]>([
    [{}, "A B C"],
    [{ withUnowned: true }, "A B C N"],
    [{ user: "ann" }, "A"],
    [{ stream: "vod/x" }, "B"],
    [{ ip: "192.0.2.9" }, "B"],
    [{ ip: "192.0.2.9", withUnowned: true }, "B N"],
    [{ reason: "token-expired" }, "B"],
    [{ allowed: true }, "C"],
    [{ token: "st_1" }, "A"],
    [{ session: "s" }, "C"],
    [{ since: T + 1 }, "B C"],
    [{ since: T + 1, until: T + 2 }, "B"],
    [{ within: ["vod"] }, "B"],
    [{ within: ["vod"], withUnowned: true }, "B"],
    [{ organization: "other" }, "O"],
    [{ user: "nobody" }, ""],
  ])("decisions by %j", async (filter, wanted) => {
    const { store } = await open();
    await store.appendDecisions(sampleDecisions(), 100);
    const found = await pages(cursor =>
      store.listDecisions({ organization: "acme", limit: 2, cursor, ...filter }),
    );
    expect(found.map(({ ref }) => ref)).toEqual(wanted.split(" ").filter(Boolean).toReversed());
  });

  test("a decision reads back as it was written, field by field", async () => {
    const { store } = await open();
    const full = sampleDecision("F", { sessionId: "s", user: "u", allowed: true, reason: undefined });
    const bare = sampleDecision("B", {
      organization: undefined,
      stream: undefined,
      tokenId: undefined,
      ip: undefined,
      userAgent: undefined,
      rules: [],
    });
    await store.appendDecisions([full, bare], 10);
    expect(await store.decision("F")).toEqual(full);
    expect(await store.decision("B")).toEqual(bare);
  });

  test("rules inside a key's applications alone are in its list", async () => {
    const { store } = await open();
    for (const [id, applications] of [
      ["live", ["live"]],
      ["both", ["live", "vod"]],
      ["all", undefined],
      ["vod", ["vod"]],
    ] as const) {
      await store.revoke(sampleRevocation({ id, applications, selector: { token: "none" } }));
    }
    const idsOf = async (within: readonly string[] | undefined) => {
      const { items } = await store.listRevocations({ organization: "acme", limit: 10, within });
      return items.map(({ id }) => id);
    };
    expect(await idsOf(undefined)).toEqual(["vod", "all", "both", "live"]);
    expect(await idsOf(["live"])).toEqual(["live"]);
    expect(await idsOf(["live", "vod"])).toEqual(["vod", "both", "live"]);
    expect(await idsOf([])).toEqual([]);
  });
}

function sampleTokens(): readonly TokenRecord[] {
  const at = (seconds: number) => (T + seconds) * 1000;
  const access = { kind: "access", maxUses: undefined } as const;
  return [
    sampleToken({ ...access, id: "early", issuedAtMilliseconds: at(0), user: "ann" }),
    sampleToken({ id: "spent", issuedAtMilliseconds: at(1), tag: "x" }),
    sampleToken({ ...access, id: "late", issuedAtMilliseconds: at(2), action: "publish" }),
    sampleToken({
      ...access,
      id: "both",
      issuedAtMilliseconds: at(3),
      user: "ann",
      tag: "x",
      target: { streams: ["live/a", "live/b", "vod/x"] },
    }),
    sampleToken({ ...access, id: "group", issuedAtMilliseconds: at(4), target: { group: "news" } }),
    sampleToken({ ...access, id: "everything", issuedAtMilliseconds: at(5), target: { organization: true } }),
    sampleToken({
      ...access,
      id: "vod",
      issuedAtMilliseconds: at(6),
      issuedBy: "sk_2",
      target: { streams: ["vod/x"] },
    }),
    sampleToken({ ...access, id: "of another", organization: "other", user: "ann", tag: "x" }),
  ];
}

async function beginSessions(store: Store): Promise<void> {
  const ann = sampleToken({ kind: "access", maxUses: undefined, user: "ann", tag: "x" });
  const bob = sampleToken({ kind: "access", maxUses: undefined });
  const connection = { server: "hall", id: "5", protocol: "rtmp" };
  const news = { group: "news", connection };
  await store.insertTokens([ann, bob]);
  const requests = [
    sampleRequest(ann, { id: "0", nowSeconds: T }),
    sampleRequest(bob, { id: "1", nowSeconds: T + 1, stream: "live/b", ...news }),
    sampleRequest(ann, { id: "2", nowSeconds: T + 2, ...news, address: "192.0.2.9", tag: undefined }),
    sampleRequest(bob, { id: "3", nowSeconds: T + 3, stream: "vod/x", application: "vod", door: "page" }),
  ];
  for (const request of requests) await store.admit(request);
  await store.endSessions(["2"], "idle", T + 3);
}

function sampleDecisions() {
  const at = (seconds: number) => (T + seconds) * 1000;
  return [
    sampleDecision("A", { atMilliseconds: at(0), user: "ann", tokenId: "st_1", stream: "live/a" }),
    sampleDecision("B", { atMilliseconds: at(1), stream: "vod/x", ip: "192.0.2.9", reason: "token-expired" }),
    sampleDecision("C", { atMilliseconds: at(2), allowed: true, reason: undefined, sessionId: "s" }),
    sampleDecision("N", {
      atMilliseconds: at(3),
      organization: undefined,
      stream: "nowhere",
      ip: "192.0.2.9",
    }),
    sampleDecision("O", { atMilliseconds: at(3), organization: "other" }),
  ];
}

async function pages<T>(
  list: (cursor: string | undefined) => Promise<{ items: readonly T[]; next: string | undefined }>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(cursor);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return items;
}
