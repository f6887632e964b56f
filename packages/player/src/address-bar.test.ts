import { describe, expect, test } from "vitest";
import { readAddress } from "./address-bar.ts";

describe("the address bar", () => {
  test.each(["token", "access_token", "jwt", "CAT", "URISigningPackage"])(
    "loses ?%s= and nothing else",
    name => {
      const reading = readAddress(`https://m.example/demo/clip?autoplay=1&${name}=s3cret&engine=native#t=5`);
      expect(reading).toEqual({
        token: "s3cret",
        engine: "native",
        cleaned: "/demo/clip?autoplay=1&engine=native#t=5",
      });
    },
  );

  test.each([
    ["a CAT", `2D3RhEOhAQWg${"aB_-9".repeat(12)}`],
    ["a JWT", "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE4MDB9.Xb3SWqHYtRSWnPwZqRyL1pvlbVVM3FO5Fxx8dtYYt6s"],
  ])("loses %s that stands in the path, in front or behind", (_, token) => {
    const cleaned = "/media/demo/clip?muted=1";
    expect(readAddress(`https://m.example/media/${token}/demo/clip?muted=1`)).toMatchObject({
      token,
      cleaned,
    });
    const behind = `https://m.example/media/demo/clip;URISigningPackage=${token}?muted=1`;
    expect(readAddress(behind)).toMatchObject({ token, cleaned });
  });

  test("loses ?cat= where its value is a token, and keeps it where it is a word of the page's own", () => {
    for (const token of [
      `2D3RhEOhAQWg${"aB_-9".repeat(12)}`,
      "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE4MDB9.Xb3SWqHYtRSW",
    ]) {
      const reading = readAddress(`https://m.example/demo/clip?cat=${token}&muted=1`);
      expect(reading).toMatchObject({ token, cleaned: "/demo/clip?muted=1" });
    }
    expect(readAddress("https://m.example/demo/clip?cat=felix&token=t")).toMatchObject({
      token: "t",
      cleaned: "/demo/clip?cat=felix",
    });
  });

  test("loses a subscriber's id and code, which stand for a token where there is none", () => {
    const subscriber = "subscriberId=alice%40x&subscriberCode=123456";
    const cleaned = "/live/play.html?id=s1";
    const token = "totp:alice@x:123456";
    expect(readAddress(`https://m.example/live/play.html?id=s1&${subscriber}`)).toMatchObject({
      token,
      cleaned,
    });
    const both = `https://m.example/live/play.html?id=s1&token=t&${subscriber}`;
    expect(readAddress(both)).toMatchObject({ token: "t", cleaned });
  });

  test("without a token stays as it is", () => {
    expect(readAddress("https://m.example/demo/clip?muted=1")).toEqual({
      token: undefined,
      engine: undefined,
      cleaned: "/demo/clip?muted=1",
    });
  });

  test("loses every spelling of the token", () => {
    const { token, cleaned } = readAddress("https://m.example/demo/clip?%74oken=a&token=a&access_token=a");
    expect(token).toBe("a");
    expect(cleaned).toBe("/demo/clip");
  });

  test("keeps the rest byte for byte", () => {
    const { cleaned } = readAddress("https://m.example/demo/clip?x=a+b%20c&token=t&y");
    expect(cleaned).toBe("/demo/clip?x=a+b%20c&y");
  });
});
