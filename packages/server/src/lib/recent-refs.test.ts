import { expect, test } from "vitest";
import { createRecentRefs } from "./recent-refs.ts";

function counted() {
  let drawn = 0;
  return createRecentRefs(() => `REF ${++drawn}`);
}

test("what repeats itself keeps its reference for 10 s, and then gets another", () => {
  const refOf = counted();
  expect(refOf("a", 0)).toEqual({ ref: "REF 1", isRepeat: false });
  expect(refOf("a", 9_999)).toEqual({ ref: "REF 1", isRepeat: true });
  expect(refOf("b", 9_999)).toEqual({ ref: "REF 2", isRepeat: false });
  expect(refOf("a", 10_000)).toEqual({ ref: "REF 3", isRepeat: false });
});

test("a bounded number of keys is remembered", () => {
  const refOf = counted();
  for (let index = 0; index <= 10_000; index += 1) refOf(String(index), 0);
  expect(refOf("0", 0).isRepeat).toBe(false);
  expect(refOf("10000", 0).isRepeat).toBe(true);
});
