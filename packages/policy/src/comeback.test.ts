import { describe, expect, test } from "vitest";
import { planAdmission } from "./admission.ts";
import type { AdmissionRequest, AdmissionView, Comeback } from "./admission-view.ts";
import { BAR_SECONDS, type NewSession, type SessionRecord } from "./session.ts";
import { sampleNewSession, sampleRunning } from "./testing/sample-session.ts";
import type { RuleOutcome } from "./verdict.ts";

const NOW = 1_000_000;
const USE = { kind: "use", max: 1 } as const;
const PLACE = { kind: "slot", max: 1, of: "token" } as const;
const PUBLISHING: Comeback = { asksAgain: false, resumeSeconds: 60 };

const asked = sampleNewSession(NOW, {
  action: "publish",
  door: "hook",
  holder: { agent: "encoder", prefix4: "203.0.113.0/24", prefix6: undefined },
  connection: { server: "edge", id: "8", protocol: "rtmp" },
});

/** A session that began a second ago over the connection 7, unless told otherwise. */
function running(changes: Partial<SessionRecord> = {}): SessionRecord {
  return sampleRunning(asked, { connection: { server: "edge", id: "7", protocol: "rtmp" }, ...changes });
}

function plan(
  request: Partial<AdmissionRequest>,
  view: Partial<AdmissionView> = {},
  rules: RuleOutcome[] = [],
) {
  const grace = { seconds: 10, repeats: 3 };
  const base = { checks: [USE], session: asked, form: "first", grace, nowSeconds: NOW } as const;
  const nothing: AdmissionView = {
    token: () => ({ uses: 1, revoked: false, suspended: false, version: 1 }),
    revokedByRule: () => false,
    sessionOfHolder: () => undefined,
    endedByOperator: () => undefined,
    slotHolders: () => [],
    evictedOfHolder: () => [],
    streamTotals: () => ({ plays: 0 }),
    takenSlots: () => 0,
    onConnection: () => [],
    publishers: () => [],
    recentOfHolder: () => [],
  };
  return planAdmission({ ...base, comeback: PUBLISHING, ...request }, { ...nothing, ...view }, rules);
}

