import type { RowProblem } from "../import/imported.ts";
import type { ImportPlan, ImportStep } from "../import/plan-import.ts";
import { colour } from "./colour.ts";
import { printable } from "./printable.ts";
import { table } from "./table.ts";

const MOST_SHOWN = 50;

/** What an import makes and changes, and what is wrong with the file. Never a key's value. */
export function importText({ steps, skipped, problems }: ImportPlan): string {
  const wanted = steps.filter(({ action }) => action !== "as is");
  return [
    ...(wanted.length > 0 ? [stepTable(wanted)] : []),
    ...(skipped.length > 0 ? [listed("Left out:", skipped)] : []),
    ...(problems.length > 0 ? [`${colour.bad("Wrong in the file:")}\n${lines(problems)}`] : []),
    summary(steps),
  ].join("\n\n");
}

function stepTable(steps: readonly ImportStep[]): string {
  return table<ImportStep>(
    [
      ["action", step => step.action],
      ["what", step => step.what],
      ["name", step => step.name],
      ["with", step => (step.details.length === 0 ? undefined : step.details.join("; "))],
      ["from", step => step.at],
    ],
    steps,
  );
}

function listed(heading: string, rows: readonly RowProblem[]): string {
  return `${heading}\n${lines(rows)}`;
}

/** A file of another kind is wrong in each of its rows: the first ones tell enough. */
function lines(rows: readonly RowProblem[]): string {
  const shown = rows
    .slice(0, MOST_SHOWN)
    .map(({ at, message }) => `  ${printable(at)} ${printable(message)}`);
  const more = rows.length - shown.length;
  return [...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join("\n");
}

function summary(steps: readonly ImportStep[]): string {
  const count = (action: ImportStep["action"]) => steps.filter(step => step.action === action).length;
  return `${count("make")} to make, ${count("change")} to change, ${count("as is")} as they should be.`;
}
