import { afterEach, expect, test, vi } from "vitest";
import { serverBase } from "./server-base.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a given server is a base with a slash, under a path too", () => {
  vi.stubGlobal("location", new URL("https://site.example/watch/1"));
  expect(serverBase("https://media.example")).toBe("https://media.example/");
  expect(serverBase("https://media.example/sluice")).toBe("https://media.example/sluice/");
  expect(serverBase("/sluice/")).toBe("https://site.example/sluice/");
});

test("without one and without a script, the page's own origin is the server", () => {
  vi.stubGlobal("location", new URL("https://site.example/watch/1"));
  expect(serverBase(undefined)).toBe("https://site.example/");
});
