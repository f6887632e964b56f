import { describe, expect, test } from "vitest";
import { isServedBy } from "./listener-role.ts";

describe("isServedBy", () => {
  test.each([
    "/v1",
    "/v1/tokens",
    "/v1/health/",
    "/v1/health/x",
    "/v1/delegations/",
    "/docs",
    "/docs/x",
    "/metrics",
  ])("%s is the admin's alone", path => {
    expect(isServedBy("public", path)).toBe(false);
    expect(isServedBy("admin", path)).toBe(true);
    expect(isServedBy("all", path)).toBe(true);
  });

  // An encoded name is an application's, and no application is called so: the API is never reached by it.
  test.each([
    "/demo/clip/index.m3u8",
    "/a/demo/clip",
    "/s",
    "/s/handle/demo/clip/v0/index.m3u8",
    "/embed/demo/clip",
    "/player.js",
    "/hooks/srs/x",
    "/verify/nginx",
    "/o/demo/.well-known/jwks.json",
    "/.well-known/jwks.json",
    "/constructor",
    "//v1/tokens",
    "/%76%31/tokens",
    "/V1/tokens",
    "",
  ])("%j is the public's alone", path => {
    expect(isServedBy("public", path)).toBe(true);
    expect(isServedBy("admin", path)).toBe(false);
    expect(isServedBy("all", path)).toBe(true);
  });

  test.each(["/v1/health", "/v1/delegations", "/", "/favicon.ico", "/robots.txt"])(
    "%s is served by both",
    path => {
      expect(isServedBy("public", path)).toBe(true);
      expect(isServedBy("admin", path)).toBe(true);
    },
  );
});
