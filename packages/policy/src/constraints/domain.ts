import { matchesDomain } from "../match/domain.ts";
import { type Evaluator, fail, pass } from "./evaluator.ts";

/** The embedding site is one of the domains. Judged once, at entry: segments carry no site that can be believed. */
export const domain: Evaluator<"domain"> = {
  checkedAt: () => "entry",
  evaluate({ patterns }, request) {
    const { site } = request.client;
    if (site === undefined) return fail("domain-unknown", "the request names no site");
    const match = patterns.find(pattern => matchesDomain(pattern, site));
    if (match !== undefined) return pass(`${site} matches ${match}`);
    return fail("domain-not-allowed", `${site} matches none of ${patterns.join(", ")}`);
  },
};
