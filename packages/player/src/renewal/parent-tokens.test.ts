import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createParentTokens, type FramedWindow } from "./parent-tokens.ts";

const site = "https://site.example";
const expiry = { stream: "demo/clip", expiresAtSeconds: 1_800_000_000 };

/** A frame with a parent; `say` is a message from some window. */
function framed() {
  const parent = { postMessage: vi.fn() };
  let hear: ((event: MessageEvent<unknown>) => void) | undefined;
  const addEventListener = (_: string, listener: typeof hear) => {
    hear = listener;
  };
  const frame = { parent, addEventListener } as unknown as FramedWindow;
  const say = (data: unknown, origin = site, source: unknown = parent) =>
    hear?.({ data, origin, source } as unknown as MessageEvent<unknown>);
  return { frame, parent, say };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a frame", () => {
  test("asks its parent by exact origin, and takes the answer", async () => {
    const { frame, parent, say } = framed();
    const onToken = vi.fn();
    const tokens = createParentTokens([site], onToken, frame);
    const answer = tokens?.ask(expiry);
    expect(parent.postMessage).toHaveBeenCalledExactlyOnceWith(
      { type: "sluice:token-expiring", stream: "demo/clip", expires_at: 1_800_000_000 },
      site,
    );
    say({ type: "sluice:token", token: "new" });
    expect(await answer).toBe("new");
    expect(onToken).not.toHaveBeenCalled();
  });

  test("hears nobody else: other origins, other windows, other messages", async () => {
    const { frame, say } = framed();
    const onToken = vi.fn();
    const tokens = createParentTokens([site], onToken, frame);
    const answer = tokens?.ask(expiry);
    say({ type: "sluice:token", token: "x" }, "https://evil.example");
    say({ type: "sluice:token", token: "x" }, `${site}.evil.example`);
    say({ type: "sluice:token", token: "x" }, site, {});
    for (const data of [null, "token", {}, { type: "token", token: "x" }, { type: "sluice:token", token: 7 }])
      say(data);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await answer).toBeUndefined();
    expect(onToken).not.toHaveBeenCalled();
  });

  test("takes a token that comes unasked", () => {
    const { frame, say } = framed();
    const onToken = vi.fn();
    createParentTokens([site], onToken, frame);
    say({ type: "sluice:token", token: "new" });
    expect(onToken).toHaveBeenCalledExactlyOnceWith("new");
  });

  test.each(["*", "site.example", `${site}/`, `${site}/page`, "https://*.example", ""])(
    "trusts no origin that is written as %s",
    origin => {
      const { frame, parent } = framed();
      expect(createParentTokens([origin], vi.fn(), frame)).toBeUndefined();
      expect(parent.postMessage).not.toHaveBeenCalled();
    },
  );

  test("that is none has nobody to ask", () => {
    const top = { addEventListener: vi.fn() } as unknown as FramedWindow & { parent: unknown };
    Object.assign(top, { parent: top });
    expect(createParentTokens([site], vi.fn(), top)).toBeUndefined();
  });
});
