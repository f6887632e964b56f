import { BlockList } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { containsAddress, parseAddress, parseNetwork, prefixOf } from "./network.ts";

const contains = (network: string, address: string): boolean => {
  const [parsedNetwork, parsedAddress] = [parseNetwork(network), parseAddress(address)];
  return (
    parsedNetwork !== undefined &&
    parsedAddress !== undefined &&
    containsAddress(parsedNetwork, parsedAddress)
  );
};

describe("networks", () => {
  test.each([
    ["192.0.2.0/24", "192.0.2.255", true],
    ["192.0.2.0/24", "192.0.3.0", false],
    ["192.0.2.128/25", "192.0.2.127", false],
    ["0.0.0.0/0", "203.0.113.9", true],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/33", "2001:db8:8000::1", false],
    ["::/0", "::1", true],
    ["2001:db8::1", "2001:DB8:0:0:0:0:0:1", true],
    ["192.0.2.7", "::ffff:192.0.2.7", true],
  ])("%s contains %s: %s", (network, address, expected) => {
    expect(contains(network, address)).toBe(expected);
  });

  test.each([
    "192.0.2.1/24",
    "192.0.2.0/33",
    "192.0.2.0/-1",
    "192.0.2.0/",
    "192.0.2.0/24/24",
    "192.0.2",
    "192.0.2.256",
    "192.0.02.1",
    "0x7f.0.0.1",
    "2001:db8::1/64",
    "2001:db8:::1",
    "2001::db8::1",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7::8:9",
    "12345::",
    "::1.2.3",
    "1.2.3.4::",
    "",
    " 192.0.2.1",
    "localhost",
  ])("%s is no network", text => {
    expect(parseNetwork(text)).toBeUndefined();
  });

  test.each([
    ["ipv4", fc.ipV4(), 32],
    ["ipv6", fc.ipV6(), 128],
  ] as const)("agree with Node's BlockList for random %s networks", (family, address, bits) => {
    fc.assert(
      fc.property(address, address, fc.nat(bits), (base, candidate, prefixLength) => {
        const [network, other] = [parseAddress(base), parseAddress(candidate)];
        // An IPv4-mapped IPv6 address is IPv4 here.
        fc.pre(network?.bytes.length === bits / 8 && other?.bytes.length === bits / 8);
        const list = new BlockList();
        list.addSubnet(base, prefixLength, family);
        expect(network && other && containsAddress({ address: network, prefixLength }, other)).toBe(
          list.check(candidate, family),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

test("a prefix is the /24 of an IPv4 and the /64 of an IPv6 address", () => {
  const prefix = (text: string) => {
    const address = parseAddress(text);
    return address && prefixOf(address);
  };
  expect(prefix("203.0.113.77")).toBe("203.0.113.0/24");
  expect(prefix("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(prefix("::ffff:203.0.113.77")).toBe("203.0.113.0/24");
  expect(prefix("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
});
