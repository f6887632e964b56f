import { describe, expect, test } from "vitest";
import { tryToPlay } from "./try-to-play.ts";

/** A video whose orders to play end one after the other as given; undefined: it plays. */
function videoWith(...faults: readonly (DOMException | "paused" | undefined)[]) {
  const left = [...faults];
  const events = new EventTarget();
  const video = {
    plays: 0,
    play: async () => {
      video.plays += 1;
      const fault = left.shift();
      if (fault === "paused") events.dispatchEvent(new Event("pause"));
      if (fault) throw fault === "paused" ? dropped : fault;
    },
    addEventListener: events.addEventListener.bind(events) as HTMLVideoElement["addEventListener"],
    removeEventListener: events.removeEventListener.bind(events) as HTMLVideoElement["removeEventListener"],
  };
  return video;
}

const dropped = new DOMException("dropped", "AbortError");
const forbidden = new DOMException("no click", "NotAllowedError");

describe("an order to play", () => {
  test("that a source loaded anew has dropped is given again", async () => {
    const video = videoWith(dropped, undefined);
    expect(await tryToPlay(video, () => true)).toBe("playing");
    expect(video.plays).toBe(2);
  });

  test("is not given against a viewer who paused, nor where nobody wants it any more, nor for ever", async () => {
    expect(await tryToPlay(videoWith("paused", undefined), () => true)).toBe("stopped");
    expect(await tryToPlay(videoWith(dropped, undefined), () => false)).toBe("stopped");
    const endless = videoWith(dropped, dropped, dropped, dropped);
    expect(await tryToPlay(endless, () => true)).toBe("stopped");
    expect(endless.plays).toBe(3);
  });

  test("that the browser forbids without a click says so", async () => {
    expect(await tryToPlay(videoWith(forbidden), () => true)).toBe("forbidden");
  });
});
