import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatUri } from "./canonical-uri.ts";
import { uriComponent, uriComponents } from "./components.ts";
import { parseRequestUri } from "./parse-request-uri.ts";

const normal = (url: string) => {
  const uri = parseRequestUri(url);
  return uri && formatUri(uri);
};

describe("the normal form of a request's URL", () => {
  test.each([
    ["HTTPS://CDN.Example.COM/Live", "https://cdn.example.com/Live"],
    ["https://a.example", "https://a.example/"],
    ["https://a.example:443/", "https://a.example/"],
    ["http://a.example:0080/", "http://a.example/"],
    ["https://a.example:/", "https://a.example/"],
    ["https://a.example:8443/", "https://a.example:8443/"],
    ["https://a.example/b/../c/./d", "https://a.example/c/d"],
    ["https://a.example/../..", "https://a.example/"],
    ["https://a.example/b/%2E%2e/c", "https://a.example/c"],
    ["https://a.example/%6cive/%7e", "https://a.example/live/~"],
    ["https://a.example/live%2fa", "https://a.example/live%2Fa"],
    ["https://a.example/%2561", "https://a.example/%2561"],
    ["https://a.example//b", "https://a.example//b"],
    ["https://a.example?x=/../", "https://a.example/?x=/../"],
    ["https://[2001:DB8::1]:443/", "https://[2001:db8::1]/"],
  ])("%s is %s", (url, expected) => {
    expect(normal(url)).toBe(expected);
  });

  test.each([
    "",
    "/live/",
    "https:///live",
    "https://user@a.example/",
    "https://a.example/#x",
    "https://a.example/\\..\\x",
    "https://a.example/%",
    "https://a.example/%zz",
    "https://a.example/?%f",
    "https://a.example/ü",
    "https://a.example/a b",
    "https://a.example:99999/",
    "https://a.example:1:2/",
    "https://a%2eexample/",
  ])("%s is refused", url => {
    expect(parseRequestUri(url)).toBeUndefined();
  });

  const piece = fc.constantFrom(
    "a",
    "Z",
    ".",
    "..",
    "/",
    "%2e",
    "%2F",
    "%41",
    "%25",
    "~",
    "=",
    "&",
    ";",
    ":",
    "?",
    "%7E",
  );
  const text = fc.array(piece, { maxLength: 30 }).map(pieces => pieces.join(""));

  test("a URL is read alike whatever was read before it", () => {
    const origin = fc.constantFrom(
      "https://a.example",
      "https://a.example:44",
      "http://a.ex",
      "https://a.example:443x",
    );
    const url = fc
      .tuple(origin, fc.constantFrom("", "/", "?", "3", ":", "//"), text)
      .map(parts => parts.join(""));
    fc.assert(
      fc.property(url, url, (before, each) => {
        parseRequestUri("ftp://other");
        const alone = parseRequestUri(each);
        parseRequestUri(before);
        expect(parseRequestUri(each)).toEqual(alone);
      }),
    );
  });

  test("normalising twice is normalising once", () => {
    fc.assert(
      fc.property(text, rest => {
        const once = normal(`https://A.example/${rest}`);
        expect(once).toBeDefined();
        expect(normal(once ?? "")).toBe(once);
      }),
    );
  });

  test("no dot segment is left, however it was written", () => {
    fc.assert(
      fc.property(text, rest => {
        const segments = parseRequestUri(`https://a.example/${rest}`)?.path.split("/");
        expect(segments).not.toContain("..");
        expect(segments).not.toContain(".");
      }),
    );
  });

  test("a URL without percent signs has the path of the WHATWG URL", () => {
    const plain = fc.array(fc.constantFrom("a", ".", "..", "/", "x.y", "-"), { maxLength: 20 });
    fc.assert(
      fc.property(plain, pieces => {
        const url = `https://a.example/${pieces.join("")}`;
        expect(parseRequestUri(url)?.path).toBe(new URL(url).pathname);
      }),
    );
  });
});

describe("parts of a URL", () => {
  test.each([
    [
      "https://a.example/live/cam1/a.tar.gz?b=2",
      ["https", "a.example", "", "/live/cam1/a.tar.gz", "b=2", "/live/cam1", "a.tar.gz", "a.tar", ".gz"],
    ],
    [
      "http://a.example:8080/README",
      ["http", "a.example", "8080", "/README", "", "", "README", "README", ""],
    ],
    ["https://a.example/live.d/", ["https", "a.example", "", "/live.d/", "", "/live.d", "", "", ""]],
  ])("of %s", (url, expected) => {
    const uri = parseRequestUri(url);
    expect(uri && uriComponents.map(component => uriComponent(uri, component))).toEqual(expected);
  });
});
