import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RETRIED_FILE, UNHANDLED_FILE } from "./retried-reporter.ts";
import { type Command, runOnScreen } from "./run-command.ts";
import { filesToRunAgain, mergeReports, passedInSecondRun } from "./second-run.ts";
import { skippedTests, type Tally, tallyRun, type VitestReport } from "./vitest-tally.ts";

/** What one vitest project came to. */
export interface ProjectResult {
  readonly tally: Tally;
  /** Full names of the tests that did not run. */
  readonly skipped: readonly string[];
  /** Full names of the tests that passed at the second try. */
  readonly retried: readonly string[];
  readonly seconds: number;
}

/**
 * Runs one project of vitest.config.ts on this screen and counts its tests; without filters, files that failed get a
 * second run. A project without tests passes here.
 */
export async function runVitest(
  project: string,
  filters: readonly string[],
  place: Omit<Command, "words">,
): Promise<ProjectResult> {
  const first = await runOnce(project, filters, place);
  const files = filters.length === 0 && !first.hasUnhandled ? filesToRunAgain(first.report) : [];
  if (first.report === undefined || files.length === 0) return resultOf(first);
  console.log(`\n== ${project}: a second run of what failed`);
  const second = await runOnce(project, files, place);
  const seconds = first.seconds + second.seconds;
  // Without a report of the second run, the first one stands.
  if (second.report === undefined) return resultOf({ ...first, seconds });
  return resultOf({
    ...second,
    report: mergeReports(first.report, second.report),
    retried: [...first.retried, ...second.retried, ...passedInSecondRun(first.report, second.report)],
    seconds,
  });
}

/** One run of vitest: `ok` when it ended with 0; no report when it wrote none. */
interface VitestRun {
  readonly report: VitestReport | undefined;
  readonly ok: boolean;
  /** An error came from outside of all tests. */
  readonly hasUnhandled: boolean;
  readonly retried: readonly string[];
  readonly seconds: number;
}

function resultOf({ report, ok, retried, seconds }: VitestRun): ProjectResult {
  return { tally: tallyRun(report, ok), skipped: skippedTests(report), retried, seconds };
}

async function runOnce(
  project: string,
  filters: readonly string[],
  place: Omit<Command, "words">,
): Promise<VitestRun> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-tests-"));
  const reportFile = join(folder, "report.json");
  try {
    const retriedFile = join(folder, "retried");
    const unhandledFile = join(folder, "unhandled");
    const marks = { [RETRIED_FILE]: retriedFile, [UNHANDLED_FILE]: unhandledFile };
    const environment = { ...place.environment, ...marks };
    const words = vitestCommand(project, reportFile, filters);
    const { ok, seconds } = await runOnScreen({ ...place, environment, words });
    const hasUnhandled = existsSync(unhandledFile);
    return { report: readReport(reportFile), ok, hasUnhandled, retried: readLines(retriedFile), seconds };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function vitestCommand(project: string, reportFile: string, filters: readonly string[]): Command["words"] {
  const reporters = [
    "--reporter=default",
    "--reporter=./tools/test-run/retried-reporter.ts",
    "--reporter=json",
    `--outputFile.json=${reportFile}`,
  ];
  return ["vitest", "run", "--project", project, "--passWithNoTests", ...reporters, ...filters];
}

function readReport(file: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as VitestReport;
  } catch {
    return undefined;
  }
}

/** The lines of a file; none where there is no file. */
function readLines(file: string): readonly string[] {
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
}
