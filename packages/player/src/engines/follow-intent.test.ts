import { describe, expect, test } from "vitest";
import { followIntent, type IntendedVideo } from "./follow-intent.ts";

/** A video that is told what to do, and counts how often it was asked to play. */
function createVideo(isPaused: boolean) {
  const events = new EventTarget();
  const video = {
    paused: isPaused,
    plays: 0,
    play: async () => {
      video.plays += 1;
      video.paused = false;
      events.dispatchEvent(new Event("play"));
    },
    pause: () => {
      video.paused = true;
      events.dispatchEvent(new Event("pause"));
    },
    /** As the load algorithm does: no event. */
    load: () => {
      video.paused = true;
    },
    addEventListener: events.addEventListener.bind(events) as IntendedVideo["addEventListener"],
  };
  return video;
}

describe("a source that is loaded anew", () => {
  test("plays on where it played", async () => {
    const video = createVideo(true);
    const { resume } = followIntent(video);
    await video.play();
    video.load();
    resume();
    expect(video).toMatchObject({ paused: false, plays: 2 });
  });

  test("stays where the viewer has paused it, and where nobody has pressed play", async () => {
    const video = createVideo(true);
    const { resume } = followIntent(video);
    video.load();
    resume();
    expect(video).toMatchObject({ paused: true, plays: 0 });
    await video.play();
    video.pause();
    video.load();
    resume();
    expect(video).toMatchObject({ paused: true, plays: 1 });
  });

  test("is left alone once the engine has let go", () => {
    const video = createVideo(false);
    const { resume, forget } = followIntent(video);
    forget();
    video.pause();
    expect(video.plays).toBe(0);
    video.paused = false;
    resume();
    expect(video.plays).toBe(0);
  });
});
