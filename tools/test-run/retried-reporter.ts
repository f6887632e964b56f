import { appendFileSync } from "node:fs";
import type { Reporter, TestCase } from "vitest/node";

/** Where the full names go, one a line. */
export const RETRIED_FILE = "SLUICE_TESTS_RETRIED_FILE";

/** Made when an error came from outside of all tests: no test tells of it, and none that runs again takes it back. */
export const UNHANDLED_FILE = "SLUICE_TESTS_UNHANDLED_FILE";

/** Writes down each test that passed, but not the first time: a race that is shown is looked for, one that is hidden stays. */
export default class RetriedReporter implements Reporter {
  onTestCaseResult(test: TestCase): void {
    const file = process.env[RETRIED_FILE];
    if (file !== undefined && test.diagnostic()?.flaky === true) appendFileSync(file, `${test.fullName}\n`);
  }

  onTestRunEnd(_modules: unknown, unhandled: readonly unknown[]): void {
    const file = process.env[UNHANDLED_FILE];
    if (file !== undefined && unhandled.length > 0) appendFileSync(file, `${unhandled.length}\n`);
  }
}
