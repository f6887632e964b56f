import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RETRIED_FILE } from "./retried-reporter.ts";
import { type Command, runOnScreen } from "./run-command.ts";
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

/** Runs one project of vitest.config.ts on this screen and counts its tests. A project without tests passes here. */
export async function runVitest(
  project: string,
  filters: readonly string[],
  place: Omit<Command, "words">,
): Promise<ProjectResult> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-tests-"));
  const reportFile = join(folder, "report.json");
  try {
    const retriedFile = join(folder, "retried");
    const environment = { ...place.environment, [RETRIED_FILE]: retriedFile };
    const words = vitestCommand(project, reportFile, filters);
    const result = await runOnScreen({ ...place, environment, words });
    const report = readReport(reportFile);
    return {
      tally: tallyRun(report, result.ok),
      skipped: skippedTests(report),
      retried: readLines(retriedFile),
      seconds: result.seconds,
    };
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
