import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesAgent } from "./agent.ts";

test.each<[string, string, boolean]>([
  ["VLC", "vlc/3.0.18 LibVLC/3.0.18", true],
  ["VLC/3", "VLC/2", false],
  ["Lavf/*Debian", "Lavf/59.27 (Debian)", true],
  ["a*a", "a", false],
  ["ab*ba", "aba", false],
  ["a*b*c", "a-c-b-c", true],
  ["a*b*c", "acb", false],
  ["*", "", true],
  ["x", "", false],
])("%s matches %s: %s", (pattern, agent, expected) => {
  expect(matchesAgent(pattern, agent)).toBe(expected);
});

test("a pattern that was made by replacing pieces of an agent with stars matches it", () => {
  const piece = fc.string({ maxLength: 8 }).map(text => text.replaceAll("*", "-"));
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, piece), { minLength: 1, maxLength: 8 }), pairs => {
      const agent = pairs.flat().join("");
      expect(matchesAgent(pairs.map(([kept]) => kept).join("*"), agent)).toBe(true);
    }),
  );
});

test("a pattern says the same as its regular expression", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 });
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
  fc.assert(
    fc.property(pattern, text, (stars, agent) => {
      expect(matchesAgent(stars, agent)).toBe(new RegExp(stars.replaceAll("*", ".*")).test(agent));
    }),
    { numRuns: 1_000 },
  );
});

test("the worst of agents and patterns takes no more than a moment", () => {
  const agent = "a".repeat(200_000);
  const pattern = `${"*a".repeat(120)}*b`;
  // The best of some rounds: a busy machine lets all but a few wait.
  const rounds = Array.from({ length: 10 }, () => {
    const started = performance.now();
    for (let time = 0; time < 10; time += 1) expect(matchesAgent(pattern, agent)).toBe(false);
    return performance.now() - started;
  });
  expect(Math.min(...rounds)).toBeLessThan(50);
});
