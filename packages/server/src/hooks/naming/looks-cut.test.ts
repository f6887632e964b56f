import { expect, test } from "vitest";
import { carrierLimitsBytes, fillsCarrier, looksCut } from "./looks-cut.ts";

const token = "st_0123456789aBZyXwVuTsRqPoNmLkJiHgFeDcBa";

test("an opaque token looks cut as long as a letter is missing", () => {
  for (let length = 3; length < token.length; length += 1)
    expect(looksCut(token.slice(0, length))).toBe(true);
  expect(looksCut(token)).toBe(false);
});

test("a JWT looks cut until its signature has begun", () => {
  expect(looksCut("eyJhbGciOiJIUzI1NiJ9.eyJl")).toBe(true);
  expect(looksCut("eyJhbGciOiJIUzI1NiJ9.eyJleHAi.")).toBe(true);
  expect(looksCut("eyJhbGciOiJIUzI1NiJ9.eyJleHAi.x")).toBe(false);
});

test.each(["st_peters-cathedral", "stream1", "password", ""])("another text does not: %s", text => {
  expect(looksCut(text)).toBe(false);
});

test("a carrier is full at its limit in bytes, not letters", () => {
  expect(fillsCarrier("a".repeat(254), carrierLimitsBytes.nginxRtmp)).toBe(false);
  expect(fillsCarrier("a".repeat(255), carrierLimitsBytes.nginxRtmp)).toBe(true);
  expect(fillsCarrier(`${"é".repeat(127)}a`, carrierLimitsBytes.nginxRtmp)).toBe(true);
});
