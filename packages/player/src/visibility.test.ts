import { describe, expect, test } from "vitest";
import { whenVisible } from "./visibility.ts";

class FakeView extends EventTarget {
  visibilityState = "hidden";
  prerendering = false;
}

async function isSettled(promise: Promise<void>): Promise<boolean> {
  const late = Symbol("late");
  const winner = await Promise.race([promise, new Promise(resolve => setTimeout(resolve, 0, late))]);
  return winner !== late;
}

describe("waiting to be seen", () => {
  test("is over at once on a page that is seen", async () => {
    const view = new FakeView();
    view.visibilityState = "visible";
    expect(await isSettled(whenVisible(view))).toBe(true);
  });

  test("lasts while the tab is in the background", async () => {
    const view = new FakeView();
    const seen = whenVisible(view);
    view.dispatchEvent(new Event("visibilitychange"));
    expect(await isSettled(seen)).toBe(false);
    view.visibilityState = "visible";
    view.dispatchEvent(new Event("visibilitychange"));
    expect(await isSettled(seen)).toBe(true);
  });

  test("lasts while the browser prepares the page in advance", async () => {
    const view = new FakeView();
    view.visibilityState = "visible";
    view.prerendering = true;
    const seen = whenVisible(view);
    expect(await isSettled(seen)).toBe(false);
    view.prerendering = false;
    view.dispatchEvent(new Event("prerenderingchange"));
    expect(await isSettled(seen)).toBe(true);
  });
});
