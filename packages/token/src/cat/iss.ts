import { fail, pass } from "../finding.ts";
import type { Claim } from "./claim.ts";
import { malformed } from "./shapes.ts";

const PASSED = pass("the issuer is known");
const NOT_JUDGED = pass("the key alone decides");
const ABSENT = fail("issuer-not-allowed", "the token names no issuer");
const WANTED = "it must be a text";

/** Who made the token. Undefined stands for a token without `iss`: where issuers are known, that is refused too. */
export const iss: Claim<string | undefined> = {
  name: "iss",
  label: 1,
  summary:
    "Who made the token. Where issuers are configured it must be one of them, and must not be missing.",
  source: "RFC 8392 3.1.1, CTA-5007-B 4.6.1",
  checkedAt: "entry",
  parse: value => (typeof value === "string" ? value : malformed(WANTED)),
  judge(value, { issuers }) {
    if (issuers === undefined) return NOT_JUDGED;
    if (value === undefined) return ABSENT;
    return issuers.includes(value) ? PASSED : fail("issuer-not-allowed", "the issuer is not known here");
  },
  encode: value => value,
  fromJson: json => (typeof json === "string" ? json : malformed(WANTED)),
  toJson: value => value ?? null,
};
