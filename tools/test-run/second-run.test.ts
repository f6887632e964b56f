import { describe, expect, test } from "vitest";
import { filesToRunAgain, mergeReports, passedInSecondRun } from "./second-run.ts";
import { tallyRun } from "./vitest-tally.ts";

function file(name: string, tests: Readonly<Record<string, string>>) {
  const assertionResults = Object.entries(tests).map(([fullName, status]) => ({ fullName, status }));
  return {
    name,
    status: assertionResults.some(test => test.status === "failed") ? "failed" : "passed",
    assertionResults,
  };
}

const good = file("/good.ts", { plays: "passed" });
const bad = file("/bad.ts", { lists: "failed", ends: "passed" });

describe("a second run", () => {
  test("is of the files that failed alone", () => {
    expect(filesToRunAgain({ testResults: [good, bad] })).toEqual(["/bad.ts"]);
    expect(filesToRunAgain({ testResults: [good] })).toEqual([]);
    expect(filesToRunAgain(undefined)).toEqual([]);
  });

  test("is of a file that did not load", () => {
    const broken = { name: "/broken.ts", status: "failed", assertionResults: [] };
    expect(filesToRunAgain({ testResults: [broken] })).toEqual(["/broken.ts"]);
  });

  test("there is none when more than three files failed", () => {
    const many = [1, 2, 3, 4].map(number => ({ ...bad, name: `/${number}.ts` }));
    expect(filesToRunAgain({ testResults: many.slice(1) })).toHaveLength(3);
    expect(filesToRunAgain({ testResults: many })).toEqual([]);
  });

  test("decides what its files come to, and names what it mended", () => {
    const first = { testResults: [good, bad] };
    const second = { testResults: [file("/bad.ts", { lists: "passed", ends: "passed" })] };
    expect(tallyRun(mergeReports(first, second), true)).toEqual({ passed: 3, failed: 0, skipped: 0 });
    expect(passedInSecondRun(first, second)).toEqual(["lists"]);
  });

  test("mends nothing that fails again, and what passed before and fails now is a failure", () => {
    const first = { testResults: [good, bad] };
    const second = { testResults: [file("/bad.ts", { lists: "failed", ends: "failed" })] };
    expect(tallyRun(mergeReports(first, second), false)).toEqual({ passed: 1, failed: 2, skipped: 0 });
    expect(passedInSecondRun(first, second)).toEqual([]);
  });
});
