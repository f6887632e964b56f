import { describe, expect, test } from "vitest";
import { isDeeperThan } from "./json-depth.ts";

test("the depth of a body counts brackets and braces, and none inside of strings", () => {
  expect(isDeeperThan(2, '{"a":[1,2],"b":{"c":3}}')).toBe(false);
  expect(isDeeperThan(2, '{"a":[[1]]}')).toBe(true);
  expect(isDeeperThan(1, '["[[[","{\\"[{"]')).toBe(false);
});

test("a body of a hundred thousand open brackets is judged without running out of stack", () => {
  expect(isDeeperThan(32, "[".repeat(100_000))).toBe(true);
});

describe("a body of 256 KiB is judged in one pass, however hostile", () => {
  const size = 256 * 1024;
  const bodies = {
    "only quotes": '"'.repeat(size),
    "an unclosed string of escapes": `"${"\\\\".repeat(size / 2)}`,
    "many strings, the last unclosed": `${'"a",'.repeat(size / 4)}"`,
    "escaped quotes without an end": `"${'\\"'.repeat(size / 2)}`,
    "quotes with an escape between": '"\\'.repeat(size / 2),
    "a string that never ends": `["${"a".repeat(size)}`,
    "closing brackets": "]".repeat(size),
  };
  test.for(Object.entries(bodies))("%s", ([, body]) => {
    const milliseconds = Array.from({ length: 10 }, () => {
      const started = performance.now();
      expect(isDeeperThan(32, body)).toBe(false);
      return performance.now() - started;
    });
    // Whatever else this machine does has kept some of them waiting, but not each.
    expect(Math.min(...milliseconds)).toBeLessThan(50);
  });
});
