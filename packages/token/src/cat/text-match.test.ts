import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { matchesText, type TextMatch } from "./text-match.ts";

const hashed = (kind: "sha256" | "sha512-256", text: string): TextMatch => ({
  [kind]: new Uint8Array(
    createHash(kind === "sha256" ? "sha256" : "sha512-256")
      .update(text)
      .digest(),
  ),
});

describe("a text that must have a hash", () => {
  test("matches its own hash of that kind alone, in whatever order texts and kinds come", () => {
    const texts = Array.from({ length: 20 }, (_, index) => `/live/cam${index}`);
    for (let round = 0; round < 3; round += 1) {
      for (const text of texts) {
        for (const kind of ["sha256", "sha512-256"] as const) {
          expect(matchesText(hashed(kind, text), text)).toBe(true);
          expect(matchesText(hashed(kind, `${text}/`), text)).toBe(false);
          const [other] = kind === "sha256" ? (["sha512-256"] as const) : (["sha256"] as const);
          expect(matchesText({ [other]: hashed(kind, text)[kind] } as TextMatch, text)).toBe(false);
        }
      }
    }
  });

  test("is hashed once for a token that asks for sixty hashes", () => {
    const spent = (text: string, times: number): number => {
      const from = performance.now();
      for (let index = 0; index < times; index += 1) matchesText(hashed("sha512-256", `${index}`), text);
      return performance.now() - from;
    };
    spent("/warm/up".repeat(2_000), 1);
    const once = spent("/live/one".repeat(2_000), 1);
    expect(spent("/live/sixty".repeat(2_000), 60)).toBeLessThan(10 * once + 5);
  });
});
