import { describe, expect, test } from "vitest";
import { playerRefusal } from "./player-refusals.ts";
import type { Refusal } from "./refusal.ts";
import { planRetry, planStart } from "./resume.ts";
import type { PlaySession } from "./session.ts";
import type { Remembered } from "./tab-memory.ts";

const session: PlaySession = {
  id: "ses_1",
  url: "https://media.example/s/h/demo/clip/index.m3u8",
  format: "hls",
  kind: "vod",
  expiresAtSeconds: null,
  clockAheadSeconds: 0,
  annotations: [],
};
const played: Remembered = { token: "A", session, positionSeconds: 31, paused: true };
const waiting: Remembered = { token: "A", session: undefined, positionSeconds: 0, paused: false };

function refused(reason: string, status: number): Refusal {
  return { reason, title: "", detail: "", ref: "K7M2Q9XH4T", status, retryAfterSeconds: undefined };
}
const noToken = refused("token-missing", 401);
const used = refused("token-already-used", 403);

describe("starting", () => {
  test("with a fresh token opens a session", () => {
    const plan = planStart({ token: "A", refusal: undefined, remembered: undefined });
    expect(plan).toEqual({ kind: "open", token: "A" });
  });

  test("after F5 goes on with this tab's session where it was, though the page was refused for want of a token", () => {
    const plan = planStart({ token: undefined, refusal: noToken, remembered: played });
    expect(plan).toMatchObject({
      kind: "resume",
      session,
      positionSeconds: 31,
      paused: true,
      ifOver: "refuse",
    });
  });

  test("after F5 before the click still has the token", () => {
    const plan = planStart({ token: undefined, refusal: noToken, remembered: waiting });
    expect(plan).toEqual({ kind: "open", token: "A" });
  });

  test("with the same spent token in the address goes on with its session", () => {
    const plan = planStart({ token: "A", refusal: used, remembered: played });
    expect(plan).toMatchObject({ kind: "resume", token: "A", ifOver: "refuse" });
  });

  test("with a token that would be good opens anew when this tab's session is over", () => {
    const plan = planStart({ token: "A", refusal: undefined, remembered: played });
    expect(plan).toMatchObject({ kind: "resume", ifOver: "open" });
  });

  test("with another token forgets the old session", () => {
    expect(planStart({ token: "B", refusal: undefined, remembered: played })).toEqual({
      kind: "open",
      token: "B",
    });
    expect(planStart({ token: "B", refusal: used, remembered: played })).toEqual({
      kind: "refuse",
      refusal: used,
      token: "B",
    });
  });

  test("with nothing in this tab shows the page's refusal", () => {
    const plan = planStart({ token: undefined, refusal: noToken, remembered: undefined });
    expect(plan).toEqual({ kind: "refuse", refusal: noToken, token: undefined });
  });

  test("without a token opens a stream that needs none", () => {
    const plan = planStart({ token: undefined, refusal: undefined, remembered: undefined });
    expect(plan).toEqual({ kind: "open", token: undefined });
  });
});

describe("trying again", () => {
  test("goes on with a session that only could not be reached", () => {
    expect(planRetry(playerRefusal("network-unreachable"), true)).toBe("resume");
    expect(planRetry(refused("origin-timeout", 504), true)).toBe("resume");
  });

  test("opens a new session when the old one is over, or when there was none", () => {
    expect(planRetry(refused("session-expired", 403), true)).toBe("open");
    expect(planRetry(refused("stream-offline", 404), false)).toBe("open");
  });
});
