import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { PlaySession } from "../session.ts";
import { createRenewal } from "./renewal.ts";

const NOW = 1_800_000_000;
const HANDLE = "h".repeat(40);

beforeEach(() => {
  vi.useFakeTimers({ now: NOW * 1000 });
  vi.stubGlobal("window", { addEventListener: vi.fn() });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A player under a session of 100 seconds. */
function following(renewable: boolean, onTokenExpiring?: () => Promise<string | undefined>) {
  const renew = vi.fn(async () => true);
  const renewSession = vi.fn(async () => true);
  const options = { onTokenExpiring, tokenOrigins: undefined };
  const renewal = createRenewal({ stream: "demo/clip", options, renew, renewSession, onLeft: () => {} });
  const url = `https://media.example/s/${HANDLE}/demo/clip/index.m3u8`;
  const session = { url, expiresAtSeconds: NOW + 100, clockAheadSeconds: 0, renewable } as PlaySession;
  renewal.follow(session);
  return { renewal, renew, renewSession };
}

describe("a session of an embed code", () => {
  test("is renewed by the server, in time", async () => {
    const { renewSession } = following(true);
    await vi.advanceTimersByTimeAsync(49_000);
    expect(renewSession).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(renewSession).toHaveBeenCalledExactlyOnceWith(HANDLE);
  });

  test("goes on under the page's own token where the page has one", async () => {
    const { renew, renewSession } = following(true, async () => "own");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(renew).toHaveBeenCalledExactlyOnceWith("own");
    expect(renewSession).not.toHaveBeenCalled();
  });

  test("is let go when the player rests or stops", async () => {
    for (const end of ["rest", "stop"] as const) {
      const { renewal, renewSession } = following(true);
      renewal[end]();
      await vi.advanceTimersByTimeAsync(100_000);
      expect(renewSession).not.toHaveBeenCalled();
    }
  });
});

test("any other session is none that the server renews", async () => {
  const { renew, renewSession } = following(false);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(renew).not.toHaveBeenCalled();
  expect(renewSession).not.toHaveBeenCalled();
});
