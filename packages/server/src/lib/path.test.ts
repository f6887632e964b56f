import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalisePath } from "./path.ts";
import { timeOfGrowth } from "./testing/linear-time.ts";

interface Allowed {
  readonly path: string;
  readonly segments: readonly string[];
  readonly trailingSlash: boolean;
  readonly why: string;
}

const vectors = new URL("../../../../vectors/paths/", import.meta.url);
const allowed: readonly Allowed[] = JSON.parse(readFileSync(new URL("allow.json", vectors), "utf8"));
const refused: readonly Pick<Allowed, "path" | "why">[] = JSON.parse(
  readFileSync(new URL("refuse.json", vectors), "utf8"),
);

describe("normalisePath", () => {
  test.each(allowed)("$path is taken apart: $why", ({ path, segments, trailingSlash }) => {
    expect(normalisePath(path)).toEqual({ ok: true, segments, trailingSlash });
  });

  test.each(refused)("$path is refused: $why", ({ path }) => {
    expect(normalisePath(path)).toEqual({ ok: false, problem: "ambiguous" });
  });

  test("whatever comes in, nothing is thrown and no segment can climb, split or break a line", () => {
    fc.assert(
      fc.property(hostilePath, path => {
        const result = normalisePath(path);
        if (!result.ok) return;
        for (const segment of result.segments) {
          expect(segment).not.toMatch(/^\.{0,2}$/);
          expect(segment).not.toMatch(/[/\\\p{Cc}]/u);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("what was accepted is accepted again with the same result once its segments are encoded", () => {
    fc.assert(
      fc.property(hostilePath, path => {
        const result = normalisePath(path);
        if (!result.ok) return;
        const slash = result.trailingSlash && result.segments.length > 0 ? "/" : "";
        const printed = `/${result.segments.map(encodeURIComponent).join("/")}${slash}`;
        expect(normalisePath(printed)).toEqual(result);
      }),
      { numRuns: 3000 },
    );
  });

  test("the parser of browsers takes what was accepted apart into the same segments", () => {
    fc.assert(
      fc.property(fc.oneof(hostilePath, changedVector), path => {
        const result = normalisePath(path);
        if (!result.ok) return;
        const { pathname, search, hash, host } = new URL(`http://server.example${path}`);
        expect([host, search, hash]).toEqual(["server.example", "", ""]);
        const segments = pathname.slice(1).split("/").map(decodeURIComponent);
        expect(result.trailingSlash ? segments.slice(0, -1) : segments).toEqual(result.segments);
      }),
      { numRuns: 5000 },
    );
  });

  test("takes a time that grows with the length of the path and no faster", () => {
    for (const piece of ["/", "a", "%", "%2e", "/..", "/a", "%25", ".", " ", "%20", ";", "%C3%A9", "/%61;"]) {
      const textOf = (length: number) => `/${piece.repeat(length / piece.length)}`;
      expect(timeOfGrowth(textOf, normalisePath, 10_000), piece).toMatchObject({ isLinear: true });
    }
  }, 60_000);
});

const piece = fc.oneof(
  fc.constantFrom(
    "/",
    ".",
    "..",
    "%2e",
    "%2F",
    "%5c",
    "%25",
    "%32",
    "%00",
    "%0a",
    "%C3%A9",
    "%",
    "\\",
    ";",
    "#",
  ),
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.stringMatching(/^[a-z0-9._~!$&'()*+,;=:@-]{1,8}$/),
);
const hostilePath = fc.array(piece, { maxLength: 12 }).map(pieces => `/${pieces.join("")}`);

/** A path of the vectors with a piece of another put in. */
const changedVector = fc
  .tuple(fc.constantFrom(...allowed, ...refused), fc.double({ min: 0, max: 1, noNaN: true }), piece)
  .map(([{ path }, where, inserted]) => {
    const at = 1 + Math.floor(where * (path.length - 1));
    return path.slice(0, at) + inserted + path.slice(at);
  });
