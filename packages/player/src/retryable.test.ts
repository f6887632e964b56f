import { describe, expect, test } from "vitest";
import { playerRefusal } from "./player-refusals.ts";
import { isRetryable } from "./retryable.ts";

function refusal(reason: string, status: number) {
  return { reason, title: "", detail: "", ref: undefined, status, retryAfterSeconds: undefined };
}

describe("trying again", () => {
  test.each([
    ["stream-offline", 404],
    ["origin-timeout", 504],
    ["store-unavailable", 503],
    ["too-many-requests", 429],
    ["too-many-sessions", 403],
    ["token-not-yet-valid", 403],
    ["session-expired", 403],
  ])("is offered after %s (%i)", (reason, status) => {
    expect(isRetryable(refusal(reason, status))).toBe(true);
  });

  test.each([
    ["token-already-used", 403],
    ["token-revoked", 403],
    ["token-expired", 403],
    ["token-missing", 401],
    ["session-ended", 403],
    ["wrong-stream", 403],
    ["ip-not-allowed", 403],
  ])("is not offered after %s (%i), which only a new link cures", (reason, status) => {
    expect(isRetryable(refusal(reason, status))).toBe(false);
  });

  test("is offered when nothing more arrives", () => {
    expect(isRetryable(playerRefusal("media-late"))).toBe(true);
  });

  test("is offered when the network failed, and not when the browser cannot play", () => {
    expect(isRetryable(playerRefusal("network-unreachable"))).toBe(true);
    expect(isRetryable(playerRefusal("playback-unsupported"))).toBe(false);
  });
});
