import { compileRegex, RegexProblem } from "@sluice/token";
import { expect, test } from "vitest";
import { createPublicUrls } from "../../../lib/public-urls.ts";
import { pathPattern, uriPattern } from "./uri-pattern.ts";

const urls = createPublicUrls("https://media.example.com/base");
/** 60 characters, with some that mean more in a pattern. */
const streams = Array.from(
  { length: 100 },
  (_, index) => `demo.1/${"a+b(c)".repeat(9)}`.slice(0, 57) + (100 + index),
);

function compiled(pattern: string) {
  const regex = compileRegex(pattern);
  if (regex instanceof RegexProblem) throw new Error(regex.problem);
  return regex;
}

test("a hundred streams with names of 60 characters are one pattern that opens each of them, and nothing else", () => {
  const path = compiled(pathPattern(urls, { streams }));
  const uri = compiled(uriPattern(urls, { streams }));
  for (const stream of streams) {
    expect(stream.length).toBe(60);
    expect(path.test(`/base/${stream}/index.m3u8`)).toBe(true);
    expect(uri.test(`https://media.example.com/base/${stream}/index.m3u8`)).toBe(true);
    expect(uri.test(`https://media.example.com/base/${stream}0/index.m3u8`)).toBe(false);
    expect(path.test(`/base/demo/${stream}/index.m3u8`)).toBe(false);
    expect(path.test(`/base/${stream.replace(".", "x")}/index.m3u8`)).toBe(false);
  }
});

test("a target without streams is everything below the public address", () => {
  expect(compiled(uriPattern(urls, { organization: true })).test("https://media.example.com/base/a/b")).toBe(
    true,
  );
  expect(compiled(uriPattern(urls, { organization: true })).test("https://media.example.com/other/a")).toBe(
    false,
  );
});
