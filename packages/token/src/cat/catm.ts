import { fail, pass } from "../finding.ts";
import type { Claim } from "./claim.ts";
import { malformed, textsOf } from "./shapes.ts";

const MOST_METHODS = 50;
const PASSED = pass("the method is listed");
const UNKNOWN = fail("context-missing", "the method is not known");
const WANTED = `it must be a list of at most ${MOST_METHODS} texts`;

/** The HTTP methods that may be used. Case-sensitive, as methods are; an empty list allows none. */
export const catm: Claim<readonly string[]> = {
  name: "catm",
  label: 313,
  summary: "The HTTP methods that may be used. Case-sensitive.",
  source: "CTA-5007-B 4.6.11",
  checkedAt: "entry",
  parse: value => textsOf(value, MOST_METHODS) ?? malformed(WANTED),
  judge(value, { method }) {
    if (method === undefined) return UNKNOWN;
    return value.includes(method)
      ? PASSED
      : fail("request-method-not-allowed", `the method is not one of ${value.join(", ")}`);
  },
  encode: value => value,
  fromJson: json => textsOf(json, MOST_METHODS) ?? malformed(WANTED),
  toJson: value => value,
};
