import { describe, expect, test } from "vitest";
import { readFlowplayerOptions } from "./flowplayer-options.ts";

const UUID = "2e8cba53-d03e-4616-a060-f70b114d291e";

describe("the options of an embedding code", () => {
  test("without a source play what the element's id names", () => {
    const read = readFlowplayerOptions({ playback_token: "2D3" }, `player-${UUID}`);
    expect(read).toMatchObject({ stream: UUID, playback_token: "2D3", autoplay: false, muted: false });
    expect(readFlowplayerOptions(undefined, UUID)).toMatchObject({ stream: UUID, playback_token: undefined });
  });

  test.each([UUID, { src: UUID }, [UUID], [{ src: UUID, type: "x" }]])("play the source %j", src => {
    expect(readFlowplayerOptions({ src }, "player-other")).toMatchObject({ stream: UUID });
  });

  test.each(["https://media.example/demo/clip", "//media.example/demo/clip", "/demo/clip/index.m3u8"])(
    "play the address %s",
    src => {
      const read = readFlowplayerOptions({ src }, "player-other");
      expect(read).toMatchObject({ src });
      expect(read).not.toHaveProperty("stream");
    },
  );

  test("switch on what is true or above nought", () => {
    expect(readFlowplayerOptions({ autoplay: 2, muted: true, loop: "true" }, "p")).toMatchObject({
      autoplay: true,
      muted: true,
      loop: true,
    });
    expect(readFlowplayerOptions({ autoplay: 0, muted: "no" }, "p")).toMatchObject({
      autoplay: false,
      muted: false,
    });
  });
});
