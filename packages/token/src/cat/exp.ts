import { fail, pass } from "../finding.ts";
import type { Claim } from "./claim.ts";
import { numericDate } from "./numeric-date.ts";

const PASSED = pass("the token has not ended");

/** Over at this second itself, with no leeway for clocks. */
export const exp: Claim<number> = {
  ...numericDate,
  name: "exp",
  label: 4,
  summary: "The token is valid before this time, in Unix seconds; at the second itself it is over.",
  source: "RFC 8392 3.1.4, CTA-5007-B 4.6.3",
  checkedAt: "entry",
  judge: (value, context) =>
    context.nowSeconds < value
      ? PASSED
      : fail("token-expired", `expired ${Math.ceil(context.nowSeconds - value)} s ago`),
};
