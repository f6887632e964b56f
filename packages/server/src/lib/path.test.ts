import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalisePath } from "./path.ts";

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

  test("100 KB of anything takes under 100 ms", () => {
    for (const piece of ["/", "a", "%", "%2e", "/..", "/a", "%25", ".", " ", "%20", ";", "%C3%A9", "/%61;"]) {
      const path = `/${piece.repeat(100_000 / piece.length)}`;
      const startedAt = process.threadCpuUsage();
      normalisePath(path);
      const { user, system } = process.threadCpuUsage(startedAt);
      expect((user + system) / 1000, piece).toBeLessThan(100);
    }
  });
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
