import type { EndReason } from "@sluice/policy";
import { expect, test } from "vitest";
import { Closers } from "./closers.ts";

test("What is still open is closed once, with the reason, and what was deleted is not", () => {
  const closers = new Closers();
  const closed: string[] = [];
  const [first, second, third] = ["first", "second", "third"].map(name => (reason: EndReason) => {
    closed.push(`${name} ${reason}`);
  });
  if (!first || !second || !third) throw new Error("three were made");
  for (const closer of [first, second, third]) closers.add(closer);
  closers.delete(first);
  closers.delete(first);
  expect(closers.size).toBe(2);
  closers.closeAll("revoked");
  closers.closeAll("revoked");
  expect(closed.toSorted()).toEqual(["second revoked", "third revoked"]);
  expect(closers.size).toBe(0);
});

test("A closer may delete itself while all are closed", () => {
  const closers = new Closers();
  const closed: number[] = [];
  for (const i of [1, 2, 3]) {
    const close = (): void => {
      closers.delete(close);
      closed.push(i);
    };
    closers.add(close);
  }
  closers.closeAll("revoked");
  expect(closed.toSorted((one, other) => one - other)).toEqual([1, 2, 3]);
});
