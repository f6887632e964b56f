import { describe, expect, test, vi } from "vitest";
import type { Commands } from "./commands.ts";
import { commandOf } from "./keyboard.ts";

const plain = { ctrlKey: false, altKey: false, metaKey: false };

/** The call that a key makes, as `name(arguments)`. */
function called(key: string, control?: string, more = {}): string | undefined {
  const calls: string[] = [];
  const commands = new Proxy({} as Commands, {
    get: (_, name) => vi.fn((...args: unknown[]) => void calls.push(`${String(name)}(${args.join()})`)),
  });
  commandOf({ key, ...plain, ...more }, control)?.(commands);
  return calls[0];
}

describe("the keyboard", () => {
  test.each([
    [" ", "togglePlay()"],
    ["k", "togglePlay()"],
    ["K", "togglePlay()"],
    ["m", "toggleMute()"],
    ["f", "toggleFullscreen()"],
    ["c", "toggleCaptions()"],
    ["ArrowLeft", "seekBy(-5)"],
    ["ArrowRight", "seekBy(5)"],
    ["j", "seekBy(-10)"],
    ["l", "seekBy(10)"],
    ["ArrowUp", "volumeBy(0.1)"],
    ["ArrowDown", "volumeBy(-0.1)"],
    ["Home", "seekTo(0)"],
    ["End", "seekTo(1)"],
    ["5", "seekTo(0.5)"],
  ])("%s does %s", (key, call) => {
    expect(called(key)).toBe(call);
  });

  test.each(["Tab", "Escape", "x", "toString", "F5"])("leaves %s to the browser", key => {
    expect(called(key)).toBeUndefined();
  });

  test("leaves shortcuts of the browser alone", () => {
    expect(called("f", undefined, { ctrlKey: true })).toBeUndefined();
    expect(called("m", undefined, { metaKey: true })).toBeUndefined();
    expect(called("ArrowLeft", undefined, { altKey: true })).toBeUndefined();
  });

  test("leaves a control the keys that it uses itself", () => {
    expect(called(" ", "button")).toBeUndefined();
    expect(called("m", "button")).toBe("toggleMute()");
    expect(called("ArrowLeft", "input")).toBeUndefined();
    expect(called("k", "input")).toBe("togglePlay()");
    expect(called("k", "select")).toBeUndefined();
  });
});
