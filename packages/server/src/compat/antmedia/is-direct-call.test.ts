import { describe, expect, test } from "vitest";
import { isDirectCall } from "./is-direct-call.ts";

const CURL = { host: "10.0.0.5:8080", "user-agent": "curl/8.5.0" };
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
const isDirect = (headers: Record<string, string>) =>
  isDirectCall({ ...CURL, ...headers }, "media.example.com");

test("a program that calls by an address, a name inside the network or the server's own is direct", () => {
  expect(isDirectCall({}, "media.example.com")).toBe(true);
  for (const host of [
    ...["127.0.0.1", "[::1]:8080", "localhost:8080", "sluice", "ip-10-0-0-5.ec2.internal:5080"],
    ...["sluice.default.svc.cluster.local", "media.example.com", "Media.Example.com.:443"],
  ]) {
    expect(isDirect({ host }), host).toBe(true);
  }
});

test("what a proxy has passed on is not direct, however it says so", () => {
  for (const name of [
    ...["forwarded", "via", "cdn-loop", "x-forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"],
    ...["x-forwarded-proto", "x-forwarded-port", "x-forwarded-server", "x-original-forwarded-for"],
    ...["x-client-ip", "x-cluster-client-ip", "client-ip", "true-client-ip", "fastly-client-ip"],
    ...["cf-connecting-ip", "x-envoy-external-address", "x-amzn-trace-id", "x-original-url"],
    ...["x-originating-ip", "x-remote-ip", "x-remote-addr", "x-azure-clientip", "x-proxyuser-ip"],
  ]) {
    expect(isDirect({ [name]: "" }), name).toBe(false);
  }
});

describe("a browser", () => {
  test("is not direct on any site's behalf, though it says little over plain HTTP", () => {
    for (const headers of [
      { origin: "null" },
      { referer: "http://site.example/" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-origin" },
      { "user-agent": FIREFOX },
      { "user-agent": FIREFOX, "sec-fetch-site": "same-site" },
    ]) {
      expect(isDirect(headers), JSON.stringify(headers)).toBe(false);
    }
  });

  test("is not direct for a page whose own name leads here, whatever it says of itself", () => {
    for (const host of ["site.example:8080", "site.example", "localhost.site.example", "127.0.0.1.nip.io"]) {
      expect(isDirect({ host }), host).toBe(false);
    }
  });

  test("is a person's own call where they typed it in", () => {
    expect(isDirect({ "user-agent": FIREFOX, "sec-fetch-site": "none" })).toBe(true);
  });
});
