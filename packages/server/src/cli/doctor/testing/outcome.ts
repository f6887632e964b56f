import { expect } from "vitest";
import type { DoctorCheck } from "../doctor-check.ts";
import type { Finding } from "../finding.ts";

/** For tests: `warn: sentence`, one for each finding; what is not well must say what to change. */
export async function outcome<Subject>(
  check: DoctorCheck<Subject>,
  subject: Subject,
): Promise<readonly string[]> {
  const findings: readonly Finding[] = await check.look(subject);
  for (const { status, sentence, change } of findings) {
    expect({ sentence, hasChange: change !== undefined && change !== "" }).toEqual({
      sentence,
      hasChange: status !== "ok",
    });
    expect(sentence).toMatch(/^[^\n]+[.?]$/);
  }
  return findings.map(({ status, sentence }) => `${status}: ${sentence}`);
}
