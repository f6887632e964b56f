import type { FileVerification } from "../audit-file.ts";
import type { AuditVerificationAnswer } from "../connection/audit-answers.ts";
import { colour } from "./colour.ts";
import { printable } from "./printable.ts";

/** What a server has found in its audit log. */
export function verifiedText(verification: AuditVerificationAnswer): string {
  const { entries, head, resealed_at, first_problem } = verification;
  if (first_problem) return brokenText(first_problem, entries);
  if (!head) return "The audit log is empty.";
  return [
    `${colour.good("Whole")}: ${entriesText(entries)}, and the last one is sealed.`,
    ...(resealed_at === null ? [] : [resealedText(resealed_at)]),
    `Keep this elsewhere, for --noted another time: ${head.number}:${head.hash}`,
  ].join("\n");
}

/** What the lines of an exported file tell. */
export function verifiedFileText({ entries, first, head, problem }: FileVerification): string {
  if (problem) return brokenText(problem, entries);
  if (entries === 0) return "The file holds no entry.";
  return [
    `${colour.good("Whole")}: ${entriesText(entries)}, from ${first} to ${head.number} (${head.hash}).`,
    ...(first === 1 ? [] : [`What is before entry ${first} was not looked at.`]),
    "The seal of the last entry was not looked at: it needs the server, which has the master key. Entries that are",
    "missing at the end are not found without it.",
  ].join("\n");
}

function brokenText(problem: { fault: string; number: number; detail: string }, entries: number): string {
  const { fault, number, detail } = problem;
  const sentence = printable(`${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`);
  return `${colour.bad("Broken")} at entry ${number} (${fault}). ${sentence}\nBefore it ${entriesText(entries)} are right.`;
}

function resealedText(number: number): string {
  return `The master key was replaced at entry ${number}: what is before it was sealed by another one.`;
}

function entriesText(count: number): string {
  return count === 1 ? "1 entry" : `${count} entries`;
}
