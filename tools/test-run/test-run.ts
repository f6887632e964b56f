import type { CommandResult } from "./run-command.ts";
import type { ProjectResult } from "./run-vitest.ts";
import { addTallies, emptyTally, tallyLine, totalOf } from "./vitest-tally.ts";

/** One run of the tests: shows each step with its duration, and sums up. */
export interface TestRun {
  begin(title: string): void;
  /** A step that passes or fails as a whole; its kept output is shown when it failed. */
  end(step: string, result: CommandResult): void;
  /** A vitest project. */
  count(project: string, result: ProjectResult): void;
  /** Writes the last line and returns the exit code. With filters a project may be empty, but not all of them. */
  finish(options: { readonly filtered: boolean }): 0 | 1;
}

interface CountedProject extends ProjectResult {
  readonly name: string;
}

/** Starts the account of a run. `write` gets one line, or one block of lines, at a time. */
export function createTestRun(write: (lines: string) => void): TestRun {
  const failedSteps: string[] = [];
  const projects: CountedProject[] = [];

  function show(name: string, ok: boolean, seconds: number): void {
    write(`${ok ? "ok    " : "FAILED"} ${name} (${seconds.toFixed(1)} s)`);
  }

  return {
    begin: title => write(`\n== ${title}`),
    end(step, { ok, output, seconds }) {
      show(step, ok, seconds);
      if (ok) return;
      failedSteps.push(step);
      if (output !== "") write(output.trimEnd());
    },
    count(name, result) {
      if (totalOf(result.tally) === 0) write(`none   ${name}`);
      else show(name, result.tally.failed === 0, result.seconds);
      projects.push({ ...result, name });
    },
    finish({ filtered }) {
      const failures = [...failedSteps, ...emptyProjects(projects, filtered)];
      const sum = projects.map(project => project.tally).reduce(addTallies, emptyTally);
      const total = { ...sum, failed: sum.failed + failures.length };
      // A filter by name skips most tests on purpose.
      if (!filtered)
        for (const test of projects.flatMap(project => project.skipped)) write(`skipped: ${test}`);
      for (const test of projects.flatMap(project => project.retried))
        write(`passed at the second try: ${test}`);
      write(failures.length > 0 ? `\nfailed steps: ${failures.join(", ")}` : "");
      write(tallyLine(total));
      return total.failed === 0 ? 0 : 1;
    },
  };
}

function emptyProjects(projects: readonly CountedProject[], filtered: boolean): readonly string[] {
  const empty = projects.filter(project => totalOf(project.tally) === 0);
  if (filtered && empty.length < projects.length) return [];
  return empty.map(project => `${project.name} found no tests`);
}
