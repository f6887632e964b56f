import { expect, test } from "vitest";
import { neighbourhoodOf } from "./neighbourhood.ts";

test("an IPv4 address is its own neighbourhood, an IPv6 address belongs to its /64", () => {
  expect(neighbourhoodOf("192.0.2.1")).toBe("192.0.2.1");
  expect(neighbourhoodOf("192.0.2.2")).not.toBe(neighbourhoodOf("192.0.2.1"));
  expect(neighbourhoodOf("2001:db8::1")).toBe(neighbourhoodOf("2001:db8::ffff:1"));
  expect(neighbourhoodOf("2001:db8:0:1::1")).not.toBe(neighbourhoodOf("2001:db8::1"));
});

test("whoever has no address is one stranger", () => {
  expect([undefined, "", "nobody"].map(neighbourhoodOf)).toEqual(["unknown", "unknown", "unknown"]);
});
