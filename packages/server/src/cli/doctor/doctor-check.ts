import type { Finding } from "./finding.ts";

/** One check of `sluice doctor`. `Subject` is what it looks at. */
export interface DoctorCheck<Subject> {
  /** The word in front of its findings: `data-folder`. */
  readonly name: string;
  /** At least one finding; none when there is nothing to look at now (no server runs, for example). */
  look(subject: Subject): readonly Finding[] | Promise<readonly Finding[]>;
}
