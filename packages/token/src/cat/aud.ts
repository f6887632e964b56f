import { fail, pass } from "../finding.ts";
import type { Claim } from "./claim.ts";
import { malformed, oneOrList, oneOrMoreTexts } from "./shapes.ts";

const MOST_AUDIENCES = 100;
const PASSED = pass("the token is meant for this recipient");
const NOT_JUDGED = pass("no audience is configured");
const ABSENT = fail("audience-not-allowed", "the token names no audience");
const DENIED = fail("audience-not-allowed", "the token is meant for other recipients");
const WANTED = "it must be a text, or a list of texts";

/** Whom the token is meant for. Undefined stands for a token without `aud`. */
export const aud: Claim<readonly string[] | undefined> = {
  name: "aud",
  label: 3,
  summary:
    "Which recipients the token is meant for. Where audiences are configured one must match, and none may be missing.",
  source: "RFC 8392 3.1.3, CTA-5007-B 4.6.2",
  checkedAt: "entry",
  parse: value => oneOrMoreTexts(value, MOST_AUDIENCES) ?? malformed(WANTED),
  judge(value, { audiences }) {
    if (audiences === undefined) return NOT_JUDGED;
    if (value === undefined) return ABSENT;
    for (const name of value) if (audiences.includes(name)) return PASSED;
    return DENIED;
  },
  encode: value => value && oneOrList(value),
  fromJson: json => oneOrMoreTexts(json, MOST_AUDIENCES) ?? malformed(WANTED),
  toJson: value => (value ? oneOrList(value) : null),
};
