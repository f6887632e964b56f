import { systemFault } from "../system-fault.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { type Finding, fail } from "./finding.ts";

/** What one check found; no findings: there was nothing to look at. */
export interface CheckReport {
  readonly check: string;
  readonly findings: readonly Finding[];
}

/** Runs every check, side by side. One that breaks is a finding itself. In the order of the table. */
export function runChecks<Subject>(
  checks: readonly DoctorCheck<Subject>[],
  subject: Subject,
): Promise<readonly CheckReport[]> {
  return Promise.all(
    checks.map(async check => ({ check: check.name, findings: await lookWith(check, subject) })),
  );
}

async function lookWith<Subject>(check: DoctorCheck<Subject>, subject: Subject): Promise<readonly Finding[]> {
  try {
    return await check.look(subject);
  } catch (error) {
    const change = "Run this as the user that the server runs as.";
    return [fail(`This could not be looked at: ${systemFault(error)}.`, change)];
  }
}
