import { expect, test } from "vitest";
import { canonicalAddress } from "./canonical-address.ts";

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["2001:db8::1", "2001:db8::1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["fe80::1%eth0", "fe80::1"],
  ["::1", "::1"],
  ["192.0.2.0/24", undefined],
  ["example.com", undefined],
  ["", undefined],
])("%j is written %j", (text, written) => {
  expect(canonicalAddress(text)).toBe(written);
});
