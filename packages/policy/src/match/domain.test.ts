import { describe, expect, test } from "vitest";
import { matchesDomain, normaliseDomain, siteOf } from "./domain.ts";

describe("domain limits", () => {
  test.each([
    ["example.com", "example.com", true],
    ["example.com", "www.example.com", false],
    ["*.example.com", "www.example.com", true],
    ["*.example.com", "a.b.example.com", true],
    ["*.example.com", "example.com", false],
    ["*.example.com", "evilexample.com", false],
    ["example.com", "evil-example.com", false],
    ["example.com", "example.com.evil.com", false],
    ["*.example.com", ".example.com", false],
  ])("%s matches %s: %s", (pattern, site, expected) => {
    expect(matchesDomain(pattern, site)).toBe(expected);
  });

  test.each([
    ["Example.COM", "example.com"],
    ["example.com.", "example.com"],
    ["*.Example.com", "*.example.com"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["localhost", "localhost"],
  ])("%s is written %s", (text, expected) => {
    expect(normaliseDomain(text)).toBe(expected);
  });

  test.each([
    "https://example.com",
    "example.com/path",
    "example.com:443",
    "a@b.com",
    "*",
    "*.",
    "a.*.com",
    "",
    "ex ample.com",
    "-a.com",
  ])("%s is no domain", text => {
    expect(normaliseDomain(text)).toBeUndefined();
  });

  test.each([
    ["https://Shop.Example.com:8443", "shop.example.com"],
    ["https://shop.example.com/watch?x=1", "shop.example.com"],
    ["null", undefined],
    ["file:///etc/passwd", undefined],
    ["javascript:alert(1)", undefined],
    ["https://user:pass@shop.example.com/", "shop.example.com"],
    [undefined, undefined],
  ])("the site of %s is %s", (header, expected) => {
    expect(siteOf(header)).toBe(expected);
  });
});
