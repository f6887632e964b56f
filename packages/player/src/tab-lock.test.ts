import { describe, expect, test } from "vitest";
import { claimSession, handoverMilliseconds } from "./tab-lock.ts";

type Request = (name: string, options: { signal: AbortSignal }, hold: () => Promise<void>) => Promise<void>;

/** Web Locks of one browser, as far as a claim uses them. */
function createLocks(): { request: Request } {
  const held = new Map<string, Promise<void>>();
  return {
    async request(name, { signal }, hold) {
      const gone = new Promise<never>((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
      gone.catch(() => {});
      while (held.has(name)) await Promise.race([held.get(name), gone]);
      const holding = hold();
      held.set(name, holding);
      await holding;
      held.delete(name);
    },
  };
}

describe("a session's claim", () => {
  test("is given to one tab and refused to the next", async () => {
    const locks = createLocks() as unknown as LockManager;
    expect(await claimSession("ses_1", locks, 30)).toBeTypeOf("function");
    expect(await claimSession("ses_1", locks, 30)).toBeUndefined();
    expect(await claimSession("ses_2", locks, 30)).toBeTypeOf("function");
  });

  test("passes on when the first tab lets go within the wait, as a reload does", async () => {
    const locks = createLocks() as unknown as LockManager;
    const release = await claimSession("ses_1", locks, 30);
    const next = claimSession("ses_1", locks, 1_000);
    release?.();
    expect(await next).toBeTypeOf("function");
  });

  test("is given where the browser has no locks or forbids them", async () => {
    expect(await claimSession("ses_1", undefined)).toBeTypeOf("function");
    const forbidden = { request: () => Promise.reject(new Error("SecurityError")) } as unknown as LockManager;
    expect(await claimSession("ses_1", forbidden)).toBeTypeOf("function");
  });

  test("is not needed without a session id", async () => {
    expect(await claimSession(undefined, createLocks() as unknown as LockManager)).toBeTypeOf("function");
  });

  test("is waited for longer by a page that was reloaded: its holder is the document before", () => {
    const timed = (type?: string) => ({
      getEntriesByType: () => (type === undefined ? [] : [{ type } as unknown as PerformanceEntry]),
    });
    expect(handoverMilliseconds(timed("reload"))).toBe(10_000);
    expect(handoverMilliseconds(timed("navigate"))).toBe(2_500);
    expect(handoverMilliseconds(timed())).toBe(2_500);
  });
});
