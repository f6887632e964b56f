import { describe, expect, test } from "vitest";
import { chooseEngine } from "./choose-engine.ts";
import type { Engine, EngineId } from "./engine.ts";
import { engines } from "./index.ts";

/** The engine that a browser with these engines gets. */
function choose(format: "hls" | "mp4", forced: string | undefined, supported: readonly EngineId[]) {
  const isSupported = (engine: Engine) => supported.includes(engine.id);
  return chooseEngine(engines, { format, forced }, isSupported)?.id;
}

describe("the engine", () => {
  test("for HLS is hls.js, and the browser's own player where there is no MSE", () => {
    expect(choose("hls", undefined, ["hls.js", "native", "mp4"])).toBe("hls.js");
    expect(choose("hls", undefined, ["native", "mp4"])).toBe("native");
  });

  test("is the forced one or none", () => {
    expect(choose("hls", "native", ["hls.js", "native"])).toBe("native");
    expect(choose("hls", "native", ["hls.js"])).toBeUndefined();
  });

  test("ignores a name that does not play the format", () => {
    expect(choose("mp4", "native", ["hls.js", "native", "mp4"])).toBe("mp4");
    expect(choose("hls", "flash", ["hls.js"])).toBe("hls.js");
  });

  test("is none when the browser has none for the format", () => {
    expect(choose("hls", undefined, ["mp4"])).toBeUndefined();
  });
});
