import { describe, expect, test } from "vitest";
import { readAddress } from "./address-bar.ts";

describe("the address bar", () => {
  test.each(["token", "access_token", "jwt", "CAT"])("loses ?%s= and nothing else", name => {
    const reading = readAddress(`https://m.example/demo/clip?autoplay=1&${name}=s3cret&engine=native#t=5`);
    expect(reading).toEqual({
      token: "s3cret",
      engine: "native",
      cleaned: "/demo/clip?autoplay=1&engine=native#t=5",
    });
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
