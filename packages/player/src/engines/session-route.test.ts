import { describe, expect, test } from "vitest";
import { createSessionRoute } from "./session-route.ts";

const base = "https://media.example/sluice/s";
const manifest = "/demo/clip/index.m3u8";

describe("the route of a session", () => {
  test("leaves addresses as they are until it moves", () => {
    const route = createSessionRoute(`${base}/one${manifest}`);
    expect(route.resolve(`${base}/one/demo/clip/1.m4s`)).toBe(`${base}/one/demo/clip/1.m4s`);
    expect(route.isLeft(`${base}/one/demo/clip/1.m4s`)).toBe(false);
  });

  test("leads from every session that was left to the present one, query and all", () => {
    const route = createSessionRoute(`${base}/one${manifest}`);
    expect(route.moveTo(`${base}/two${manifest}`)).toBe(true);
    expect(route.moveTo(`${base}/three${manifest}`)).toBe(true);
    for (const left of ["one", "two"]) {
      expect(route.resolve(`${base}/${left}${manifest}?_HLS_msn=7`)).toBe(
        `${base}/three${manifest}?_HLS_msn=7`,
      );
      expect(route.isLeft(`${base}/${left}${manifest}`)).toBe(true);
    }
    expect(route.isLeft(`${base}/three${manifest}`)).toBe(false);
  });

  test("may lead back to a session that it left", () => {
    const route = createSessionRoute(`${base}/one${manifest}`);
    route.moveTo(`${base}/two${manifest}`);
    route.moveTo(`${base}/one${manifest}`);
    expect(route.resolve(`${base}/one${manifest}`)).toBe(`${base}/one${manifest}`);
    expect(route.resolve(`${base}/two${manifest}`)).toBe(`${base}/one${manifest}`);
  });

  test("leaves addresses elsewhere alone, and cannot move to one", () => {
    const route = createSessionRoute(`${base}/one${manifest}`);
    expect(route.moveTo("https://cdn.example/clip.m3u8")).toBe(false);
    route.moveTo(`${base}/two${manifest}`);
    expect(route.resolve("https://cdn.example/s/one/x")).toBe("https://cdn.example/s/one/x");
    expect(route.resolve(`${base}/oneself/x`)).toBe(`${base}/oneself/x`);
  });
});
