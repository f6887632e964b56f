import { describe, expect, test } from "vitest";
import { readNanoConfig, readNanoSource } from "./nano-config.ts";

const security = { jwtoken: "eyJ.a.b" };
const entry = (streamname: string, more: object = {}) => ({ h5live: { rtmp: { streamname }, ...more } });

describe("the source of a NanoPlayer", () => {
  test.each([
    ["a group with its token", { group: { id: "g", security } }, "g", "eyJ.a.b"],
    ["an entry with its token", { entries: [entry("XX-1", { security })] }, "XX-1", "eyJ.a.b"],
    [
      "an entry under the group's token",
      { group: { id: "g", security }, entries: [entry("XX-1")] },
      "XX-1",
      "eyJ.a.b",
    ],
    [
      "the entry that it starts with",
      { startIndex: 1, entries: [entry("XX-1"), entry("XX-2", { security })] },
      "XX-2",
      "eyJ.a.b",
    ],
    ["the form before entries", { h5live: { rtmp: { streamname: "XX-1" }, security } }, "XX-1", "eyJ.a.b"],
    ["a stream of bintu", { bintu: { streamid: "2e8c" } }, "2e8c", undefined],
  ])("is %s", (_title, source, stream, token) => {
    expect(readNanoSource(source)).toEqual({ stream, token });
  });

  test("is another entry when that is chosen", () => {
    expect(readNanoSource({ entries: [entry("XX-1"), entry("XX-2")] }, 1)).toMatchObject({ stream: "XX-2" });
  });

  test.each([
    undefined,
    null,
    7,
    "x",
    {},
    { entries: [] },
    { entries: "x" },
    { group: { id: 7 } },
    { group: null },
  ])("names no stream: %j", source => {
    expect(readNanoSource(source)).toBeUndefined();
  });
});

describe("the configuration of a NanoPlayer", () => {
  const source = { group: { id: "g", security } };

  test("plays by itself unless it says otherwise", () => {
    expect(readNanoConfig({ source })).toMatchObject({ autoplay: true, muted: false, automute: false });
    const playback = { autoplay: false, muted: true, automute: true };
    expect(readNanoConfig({ source, playback })).toMatchObject(playback);
  });

  test("has handlers where it has functions", () => {
    const onPlay = () => {};
    expect(readNanoConfig({ source, events: { onPlay, onError: "x" } })?.events).toEqual({ onPlay });
  });

  test("says how large the player is", () => {
    const style = { width: 640, height: "auto", aspectratio: "16/9" };
    expect(readNanoConfig({ source, style })).toMatchObject({
      width: "640px",
      height: "auto",
      aspectRatio: "16/9",
    });
  });

  test("without a stream is none", () => {
    expect(readNanoConfig({})).toBeUndefined();
    expect(readNanoConfig(undefined)).toBeUndefined();
  });
});
