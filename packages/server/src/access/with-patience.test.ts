import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { StoreUnavailable } from "../store/store.ts";
import { withPatience } from "./with-patience.ts";

const never = () => new Promise<never>(() => {});

test("a question that takes too long is given up in time, and comes to no write afterwards", async () => {
  let isWritten = false;
  const late = withPatience(20, async beginWrite => {
    await sleep(60);
    beginWrite();
    isWritten = true;
  });
  await expect(late).rejects.toThrow(StoreUnavailable);
  await sleep(80);
  expect(isWritten).toBe(false);
});

test("the write is told what is left of the time, and then keeps it itself", async () => {
  // Far more than a busy machine needs for ten milliseconds.
  const left = await withPatience(1_000, async beginWrite => {
    await sleep(10);
    const milliseconds = beginWrite();
    await sleep(1_050);
    return milliseconds;
  });
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(991);
});

test("without a patience nothing is limited", async () => {
  expect(await withPatience(undefined, async beginWrite => beginWrite())).toBeUndefined();
});

test("what fails in time fails with its own error", async () => {
  await expect(withPatience(1000, () => Promise.reject(new RangeError("bad")))).rejects.toThrow("bad");
  await expect(withPatience(5, never)).rejects.toThrow("took too long");
});
