import { pathText } from "../output/path-text.ts";
import type { DoctorCheck } from "./doctor-check.ts";
import { fail, ok, warn } from "./finding.ts";
import type { Machine } from "./subjects.ts";

/** Does the configuration load, and is there something in it that is most likely not meant? */
export const configuration: DoctorCheck<Pick<Machine, "configuration">> = {
  name: "configuration",
  look({ configuration: result }) {
    if (!result.ok) {
      return result.problems.map(({ source, problem, allowed }) =>
        fail(sentence(`${source}: ${problem}`), `Allowed there: ${allowed}.`),
      );
    }
    const { configFile } = result.config;
    const from = configFile === undefined ? "without a YAML file" : `from ${pathText(configFile)}`;
    const warnings = result.warnings.map(warning =>
      warn(
        sentence(warning),
        "If that is not meant, change it; `sluice config check` says what is in force.",
      ),
    );
    return warnings.length === 0 ? [ok(`The configuration loads ${from}.`)] : warnings;
  },
};

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
