import type { Constraint } from "@sluice/policy";
import { describe, expect, test } from "vitest";
import { pagePolicy, siteLimits } from "./page-policy.ts";

const sites = (...patterns: string[]): Constraint => ({ kind: "domain", patterns });
const others: Constraint = { kind: "uses", max: 1 };

describe("where a page may be shown", () => {
  test("is limited by its token, by the tokens above it and by its stream, each for itself", () => {
    const ancestors = [{ id: "st_1", version: 1, constraints: [sites("b.example")] }] as never;
    const token = { constraints: [others, sites("a.example", "b.example")], ancestors };
    expect(siteLimits({ token, limits: [sites("*.example")] })).toEqual([
      ["*.example"],
      ["b.example"],
      ["a.example", "b.example"],
    ]);
  });

  test("is anywhere without such a limit", () => {
    expect(siteLimits({ token: { constraints: [others] } })).toEqual([]);
    expect(pagePolicy("n", [])).toMatch(/; frame-ancestors \*$/);
  });

  test("is said in one policy for each limit, for a browser obeys them all", () => {
    const [page, second, ...more] = pagePolicy("n", [["a.example"], ["*.b.example"]]).split(", ");
    expect(page).toMatch(
      /^default-src 'none'; .*; frame-ancestors https:\/\/a\.example:\* http:\/\/a\.example:\*$/,
    );
    expect(second).toBe("frame-ancestors https://*.b.example:* http://*.b.example:*");
    expect(more).toEqual([]);
  });

  test("is nowhere for a limit that allows nobody", () => {
    expect(pagePolicy("n", [[]])).toMatch(/frame-ancestors 'none'$/);
  });
});

test("a page takes media from its own host and the edges that deliver it, whatever their paths hold, and from nobody else", () => {
  const edges = [
    "https://edge1.example/hls",
    "http://10.0.0.9:8080/a;script-src *,b",
    "https://edge1.example/other",
  ];
  const policy = pagePolicy("n", [], edges);
  expect(policy).toContain("; media-src 'self' https://edge1.example http://10.0.0.9:8080 blob:; ");
  expect(policy).toContain("; connect-src 'self' https://edge1.example http://10.0.0.9:8080; ");
  expect(policy).not.toContain("script-src *");
  expect(pagePolicy("n", [])).toContain("; media-src 'self' blob:; connect-src 'self'; ");
});
