import { expect, test } from "vitest";
import { isDeeperThan } from "./json-body.ts";

test("the depth of a body counts brackets and braces, and none inside of strings", () => {
  expect(isDeeperThan(2, '{"a":[1,2],"b":{"c":3}}')).toBe(false);
  expect(isDeeperThan(2, '{"a":[[1]]}')).toBe(true);
  expect(isDeeperThan(1, '["[[[","{\\"[{"]')).toBe(false);
});

test("a body of a hundred thousand open brackets is judged without running out of stack", () => {
  expect(isDeeperThan(32, "[".repeat(100_000))).toBe(true);
});
