/** How many tests ended how. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The part of vitest's JSON report that is counted: `name` is a file's path; `status` of a test is passed, failed, skipped, pending or todo. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** What a run without tests comes to. */
export const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0 };

/**
 * Counts one vitest run. A file that failed without a failed test (it did not load, a hook threw) counts as one
 * failure, and so does a run that ended badly without saying where, or without a report.
 */
export function tallyRun(report: VitestReport | undefined, exitedWell: boolean): Tally {
  const files = (report?.testResults ?? []).map(file => {
    const statuses = file.assertionResults.map(test => test.status);
    const failed = statuses.filter(status => status === "failed").length;
    const passed = statuses.filter(status => status === "passed").length;
    const brokenFile = failed === 0 && file.status === "failed" ? 1 : 0;
    return { passed, failed: failed + brokenFile, skipped: statuses.length - passed - failed };
  });
  const sum = files.reduce(addTallies, emptyTally);
  const silentFailure = sum.failed === 0 && (!exitedWell || report === undefined);
  return silentFailure ? { ...sum, failed: 1 } : sum;
}

/** The full names of the tests that did not run; a missing peer stands in them. */
export function skippedTests(report: VitestReport | undefined): readonly string[] {
  const tests = (report?.testResults ?? []).flatMap(file => file.assertionResults);
  return tests.filter(({ status }) => status !== "passed" && status !== "failed").map(test => test.fullName);
}

/** The sum of two tallies. */
export function addTallies(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/** How many tests there were at all. */
export function totalOf(tally: Tally): number {
  return tally.passed + tally.failed + tally.skipped;
}

/** The last line of a test run. */
export function tallyLine(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`;
}
