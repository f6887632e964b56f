import { join } from "node:path";
import { type Part, parseArguments, type TestArguments } from "./test-run/arguments.ts";
import { checkSteps } from "./test-run/check-steps.ts";
import { childEnvironment } from "./test-run/child-environment.ts";
import { runOnScreen, runQuietly, signalRunning } from "./test-run/run-command.ts";
import { runVitest } from "./test-run/run-vitest.ts";
import { createTestRun, type TestRun } from "./test-run/test-run.ts";

/** What `npm test` does once tools/test.js has found a Node: the steps in order, and the exit code. */

type Step = (run: TestRun, filters: readonly string[]) => Promise<void>;

const root = join(import.meta.dirname, "..");
const place = {
  folder: root,
  environment: childEnvironment(root, process.env, {
    execPath: process.execPath,
    stripsTypes: process.execArgv.every(flag => flag !== "--experimental-strip-types"),
  }),
};

async function runPeers(run: TestRun): Promise<void> {
  run.begin("peers");
  run.end("peers", await runOnScreen({ ...place, words: ["node", "tools/debian-packages.ts"] }));
}

async function runChecks(run: TestRun): Promise<void> {
  run.begin("checks");
  const runs = checkSteps.map(async step => run.end(step.name, await runQuietly({ ...place, ...step })));
  await Promise.all(runs);
}

async function runBuild(run: TestRun): Promise<void> {
  run.begin("build");
  run.end("build", await runQuietly({ ...place, words: ["npm", "run", "build"] }));
}

async function runProject(
  run: TestRun,
  project: "unit" | "e2e" | "measured" | "players",
  filters: readonly string[],
): Promise<void> {
  run.begin(project);
  run.count(project, await runVitest(project, filters, place));
}

/** Every step and the part of `--only` it belongs to; the end-to-end suites need peers and the built player. */
const steps: readonly { readonly part: Part; readonly run: Step }[] = [
  { part: "e2e", run: runPeers },
  { part: "checks", run: runChecks },
  { part: "e2e", run: runBuild },
  { part: "unit", run: (run, filters) => runProject(run, "unit", filters) },
  { part: "e2e", run: (run, filters) => runProject(run, "e2e", filters) },
  // Apart, one by one: tests that hold milliseconds against a bound get the machine before the players do.
  { part: "e2e", run: (run, filters) => runProject(run, "measured", filters) },
  { part: "e2e", run: (run, filters) => runProject(run, "players", filters) },
];

async function runAll({ only, filters }: TestArguments): Promise<number> {
  const run = createTestRun(line => console.log(line));
  for (const step of steps.filter(({ part }) => only === undefined || part === only)) {
    if (!stopping) await step.run(run, filters);
  }
  const status = run.finish({ filtered: filters.length > 0 });
  return stopping ? 130 : status;
}

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    stopping = true;
    signalRunning(signal);
  });
}
const parsed = parseArguments(process.argv.slice(2));
if ("problem" in parsed) {
  console.error(parsed.problem);
  process.exitCode = 2;
} else {
  process.exitCode = await runAll(parsed);
}