describe("an admission over a media server's connection", () => {
  test("looks at revocations and bars before it looks at connections", () => {
    const here = { onConnection: () => [running({ connection: asked.connection })] };
    expect(plan({}, here)).toMatchObject({ plan: "continue", countRepeat: false });
    const revokedByRule = () => true;
    expect(plan({}, { ...here, revokedByRule })).toMatchObject({ reason: "token-revoked" });
    const barred = running({ endReason: "operator", endedAtSeconds: NOW - BAR_SECONDS + 1 });
    const endedByOperator = () => barred;
    expect(plan({}, { ...here, endedByOperator })).toMatchObject({ reason: "session-ended" });
  });

  test("finds a stream busy before it judges the use, and says so in its rules", () => {
    const rules: RuleOutcome[] = [];
    const publishers = () => [running({ tokenId: "t2" })];
    expect(plan({}, { publishers }, rules)).toMatchObject({ reason: "stream-busy", session: { id: "old" } });
    expect(rules.at(-1)).toMatchObject({ rule: "one-publisher", outcome: "fail" });
    expect(rules.map(({ rule }) => rule)).not.toContain("uses");
  });

  test("takes no account of a session that is over by itself, though nobody has ended it yet", () => {
    const over = running({ capSeconds: NOW, connection: asked.connection });
    const view = { onConnection: () => [over], publishers: () => [over] };
    expect(plan({}, view)).toMatchObject({ reason: "token-already-used" });
    expect(plan({ checks: [] }, view)).toMatchObject({
      plan: "create",
      ends: [{ session: { id: "old" }, reason: "closed" }],
    });
  });

  test("does not let the grace of other entries in: a second connection within it costs a use", () => {
    expect(plan({}, { sessionOfHolder: () => running() })).toMatchObject({ reason: "token-already-used" });
    const byRequests = () => running({ connection: undefined });
    const without = plan({ comeback: undefined }, { sessionOfHolder: byRequests });
    expect(without).toMatchObject({ plan: "continue", countRepeat: true });
  });

  test("counts places without those that come free with it: of the token, of one above it, of the stream", () => {
    const checks = [PLACE, { ...PLACE, token: "parent" }, { ...PLACE, of: "stream" }] as const;
    const publishers = () => [running({ lineage: ["parent"] })];
    const taken = (count: number) => plan({ checks }, { publishers, takenSlots: () => count });
    expect(taken(1)).toMatchObject({ plan: "create", ends: [{ reason: "replaced" }] });
    expect(taken(2)).toMatchObject({ reason: "too-many-sessions" });
    const other = () => [running({ stream: "live/b", tokenId: "t2", connection: asked.connection })];
    const reused = plan({ checks }, { onConnection: other, takenSlots: () => 1 });
    expect(reused).toMatchObject({ reason: "too-many-sessions" });
  });

  test("takes a place over for nothing only where uses are counted; else it counts as a session does", () => {
    const publishers = () => [running({ lastSeenSeconds: NOW - 10 })];
    const ends = [{ session: { id: "old" }, reason: "replaced" }];
    expect(plan({ checks: [USE, PLACE] }, { publishers })).toMatchObject({ countUse: false, ends });
    expect(plan({ checks: [PLACE] }, { publishers })).toMatchObject({ countUse: true, ends });
    const ofStream = [USE, { ...PLACE, of: "stream" }] as const;
    expect(plan({ checks: ofStream }, { publishers })).toMatchObject({ reason: "token-already-used" });
    const ofParent = [USE, { ...PLACE, token: "parent" }] as const;
    expect(plan({ checks: ofParent }, { publishers })).toMatchObject({ reason: "token-already-used" });
  });

  describe("that asks again", () => {
    const TWICE: Comeback = { asksAgain: true, resumeSeconds: 0 };
    const follow = (session: Partial<NewSession>, held: Partial<SessionRecord> = {}) =>
      plan(
        { comeback: TWICE, session: { ...asked, ...session } },
        { recentOfHolder: () => [running({ ...session, address: asked.address, ...held })] },
      );

    test("goes on with what its holder does, from its very address alone", () => {
      for (const action of ["play", "publish"] as const) {
        expect(follow({ action })).toMatchObject({ plan: "continue" });
        const refused = { reason: "token-already-used" };
        expect(follow({ action, address: "203.0.113.8" })).toMatchObject(refused);
        expect(follow({ action, address: undefined }, { address: undefined })).toMatchObject(refused);
      }
    });

    test("never ends the session that it goes on with", () => {
      const held = running({ action: "play", connection: asked.connection });
      const session = { ...asked, action: "play" } as const;
      const view = { onConnection: () => [running({ ...held, address: "x" })], recentOfHolder: () => [held] };
      expect(plan({ comeback: TWICE, session }, view)).toMatchObject({ plan: "continue", ends: [] });
    });
  });

  test("resumes up to the last second of its time, and never with a live session", () => {
    const closed = (secondsAgo: number) => ({
      sessionOfHolder: () =>
        running({ startedAtSeconds: NOW - 100, endReason: "closed", endedAtSeconds: NOW - secondsAgo }),
    });
    expect(plan({}, closed(60))).toEqual({ plan: "create", countUse: false, ends: [] });
    expect(plan({}, closed(61))).toMatchObject({ reason: "token-already-used" });
    const publishers = () => [running({ tokenId: "t2" })];
    expect(plan({}, { ...closed(1), publishers })).toMatchObject({ reason: "stream-busy" });
  });

  test("where nothing is enforced follows connections and asks for nothing else", () => {
    const session = { ...asked, tokenId: "open:live/a" };
    const publishers = () => [running({ tokenId: "open:live/a" })];
    const open = (view: Partial<AdmissionView>) =>
      plan({ session, checks: [] }, { token: () => undefined, ...view });
    expect(open({ publishers })).toEqual({ plan: "create", countUse: false, ends: [] });
    const onConnection = () => [running({ tokenId: "open:live/a", connection: asked.connection })];
    expect(open({ onConnection })).toMatchObject({ plan: "continue", countRepeat: false });
  });
});

test("an entry that no connection carries never goes on with what a connection carries: it is another player's", () => {
  for (const form of ["first", "refresh"] as const) {
    const view = { sessionOfHolder: () => running({ action: "play" }) };
    const session: NewSession = { ...asked, action: "play", connection: undefined };
    expect(plan({ comeback: undefined, form, session }, view)).toMatchObject({
      reason: "token-already-used",
    });
  }
});

test("an entry that no connection carries never looks at connections", () => {
  const never = () => {
    throw new Error("asked");
  };
  const view = { onConnection: never, publishers: never, recentOfHolder: never };
  const token = () => ({ uses: 0, revoked: false, suspended: false, version: 1 });
  expect(plan({ comeback: undefined }, { ...view, token })).toEqual({
    plan: "create",
    countUse: true,
    ends: undefined,
  });
});

test("a publisher whose end nobody tells keeps others out while it is believed to be there, and no longer", () => {
  const newcomer = { ...asked, tokenId: "t2", address: "198.51.100.1" };
  const comeback: Comeback = { ...PUBLISHING, believedSeconds: 300 };
  const silentFor = (seconds: number) => ({
    publishers: () => [running({ lastSeenSeconds: NOW - seconds, startedAtSeconds: NOW - seconds })],
  });
  expect(plan({ session: newcomer, comeback, checks: [] }, silentFor(300))).toMatchObject({
    reason: "stream-busy",
  });
  expect(plan({ session: newcomer, comeback, checks: [] }, silentFor(301))).toMatchObject({
    plan: "create",
    ends: [{ reason: "closed" }],
  });
});
