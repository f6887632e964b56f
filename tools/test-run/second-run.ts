import type { VitestReport } from "./vitest-tally.ts";

/** More files than this that fail in one run are no accident. */
const MOST_FILES = 3;

/**
 * The files of a run to run once more, whole: those with a test that failed at both tries. Where one test goes on with
 * what the one before it left (a documented command spends a token), its second try could not pass. None when too many failed.
 */
export function filesToRunAgain(report: VitestReport | undefined): readonly string[] {
  const failed = (report?.testResults ?? []).filter(({ status }) => status === "failed");
  return failed.length <= MOST_FILES ? failed.map(({ name }) => name) : [];
}

/** One report of both runs: each file as it ended last. */
export function mergeReports(first: VitestReport, second: VitestReport): VitestReport {
  const again = new Map(second.testResults.map(file => [file.name, file]));
  return { testResults: first.testResults.map(file => again.get(file.name) ?? file) };
}

/** Full names of the tests that failed in the first run and passed in the second. */
export function passedInSecondRun(first: VitestReport, second: VitestReport): readonly string[] {
  const passed = new Set(namesOf(second, "passed"));
  return namesOf(first, "failed").filter(name => passed.has(name));
}

function namesOf(report: VitestReport, wanted: string): readonly string[] {
  return report.testResults
    .flatMap(file => file.assertionResults)
    .filter(({ status }) => status === wanted)
    .map(({ fullName }) => fullName);
}
