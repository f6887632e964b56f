import { describe, expect, test } from "vitest";
import type { AdmissionRequest, AdmissionView, PlannedEnd } from "./admission-view.ts";
import { EVICTION_BAR_SECONDS, judgeSlot, type SlotQuestion } from "./judge-slot.ts";
import type { SessionRecord } from "./session.ts";
import { isInSpace } from "./slot-space.ts";
import { sampleNewSession, sampleRunning } from "./testing/sample-session.ts";

const NOW = 1_000_000;
const EVICTING = { per: "token", over: "stream", whenFull: "evict-oldest" } as const;

const asked = sampleNewSession(NOW, { maxSessions: 1 });

const running = (changes: Partial<SessionRecord> = {}) => sampleRunning(asked, changes);

interface Place {
  readonly holders?: readonly SessionRecord[];
  /** Of whoever asks. */
  readonly evicted?: readonly SessionRecord[];
  readonly ends?: readonly PlannedEnd[];
  readonly counting?: SlotQuestion["check"]["counting"];
}

/** A limit of one place, over the sessions that hold one. */
function judge({ holders = [], evicted = [], ends = [], counting = EVICTING }: Place) {
  const view: Pick<AdmissionView, "takenSlots" | "slotHolders" | "evictedOfHolder"> = {
    takenSlots: () => holders.length,
    slotHolders: (space, { limit = holders.length } = { limit: holders.length }) =>
      holders.filter(session => isInSpace(space, session)).slice(0, limit),
    evictedOfHolder: after => evicted.filter(({ endedAtSeconds = 0 }) => endedAtSeconds > after),
  };
  const request = { session: asked, nowSeconds: NOW } as AdmissionRequest;
  const check = { kind: "slot", max: 1, of: "token", counting } as const;
  return judgeSlot({ check, request, view: view as AdmissionView, user: undefined, ends });
}

const reasonOf = (place: Place) => judge(place).reason;
const madeRoom = (secondsAgo: number, stream = "live/a") =>
  running({ id: "mine", stream, endedAtSeconds: NOW - secondsAgo, endReason: "evicted" });

describe("whoever made room", () => {
  test.each([
    ["a moment ago evicts nobody", 1, "session-evicted"],
    ["almost as long ago as the bar evicts nobody", EVICTION_BAR_SECONDS - 1, "session-evicted"],
    ["as long ago as the bar may evict again", EVICTION_BAR_SECONDS, undefined],
  ])("%s", (_, secondsAgo, reason) => {
    expect(reasonOf({ holders: [running()], evicted: [madeRoom(secondsAgo)] })).toBe(reason);
  });

  test("where other places are counted may evict here", () => {
    expect(judge({ holders: [running()], evicted: [madeRoom(1, "live/b")] })).toMatchObject({
      ends: [{ session: { id: "old" }, reason: "evicted" }],
    });
  });

  test("is let in where a place is free", () => {
    expect(reasonOf({ evicted: [madeRoom(1)] })).toBeUndefined();
  });
});

describe("a session that ends with the admission anyhow", () => {
  const end = (session: SessionRecord): PlannedEnd => ({ session, reason: "replaced" });
  const rejecting = { ...EVICTING, whenFull: "reject-new" } as const;

  test("frees its place", () => {
    const old = running();
    expect(judge({ holders: [old], ends: [end(old)], counting: rejecting })).toMatchObject({ ends: [] });
  });

  test("frees none that it no longer held, nor one that is counted elsewhere", () => {
    const over = running({ id: "over", capSeconds: NOW - 1 });
    const elsewhere = running({ id: "elsewhere", stream: "live/b" });
    for (const session of [over, elsewhere]) {
      const place = { holders: [running()], ends: [end(session)], counting: rejecting };
      expect(reasonOf(place), session.id).toBe("too-many-sessions");
    }
  });

  test("is not evicted besides: the next one is", () => {
    const [first, second, third] = [
      running({ id: "first" }),
      running({ id: "second" }),
      running({ id: "third" }),
    ];
    const answer = judge({ holders: [first, second, third], ends: [end(first)] });
    expect(answer).toMatchObject({ ends: [{ session: { id: "second" } }, { session: { id: "third" } }] });
  });
});
