import { expect, test } from "vitest";
import { normalisePath } from "../lib/path.ts";
import { createSessionAddresses } from "./session-addresses.ts";

const handle = `AQE${"x_-Z".repeat(15)}`.slice(0, 62);

test("an address is read as any path is, the first time and the next", () => {
  const read = createSessionAddresses();
  for (const tail of ["/tv/news/v0/seg-1.m4s", "/tv/news/", "/tv/na%C3%AFve/1.ts", "/"]) {
    const path = normalisePath(`/s/${handle}${tail}`);
    if (!path.ok) throw new Error("not a path");
    const { segments, trailingSlash } = path;
    for (let time = 0; time < 2; time += 1) {
      expect(read(`/s/${handle}${tail}`), tail).toEqual({
        handle,
        segments: segments.slice(2),
        trailingSlash: tail === "/" || trailingSlash,
      });
    }
  }
});

test("what could be read in two ways, or carries a token, is left to the one who reads it with care", () => {
  const read = createSessionAddresses();
  for (const tail of [
    "/tv/../news/1.ts",
    "/tv//1.ts",
    "/tv/%2e%2e/1.ts",
    "/tv/%2f/1.ts",
    "/tv/a;URISigningPackage=x/1.ts",
    "/tv/\u00e9.ts",
    "",
  ]) {
    expect(read(`/s/${handle}${tail}`), tail).toBeUndefined();
    expect(read(`/s/${handle}${tail}`), tail).toBeUndefined();
  }
});

test("what has no handle's form is no address under a session", () => {
  const read = createSessionAddresses();
  for (const path of [
    `/s/${handle}A/tv/1.ts`,
    `/s/${handle.slice(1)}/tv/1.ts`,
    `/s/%41${handle.slice(3)}/tv/1.ts`,
    `/a/s/${handle}/tv/1.ts`,
    "/s/",
    `/tv/s/${handle}`,
  ]) {
    expect(read(path), path).toBeUndefined();
  }
});

test("a flood of addresses is forgotten, and the next is read as well", () => {
  const read = createSessionAddresses();
  for (let at = 0; at < 10_000; at += 1) read(`/s/${handle}/tv/news/${at}.ts`);
  expect(read(`/s/${handle}/tv/news/1.ts`)?.segments).toEqual(["tv", "news", "1.ts"]);
});
