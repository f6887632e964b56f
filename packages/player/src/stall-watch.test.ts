import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { watchStall } from "./stall-watch.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A video that is to play and has nothing to play. */
function watch() {
  const video = { paused: false, ended: false, readyState: 2, currentTime: 7 };
  const network = { isOnline: true };
  const onStalled = vi.fn<(isStalled: boolean) => void>();
  const onLost = vi.fn();
  const stop = watchStall({ video, isOnline: () => network.isOnline, onStalled, onLost });
  return { video, network, onStalled, onLost, stop };
}
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);

describe("a watch for stalls", () => {
  test("tells of a video without media after three seconds, once, and of its end", async () => {
    const { video, onStalled, stop } = watch();
    await seconds(2);
    expect(onStalled).not.toHaveBeenCalled();
    await seconds(5);
    expect(onStalled.mock.calls).toEqual([[true]]);
    video.readyState = 4;
    await seconds(1);
    expect(onStalled.mock.calls).toEqual([[true], [false]]);
    stop();
  });

  test("calls the media lost after half a minute, and again half a minute later", async () => {
    const { onLost, stop } = watch();
    await seconds(29);
    expect(onLost).not.toHaveBeenCalled();
    await seconds(1);
    expect(onLost).toHaveBeenCalledTimes(1);
    await seconds(30);
    expect(onLost).toHaveBeenCalledTimes(2);
    stop();
  });

  test("shows a stall without a network, and does not count it as a loss", async () => {
    const { network, onStalled, onLost, stop } = watch();
    network.isOnline = false;
    await seconds(120);
    expect(onStalled.mock.calls).toEqual([[true]]);
    expect(onLost).not.toHaveBeenCalled();
    network.isOnline = true;
    await seconds(27);
    expect(onLost).toHaveBeenCalledTimes(1);
    stop();
  });

  test.each([
    ["is paused", { paused: true }],
    ["is over", { ended: true }],
    ["has media, as a connection whose picture does not change", { readyState: 4 }],
  ])("says nothing of a video that %s", async (_, present) => {
    const { video, onStalled, onLost, stop } = watch();
    Object.assign(video, present);
    await seconds(60);
    expect(onStalled).not.toHaveBeenCalled();
    expect(onLost).not.toHaveBeenCalled();
    stop();
  });

  test("begins anew with each move of the clock", async () => {
    const { video, onLost, stop } = watch();
    for (let round = 0; round < 4; round += 1) {
      await seconds(20);
      video.currentTime += 0.1;
      await seconds(1);
    }
    expect(onLost).not.toHaveBeenCalled();
    stop();
  });

  test("is silent once it was ended", async () => {
    const { onStalled, stop } = watch();
    stop();
    await seconds(60);
    expect(onStalled).not.toHaveBeenCalled();
  });
});
