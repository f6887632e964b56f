import { describe, expect, test } from "vitest";
import { createTestRun } from "./test-run.ts";

const good = { ok: true, output: "fine\n", seconds: 1.25 };
const bad = { ok: false, output: "line 3 is wrong\n", seconds: 2 };

function startRun() {
  const lines: string[] = [];
  return { lines, run: createTestRun(line => lines.push(line)) };
}

describe("a test run", () => {
  test("ends with the sum over its projects, alone on the last line", () => {
    const { lines, run } = startRun();
    run.count("unit", { tally: { passed: 5, failed: 0, skipped: 1 }, skipped: [], retried: [], seconds: 1 });
    run.count("e2e", { tally: { passed: 2, failed: 0, skipped: 0 }, skipped: [], retried: [], seconds: 1 });
    expect(run.finish({ filtered: false })).toBe(0);
    expect(lines.at(-1)).toBe("7 passed, 0 failed, 1 skipped");
  });

  test("shows each step with its duration, and what a failed one wrote", () => {
    const { lines, run } = startRun();
    run.begin("checks");
    run.end("tsc", good);
    run.end("biome", bad);
    expect(lines).toEqual(["\n== checks", "ok     tsc (1.3 s)", "FAILED biome (2.0 s)", "line 3 is wrong"]);
  });

  test("counts a failed step as a failure and names it", () => {
    const { lines, run } = startRun();
    run.end("biome", bad);
    run.count("unit", { tally: { passed: 5, failed: 0, skipped: 0 }, skipped: [], retried: [], seconds: 1 });
    expect(run.finish({ filtered: false })).toBe(1);
    expect(lines.slice(-2)).toEqual(["\nfailed steps: biome", "5 passed, 1 failed, 0 skipped"]);
  });

  test("fails when a project has no tests", () => {
    const { lines, run } = startRun();
    run.count("unit", { tally: { passed: 5, failed: 0, skipped: 0 }, skipped: [], retried: [], seconds: 1 });
    run.count("e2e", { tally: { passed: 0, failed: 0, skipped: 0 }, skipped: [], retried: [], seconds: 1 });
    expect(run.finish({ filtered: false })).toBe(1);
    expect(lines.at(-2)).toContain("e2e found no tests");
  });

  test("names the tests that did not run, unless a filter kept them from running", () => {
    const { lines, run } = startRun();
    const skipped = ["mpv plays [missing: mpv] cannot run here"];
    run.count("e2e", { tally: { passed: 1, failed: 0, skipped: 1 }, skipped, retried: [], seconds: 1 });
    run.finish({ filtered: false });
    expect(lines).toContain(`skipped: ${skipped[0]}`);
    lines.length = 0;
    run.finish({ filtered: true });
    expect(lines).not.toContain(`skipped: ${skipped[0]}`);
  });

  test("names the tests that passed at the second try alone", () => {
    const { lines, run } = startRun();
    const tally = { passed: 1, failed: 0, skipped: 0 };
    run.count("players", { tally, skipped: [], retried: ["F5 goes on"], seconds: 1 });
    expect(run.finish({ filtered: false })).toBe(0);
    expect(lines).toContain("passed at the second try: F5 goes on");
  });

  test("lets a filter empty one project, but not all of them", () => {
    const tally = { passed: 0, failed: 0, skipped: 0 };
    const { run } = startRun();
    run.count("unit", { tally, skipped: [], retried: [], seconds: 1 });
    expect(run.finish({ filtered: true })).toBe(1);
    run.count("e2e", { tally: { ...tally, passed: 1 }, skipped: [], retried: [], seconds: 1 });
    expect(run.finish({ filtered: true })).toBe(0);
  });

  test("of checks alone needs no tests", () => {
    const { run } = startRun();
    run.end("tsc", good);
    expect(run.finish({ filtered: false })).toBe(0);
  });
});
