import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { createFlow } from "../../access/testing/flow.ts";
import { storedStreamSample } from "../../registry/testing/samples.ts";
import { StoreUnavailable } from "../../store/store.ts";
import { createSessionFollower } from "./follow-sessions.ts";

afterEach(() => vi.useRealTimers());

test("while the store cannot be written, sessions follow as soon as it can", async () => {
  vi.useFakeTimers();
  const flow = createFlow();
  const { text } = await flow.mint({ kind: "access", target: { group: "demo/clip" } });
  const entered = await flow.enter(flow.question(text), async () => ({ ready: undefined }));
  if (!entered.allowed || !entered.session) throw new Error("not admitted");
  const faults: unknown[] = [];
  const { store, registry, sessions } = flow;
  let isBroken = true;
  const following = createSessionFollower({
    store: {
      moveSessions: async (move, nowSeconds) => {
        if (isBroken) throw new StoreUnavailable("locked");
        return store.moveSessions(move, nowSeconds);
      },
    },
    registry,
    sessions,
    nowSeconds: () => Math.floor(flow.now() / 1000),
    fault: error => faults.push(error),
  });
  registry.put([storedStreamSample("demo/clip", { settings: { group: "other" }, built_in: true })]);
  await following.follow(() => true);
  expect(entered.session.ended).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(faults).toHaveLength(2);
  isBroken = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(entered.session.ended).toBe("left-group");
  expect(vi.getTimerCount()).toBe(0);
});

test("an admit that was on its way while its stream left the group is cut at once", async () => {
  const flow = createFlow();
  const { store, registry, sessions } = flow;
  const nowSeconds = () => Math.floor(flow.now() / 1000);
  const following = createSessionFollower({
    store,
    registry,
    sessions,
    nowSeconds,
    fault: error => {
      throw error;
    },
  });
  sessions.onAdopted(session => void following.follow(other => other === session));
  const { text } = await flow.mint({ kind: "access", target: { group: "demo/clip" } });
  const entered = await flow.enter(flow.question(text), async () => {
    registry.put([storedStreamSample("demo/clip", { settings: { group: "other" }, built_in: true })]);
    return { ready: undefined };
  });
  await sleep(20);
  expect(entered.allowed ? entered.session?.ended : undefined).toBe("left-group");
});
