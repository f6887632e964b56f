import { pass } from "../finding.ts";
import type { Claim } from "./claim.ts";
import { isUint, malformed, unsupported } from "./shapes.ts";

const VERSION = 1;
const PASSED = pass("version 1");

const read = (value: unknown) => {
  if (value === VERSION) return VERSION;
  return isUint(value) ? unsupported("only version 1 is known") : malformed("it must be 1");
};

/** The version of the Common Access Token: 1. */
export const catv: Claim<number> = {
  name: "catv",
  label: 310,
  summary: "The version of the Common Access Token: 1.",
  source: "CTA-5007-B 4.6.8",
  checkedAt: "entry",
  parse: read,
  judge: () => PASSED,
  encode: value => value,
  fromJson: read,
  toJson: value => value,
};
