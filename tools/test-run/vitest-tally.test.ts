import { describe, expect, test } from "vitest";
import { addTallies, skippedTests, tallyLine, tallyRun } from "./vitest-tally.ts";

function file(status: string, ...tests: readonly string[]) {
  return {
    name: "/a.test.ts",
    status,
    assertionResults: tests.map(each => ({ status: each, fullName: `a ${each} test` })),
  };
}

describe("tallyRun", () => {
  test("counts every test once, whatever vitest calls one that did not run", () => {
    const report = {
      testResults: [
        file("passed", "passed", "skipped", "todo", "pending"),
        file("failed", "failed", "passed"),
      ],
    };
    expect(tallyRun(report, false)).toEqual({ passed: 2, failed: 1, skipped: 3 });
  });

  test("a file that does not load is a failure", () => {
    expect(tallyRun({ testResults: [file("failed")] }, false)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test("a hook that throws is a failure beside the tests it kept from running", () => {
    const report = { testResults: [file("failed", "skipped", "passed")] };
    expect(tallyRun(report, false)).toEqual({ passed: 1, failed: 1, skipped: 1 });
  });

  test("a run that ended badly is never without a failure", () => {
    expect(tallyRun({ testResults: [file("passed", "passed")] }, false)).toMatchObject({ failed: 1 });
    expect(tallyRun(undefined, false)).toMatchObject({ failed: 1 });
  });

  test("a run without a report is a failure even if it claims success", () => {
    expect(tallyRun(undefined, true)).toMatchObject({ failed: 1 });
  });
});

describe("skippedTests", () => {
  test("names what did not run, for whatever reason", () => {
    const report = { testResults: [file("passed", "passed", "skipped"), file("failed", "failed", "todo")] };
    expect(skippedTests(report)).toEqual(["a skipped test", "a todo test"]);
  });
});

describe("tallyLine", () => {
  test("is the sum in one fixed form", () => {
    const sum = addTallies({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 });
    expect(tallyLine(sum)).toBe("11 passed, 22 failed, 33 skipped");
  });
});
