import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { buildApplication } from "../declarations/build-application.ts";
import { applicationOf } from "../registry/from-declaration.ts";
import { accelRedirect, handedBytes } from "./accel-redirect.ts";

const request = {} as IncomingMessage;

function redirect(path: string, { trusted = true, prefix = "/_media/films/" as string | undefined } = {}) {
  const origin = { folder: "/srv/media", ...(prefix && { accel_redirect: prefix }) };
  const application = applicationOf("org", buildApplication("films", { kind: "vod", origin }, "/"), true);
  return accelRedirect(application, path, { request, trustsPeer: () => trusted });
}

describe("what a proxy is told to send", () => {
  test("is the file below the location that the application names", () => {
    expect(redirect("clip/v0/seg-1.m4s")).toBe("/_media/films/clip/v0/seg-1.m4s");
  });

  test("is encoded, so that nginx finds the very file that was judged", () => {
    expect(redirect("50% off?/a#b.ts")).toBe("/_media/films/50%25%20off%3F/a%23b.ts");
    expect(redirect("Käse/%2e%2e/a.ts")).toBe("/_media/films/K%C3%A4se/%252e%252e/a.ts");
  });

  test("is nothing to a client that comes directly, or for an application without such a location", () => {
    expect(redirect("clip/a.ts", { trusted: false })).toBeUndefined();
    expect(redirect("clip/a.ts", { prefix: "" })).toBeUndefined();
  });
});

describe("what a proxy sends counts as", () => {
  test.each([
    ["the whole file", {}, 1000],
    ["the range", { range: { start: 10, end: 19 } }, 10],
    ["what is left of the file", { range: { start: 990, end: 5000 } }, 10],
    ["its end", { range: { suffix: 7 } }, 7],
    ["nothing where the file has no such range", { range: { start: 1000, end: undefined } }, 0],
    ["the whole file where the proxy decides", { range: { start: 0, end: 0 }, ifRange: '"x"' }, 1000],
  ])("%s", (_what, conditions, bytes) => {
    expect(handedBytes(conditions, 1000)).toBe(bytes);
  });
});
