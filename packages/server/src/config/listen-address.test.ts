import { describe, expect, test } from "vitest";
import { parseListenAddress } from "./listen-address.ts";

describe("parseListenAddress", () => {
  test.each([
    ["127.0.0.1:9090", { host: "127.0.0.1", port: 9090 }],
    ["[::1]:9090", { host: "::1", port: 9090 }],
    ["[::]:0", { host: "::", port: 0 }],
    ["admin.example.com:65535", { host: "admin.example.com", port: 65_535 }],
  ])("%s is a host and a port", (text, address) => expect(parseListenAddress(text)).toEqual(address));

  test.each([
    "",
    "9090",
    ":9090",
    "127.0.0.1",
    "127.0.0.1:",
    "127.0.0.1:65536",
    "127.0.0.1:9090:1",
    "127.0.0.1: 9090",
    "::1:9090",
    "[127.0.0.1]:9090",
    "[::1]",
    "http://127.0.0.1:9090",
    "256.0.0.1:9090",
  ])("%j is none", text => expect(parseListenAddress(text)).toBeUndefined());
});
