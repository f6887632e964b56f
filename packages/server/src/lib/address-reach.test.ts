import { describe, expect, test } from "vitest";
import { addressReach } from "./address-reach.ts";

describe("addressReach", () => {
  test.each([
    "8.8.8.8",
    "100.63.255.255",
    "172.32.0.1",
    "2606:4700::1",
    "64:ff9b::808:808",
    "::ffff:8.8.8.8",
  ])("%s is public", address => expect(addressReach(address)).toBe("public"));

  test.each([
    "127.0.0.1",
    "127.255.0.9",
    "10.1.2.3",
    "172.31.255.255",
    "192.168.0.1",
    "100.64.0.1",
    "::1",
    "fd12::1",
    "::ffff:127.0.0.1",
    "::ffff:a00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::192.168.1.1",
  ])("%s is private", address => expect(addressReach(address)).toBe("private"));

  test.each([
    "0.0.0.0",
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "100.100.100.200",
    "168.63.129.16",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.0.192",
    "::",
    "::7f00:1",
    "::ffff:0:7f00:1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "2002:7f00:1::",
    "2001:0:1::",
    "64:ff9b:1::a00:1",
    "fd00:ec2::254",
    "localhost",
    "",
    "127.1",
  ])("%o is barred", address => expect(addressReach(address)).toBe("barred"));
});
