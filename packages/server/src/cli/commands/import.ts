import { applyImport } from "../import/apply-import.ts";
import { readExisting } from "../import/existing.ts";
import { importSystems } from "../import/index.ts";
import { type ImportPlan, planImport } from "../import/plan-import.ts";
import { readExport } from "../import/read-export.ts";
import { readFile } from "../import/read-file.ts";
import { addServerOptions, onServer, type ServerFlags } from "../on-server.ts";
import { importText } from "../output/import-text.ts";
import { note, print, printJson } from "../output/print.ts";
import { PlainFailure } from "../plain-failure.ts";
import type { AddCommand } from "./command.ts";

interface ImportFlags extends ServerFlags {
  readonly application: string;
  readonly apply?: true;
}

/** `sluice import <system> <file>`: streams and keys of another system, first as a plan. */
export const addImport: AddCommand = program => {
  const command = program
    .command("import")
    .description(
      "Read another system's export of streams and keys; says what it would do, and does it with --apply",
    )
    .argument("<system>", importSystems.map(({ id }) => id).join(", "))
    .argument("<file>", "JSON as the system's lists answer it, or CSV")
    .requiredOption("--application <application>", "where the streams belong")
    .option("--apply", "do it; nothing is done while something in the file is wrong");
  addServerOptions(command).action(importFile);
};

async function importFile(id: string, file: string, flags: ImportFlags): Promise<void> {
  const system = importSystems.find(one => one.id === id);
  if (!system) {
    const known = importSystems.map(one => one.id).join(", ");
    throw new PlainFailure(`There is no system ${JSON.stringify(id)}; there are ${known}.`);
  }
  const imported = readExport(system, readFile(file));
  await onServer(flags, async connection => {
    const existing = await readExisting(connection, flags.application);
    const plan = planImport(imported, existing, flags.application);
    const isFaulty = plan.problems.length > 0;
    if (!flags.json) print(importText(plan));
    if (isFaulty) process.exitCode = 1;
    const applies = flags.apply === true && !isFaulty;
    const done = applies ? await applyImport(connection, plan) : 0;
    if (flags.json) printJson({ applied: applies, ...asJson(plan) });
    else note(endText({ flags, isFaulty, done }));
  });
}

function endText(end: { readonly flags: ImportFlags; readonly isFaulty: boolean; readonly done: number }) {
  if (end.isFaulty) return "Nothing was done: correct the file first.";
  return end.flags.apply
    ? `Done: ${end.done} ${end.done === 1 ? "call" : "calls"}.`
    : "This was a rehearsal; --apply does it.";
}

/** Without the calls: they hold values of keys. */
function asJson({ steps, skipped, problems }: ImportPlan) {
  return {
    steps: steps.map(({ at, what, name, action, details }) => ({ at, what, name, action, details })),
    skipped,
    problems,
  };
}
