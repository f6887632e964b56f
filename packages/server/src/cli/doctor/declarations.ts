import type { DoctorCheck } from "./doctor-check.ts";
import { ok, warn } from "./finding.ts";
import type { LocalServer } from "./subjects.ts";

const CHANGE = "Change it where it is declared, in the YAML file or by the API.";

/** Has everything that the file and the database declare its effect? */
export const declarations: DoctorCheck<Pick<LocalServer, "declared">> = {
  name: "declarations",
  look({ declared: { warnings } }) {
    if (warnings.length > 0) return warnings.map(warning => warn(sentence(warning), CHANGE));
    return [ok("Everything that is declared has its effect.")];
  },
};

/** A warning that begins with a place in the file keeps it as it is. */
function sentence(text: string): string {
  const begun = text.replace(/^the /, "The ");
  return begun.endsWith(".") ? begun : `${begun}.`;
}
