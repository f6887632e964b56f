import type { Finding } from "../doctor/finding.ts";
import type { CheckReport } from "../doctor/run-checks.ts";
import { colour } from "./colour.ts";
import { printable } from "./printable.ts";

const STATUS_WIDTH = 4;
const plain = (text: string): string => text;
const paint: Readonly<Record<Finding["status"], (text: string) => string>> = {
  ok: colour.good,
  warn: plain,
  fail: colour.bad,
};

/** The findings of `sluice doctor`, one line each, with what to change below. */
export function doctorText(reports: readonly CheckReport[]): string {
  const width = Math.max(...reports.map(({ check }) => check.length));
  const lines = reports.flatMap(({ check, findings }) =>
    findings.flatMap(finding => linesOf(check.padEnd(width), finding)),
  );
  const notLooked = reports.filter(({ findings }) => findings.length === 0).map(({ check }) => check);
  const ending =
    notLooked.length === 0 ? [] : [`Not looked at, as there is nothing yet: ${notLooked.join(", ")}.`];
  return [...lines, "", ...ending, sum(reports.flatMap(({ findings }) => findings))].join("\n");
}

function linesOf(check: string, { status, sentence, change }: Finding): readonly string[] {
  const head = `${paint[status](status.padEnd(STATUS_WIDTH))}  ${check}  ${printable(sentence)}`;
  if (change === undefined) return [head];
  return [head, `${" ".repeat(STATUS_WIDTH + check.length + 4)}→ ${printable(change)}`];
}

function sum(findings: readonly Finding[]): string {
  const count = (status: Finding["status"]) => findings.filter(finding => finding.status === status).length;
  return `${count("ok")} ok, ${count("warn")} to look at, ${count("fail")} wrong.`;
}
