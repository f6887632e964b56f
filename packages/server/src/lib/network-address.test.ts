import { describe, expect, test } from "vitest";
import { isAddressRange, isPlainlyPrivateHost } from "./network-address.ts";

describe("isAddressRange", () => {
  test.each(["10.0.0.0/8", "0.0.0.0/0", "192.0.2.7", "192.0.2.7/32", "::1", "2001:db8::/32", "::/128"])(
    "%s is a range",
    text => expect(isAddressRange(text)).toBe(true),
  );

  test.each([
    "",
    "10.0.0/8",
    "10.0.0.0/33",
    "::/129",
    "10.0.0.0/",
    "10.0.0.0/8/8",
    "10.0.0.0/-1",
    "fe80::1%eth0",
  ])("%j is not a range", text => expect(isAddressRange(text)).toBe(false));
});

describe("isPlainlyPrivateHost", () => {
  test.each(["localhost", "media.localhost", "127.0.0.1", "10.1.2.3", "192.168.0.1", "[::1]"])(
    "%s is private",
    host => expect(isPlainlyPrivateHost(host)).toBe(true),
  );

  test.each(["example.com", "169.254.169.254", "[2001:db8::1]", "localhost.example.com"])("%s is not", host =>
    expect(isPlainlyPrivateHost(host)).toBe(false),
  );
});
