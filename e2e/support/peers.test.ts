import { describe, expect, test } from "vitest";
import { describeWithPeers, planSuite } from "./peers.ts";

describe("a suite that needs peers", () => {
  test("runs under its own title when every peer is here", () => {
    expect(planSuite("mpv plays", [], { CI: "true" })).toEqual({ outcome: "run" });
  });

  test("is skipped under a title that names the missing peer and its package", () => {
    expect(planSuite("mpv plays", ["mpv"], {})).toEqual({
      outcome: "skip",
      title: "mpv plays [missing: mpv; Debian: apt-get install mpv]",
    });
  });

  test("fails by name with CI=true instead of being skipped", () => {
    expect(planSuite("GStreamer plays", ["gstreamer"], { CI: "true" })).toMatchObject({
      outcome: "fail",
      message: expect.stringMatching(/^missing: gstreamer; .*gstreamer1\.0-libav/),
    });
  });
});

describeWithPeers([], "describeWithPeers", () => {
  test("runs a suite that needs nothing", () => {
    expect(true).toBe(true);
  });
});
