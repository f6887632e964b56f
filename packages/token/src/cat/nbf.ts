import { fail, pass } from "../finding.ts";
import type { Claim } from "./claim.ts";
import { numericDate } from "./numeric-date.ts";

const PASSED = pass("the token has begun");

/** Valid from this second on, with no leeway for clocks. */
export const nbf: Claim<number> = {
  ...numericDate,
  name: "nbf",
  label: 5,
  summary: "The token is valid from this time on, in Unix seconds.",
  source: "RFC 8392 3.1.5, CTA-5007-B 4.6.4",
  checkedAt: "entry",
  judge: (value, context) =>
    context.nowSeconds >= value
      ? PASSED
      : fail("token-not-yet-valid", `begins in ${Math.ceil(value - context.nowSeconds)} s`),
};
