import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { playerRefusal } from "./player-refusals.ts";
import type { Probe } from "./session-client.ts";
import { watchSession } from "./session-watch.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watch(answer: Probe, isPlaying = true) {
  const probe = vi.fn(async () => answer);
  const onRefused = vi.fn();
  return { probe, onRefused, watching: watchSession({ probe, isPlaying: () => isPlaying, onRefused }) };
}
const alive: Probe = { outcome: "alive" };

describe("a session's watch", () => {
  test("asks every three seconds of play", async () => {
    const { probe, watching } = watch(alive);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(probe).toHaveBeenCalledTimes(3);
    watching.stop();
  });

  test("asks nothing while the video is paused, nor after it was stopped", async () => {
    const paused = watch(alive, false);
    const stopped = watch(alive);
    stopped.watching.stop();
    stopped.watching.ask();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(paused.probe).not.toHaveBeenCalled();
    expect(stopped.probe).not.toHaveBeenCalled();
    paused.watching.stop();
  });

  test("asks at once on a doubt, at most every two seconds", async () => {
    const { probe, watching } = watch(alive);
    watching.ask();
    watching.ask();
    await vi.advanceTimersByTimeAsync(2_100);
    watching.ask();
    expect(probe).toHaveBeenCalledTimes(2);
    watching.stop();
  });

  test("reports a refusal, and takes a server out of reach for none", async () => {
    const refusal = playerRefusal("reply-unreadable", 403);
    const over = watch({ outcome: "refused", refusal });
    const silent = watch({ outcome: "unreachable" });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(over.onRefused).toHaveBeenCalledWith(refusal);
    expect(silent.onRefused).not.toHaveBeenCalled();
    over.watching.stop();
    silent.watching.stop();
  });
});
