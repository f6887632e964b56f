import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test, vi } from "vitest";
import { sampleRevocation } from "../conformance/samples.ts";
import { createOpenRules } from "../open-rules.ts";
import { prepareRecordActivity } from "./activity.ts";
import { prepareAdmit } from "./admission.ts";
import { prepareHistory } from "./history.ts";
import { prepareIdempotentRequest, prepareKeepRequest } from "./idempotency.ts";
import { prepareLists } from "./lists.ts";
import { migrate } from "./migrations.ts";
import { mirrorConnections } from "./mirrored-connections.ts";
import { prepareCountRevocation, prepareRevocationWrites } from "./revocations.ts";
import { text } from "./rows.ts";
import { prepareEndSessions, prepareRetakeSlot } from "./sessions.ts";
import { prepareTokenWrites } from "./token-changes.ts";
import { prepareToken } from "./tokens.ts";

afterEach(() => void vi.restoreAllMocks());

/** Opens an empty database and tells the plan of every statement that `work` prepares. */
async function plansOf(work: (database: DatabaseSync) => void | Promise<void>): Promise<readonly string[]> {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  mirrorConnections(database);
  const prepare = vi.spyOn(database, "prepare");
  await work(database);
  const statements = prepare.mock.calls.map(([sql]) => sql).filter(sql => !sql.includes("sqlite_schema"));
  prepare.mockRestore();
  const plans = statements.flatMap(sql =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(row => text(row, "detail")),
  );
  database.close();
  return plans;
}

const listsOf = (database: DatabaseSync) => prepareLists(database, createOpenRules([]), async work => work());
const isSlow = (plan: string) =>
  (plan.startsWith("SCAN") && !plan.includes("json_each")) || plan.includes("TEMP B-TREE");

test("no statement of an admission, an end or a revocation reads a table from end to end", async () => {
  const plans = await plansOf(database => {
    prepareToken(database);
    prepareAdmit(database, createOpenRules([]));
    prepareRetakeSlot(database);
    prepareRecordActivity(database);
    prepareEndSessions(database);
    prepareRevocationWrites(database, createOpenRules([]));
  });
  expect(plans.filter(plan => plan.startsWith("SCAN"))).toEqual([]);
  expect(plans.filter(plan => plan.includes("TEMP B-TREE"))).toEqual([]);
});

test("the count of a revocation's tokens is read from indexes", async () => {
  const selectors = [
    { user: "u" },
    { tag: "t" },
    { stream: "live/a" },
    { group: "news" },
    { application: "live" },
    { key: "sk_1" },
    { ip: "192.0.2.0/24" },
    { user: "u", stream: "live/a" },
    { user: "u", application: "live" },
    { token: "t" },
    { session: "s" },
  ];
  const plans = await plansOf(database => {
    const count = prepareCountRevocation(database);
    for (const selector of selectors) count(sampleRevocation({ selector }));
  });
  const ofParameters = (plan: string) => plan.includes("VIRTUAL TABLE");
  expect(plans.filter(plan => plan.startsWith("SCAN") && !ofParameters(plan))).toEqual([]);
});

test.each([{ user: "u" }, { tag: "t" }, { key: "sk_1" }])(
  "a revocation of %j in one application looks for each token once, not for each among all of the application",
  async selector => {
    const plans = await plansOf(database => {
      prepareCountRevocation(database)(sampleRevocation({ selector: { ...selector, application: "live" } }));
    });
    expect(plans).toContain(
      "SEARCH named USING PRIMARY KEY (organization=? AND application=? AND issued_at_milliseconds=? AND token_seq=?)",
    );
  },
);

const organization = "acme";
const cursor = Buffer.from("5").toString("base64url");
const cursor2 = Buffer.from("5.5").toString("base64url");
const status = { is: "active", atSeconds: 1 } as const;

const tokenFilters = {
  nothing: {},
  user: { user: "u" },
  tag: { tag: "t" },
  stream: { stream: "live/a" },
  group: { group: "news" },
  application: { application: "live" },
  key: { issuedBy: "sk_1" },
  "kind, action and status": { kind: "access", action: "play", status },
  "stream and user": { stream: "live/a", user: "u" },
  "stream and tag": { stream: "live/a", tag: "t" },
  "user in a time": { user: "u", since: 1, until: 2 },
  "time of an application": { application: "live", since: 1, until: 2 },
  "a key's applications": { within: ["live", "vod"] },
  "a key's applications and status": { within: ["live", "vod"], status },
} as const;

test.each(Object.entries(tokenFilters))(
  "a page of tokens by %s is read from an index in its order",
  async (_, filter) => {
    const plans = await plansOf(async database => {
      await listsOf(database).tokens({ organization, limit: 5, cursor: cursor2, ...filter });
    });
    expect(plans).not.toEqual([]);
    expect(plans.filter(isSlow)).toEqual([]);
  },
);

const sessionFilters = {
  nothing: {},
  user: { user: "u" },
  token: { token: "t" },
  stream: { stream: "live/a" },
  tag: { tag: "t" },
  group: { group: "news" },
  application: { application: "live" },
  "media server": { server: "mediamtx" },
  "media server and application": { server: "mediamtx", application: "live" },
  ip: { address: "192.0.2.1" },
  "door and time": { door: "gateway", since: 7_000 },
  "a key's applications": { within: ["live", "vod"] },
} as const;

test.each(Object.entries(sessionFilters))(
  "a page of sessions by %s is read from an index in its order, running or not",
  async (_, filter) => {
    const plans = await plansOf(async database => {
      const { sessions } = listsOf(database);
      for (const live of [undefined, true, false]) {
        await sessions({ organization, limit: 5, cursor, live, ...filter });
      }
    });
    const ofBounds = (plan: string) => plan === "SCAN CONSTANT ROW";
    expect(plans.filter(plan => isSlow(plan) && !ofBounds(plan))).toEqual([]);
  },
);

const decisionFilters = {
  nothing: {},
  user: { user: "u" },
  stream: { stream: "live/a" },
  ip: { ip: "192.0.2.1" },
  token: { token: "t" },
  "session and reason": { session: "s", reason: "token-expired", allowed: false },
  time: { since: 1, until: 2 },
  "nobody's, too": { withUnowned: true },
  "a key's applications": { within: ["live"] },
} as const;

test.each(Object.entries(decisionFilters))(
  "a page of decisions by %s is read from an index in its order",
  async (_, filter) => {
    const plans = await plansOf(async database => {
      await listsOf(database).decisions({ organization, limit: 5, cursor: cursor2, ...filter });
    });
    expect(plans.filter(isSlow)).toEqual([]);
  },
);

test("a page of revocations is read from an index in its order", async () => {
  const plans = await plansOf(async database => {
    await listsOf(database).revocations({ organization, limit: 5, cursor });
    await listsOf(database).revocations({ organization, limit: 5, cursor, within: ["live"] });
  });
  expect(plans.filter(isSlow)).toEqual([]);
});

test("a page of running sessions is not looked for among the ended ones", async () => {
  const plans = await plansOf(async database => {
    await listsOf(database).sessions({ organization, limit: 5, live: true });
  });
  expect(plans).toContainEqual(expect.stringContaining("USING INDEX live_sessions "));
});

test("what is kept of a token's past is read from indexes", async () => {
  const plans = await plansOf(database => {
    prepareHistory(database);
    prepareTokenWrites(database);
    prepareKeepRequest(database);
    prepareIdempotentRequest(database);
  });
  expect(plans.filter(isSlow)).toEqual([]);
});
