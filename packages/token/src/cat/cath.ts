import type { CborValue } from "../cbor/value.ts";
import { fail, pass } from "../finding.ts";
import { type Claim, isMalformed, type Json, type Malformed } from "./claim.ts";
import { isCborMap, isJsonObject, malformed } from "./shapes.ts";
import {
  encodeTextMatch,
  matchesText,
  parseTextMatch,
  type TextMatch,
  textMatchFromJson,
  textMatchToJson,
} from "./text-match.ts";

const PASSED = pass("every named header matches");
const UNKNOWN = fail("context-missing", "the headers are not known");
const TOO_MUCH = fail("context-missing", "a regular expression is too much work for a header");
const WANTED = "it must be a map of header names";
/** A header's name is a token (RFC 9110 section 5.1). */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

interface HeaderLimit {
  readonly name: string;
  readonly lowerName: string;
  readonly match: TextMatch;
}

/** Headers that must be sent and match, all of them. Names in any case; repeated lines are joined by commas. */
export const cath: Claim<readonly HeaderLimit[]> = {
  name: "cath",
  label: 315,
  summary: "Headers that the request must carry, and what they must be. A header that is missing refuses.",
  source: "CTA-5007-B 4.6.13",
  checkedAt: "entry",
  parse,
  judge(limits, { header }) {
    if (header === undefined) return UNKNOWN;
    for (const { lowerName, match } of limits) {
      const value = header(lowerName);
      if (value === undefined) return fail("header-not-allowed", `${lowerName} was not sent`);
      const isMet = matchesText(match, value);
      if (isMet === undefined) return TOO_MUCH;
      if (!isMet) return fail("header-not-allowed", `${lowerName} does not match`);
    }
    return PASSED;
  },
  encode: limits => new Map(limits.map(({ name, match }) => [name, encodeTextMatch(match)])),
  fromJson,
  toJson: limits => Object.fromEntries(limits.map(({ name, match }) => [name, textMatchToJson(match)])),
};

function parse(value: CborValue): readonly HeaderLimit[] | Malformed {
  if (!isCborMap(value) || value.size === 0) return malformed(WANTED);
  const limits: HeaderLimit[] = [];
  for (const [name, raw] of value) {
    const limit = headerLimit(name, parseTextMatch(raw));
    if (isMalformed(limit)) return limit;
    limits.push(limit);
  }
  return limits;
}

function fromJson(json: Json): readonly HeaderLimit[] | Malformed {
  if (!isJsonObject(json) || Object.keys(json).length === 0) return malformed(WANTED);
  const limits: HeaderLimit[] = [];
  for (const [name, wanted] of Object.entries(json)) {
    const limit = headerLimit(name, textMatchFromJson(wanted));
    if (isMalformed(limit)) return limit;
    limits.push(limit);
  }
  return limits;
}

function headerLimit(name: number | string, match: TextMatch | Malformed): HeaderLimit | Malformed {
  if (typeof name !== "string" || !NAME.test(name)) return malformed("a header's name is not one");
  return isMalformed(match) ? match : { name, lowerName: name.toLowerCase(), match };
}
