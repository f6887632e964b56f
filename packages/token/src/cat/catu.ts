import type { CborValue } from "../cbor/value.ts";
import { type Finding, fail, pass } from "../finding.ts";
import type { CanonicalUri } from "../uri/canonical-uri.ts";
import { otherForm, type UriComponent, uriComponent, uriComponents } from "../uri/components.ts";
import { parseRequestUri } from "../uri/parse-request-uri.ts";
import { type Claim, isMalformed, type Json, type Malformed } from "./claim.ts";
import type { CatReadings } from "./readings.ts";
import { isCborMap, isJsonObject, malformed, unsupported } from "./shapes.ts";
import {
  encodeTextMatch,
  matchesText,
  parseTextMatch,
  type TextMatch,
  textMatchFromJson,
  textMatchToJson,
} from "./text-match.ts";

const PASSED = pass("every named part of the URL matches");
const UNKNOWN = fail("context-missing", "the URL is not known, or cannot be read");
const TOO_MUCH = fail("context-missing", "a regular expression is too much work for this URL");
const WANTED = "it must be a map of URL parts";
/** Characters of a URL in an explanation. */
const LONGEST_SHOWN = 200;

/** One part of the URL and what it must be. */
interface UriLimit {
  readonly component: UriComponent;
  readonly match: TextMatch;
  /** Reading dotlessExtension: the extension may also be judged without its dot. */
  readonly dotless: boolean;
}

/** Parts of the URL that must match, all of them. The URL is normalised first, and the token is not part of it. */
export const catu: Claim<readonly UriLimit[]> = {
  name: "catu",
  label: 312,
  summary:
    "What the parts of the URL must be: scheme, host, port, path, query, parent-path, filename, stem, extension.",
  source: "CTA-5007-B 4.6.10",
  checkedAt: "entry",
  parse,
  judge(limits, { url }) {
    const uri = url === undefined ? undefined : parseRequestUri(url);
    if (uri === undefined) return UNKNOWN;
    for (const limit of limits) {
      const isMet = meets(limit, uri);
      if (isMet === undefined) return TOO_MUCH;
      if (!isMet) return mismatch(limit.component, uri);
    }
    return PASSED;
  },
  encode: limits =>
    new Map(limits.map(({ component, match }) => [uriComponents.indexOf(component), encodeTextMatch(match)])),
  fromJson,
  toJson: limits =>
    Object.fromEntries(limits.map(({ component, match }) => [component, textMatchToJson(match)])),
};

/** What the URL has; what is wanted stands in the claim, which may have been encrypted and is not repeated. */
function mismatch(component: UriComponent, uri: CanonicalUri): Finding {
  const text = uriComponent(uri, component).slice(0, LONGEST_SHOWN);
  return fail("uri-not-allowed", `${component} of the URL is ${JSON.stringify(text)}, which does not match`);
}

function parse(value: CborValue, readings: CatReadings): readonly UriLimit[] | Malformed {
  if (!isCborMap(value) || value.size === 0) return malformed(WANTED);
  // At its length at once: an array that grows takes room for 17.
  const limits = new Array<UriLimit>(value.size);
  let read = 0;
  for (const [label, raw] of value) {
    const component = typeof label === "number" ? uriComponents[label] : undefined;
    if (component === undefined) return unsupported(`part ${label} of a URL is not known`);
    const match = parseTextMatch(raw);
    if (isMalformed(match)) return match;
    const dotless = component === "extension" && readings.dotlessExtension === true;
    limits[read] = { component, match, dotless };
    read += 1;
  }
  return limits;
}

function fromJson(json: Json): readonly UriLimit[] | Malformed {
  if (!isJsonObject(json) || Object.keys(json).length === 0) return malformed(WANTED);
  const limits: UriLimit[] = [];
  for (const [name, wanted] of Object.entries(json)) {
    const component = uriComponents.find(known => known === name);
    if (component === undefined) return unsupported(`part ${name} of a URL is not known`);
    const match = textMatchFromJson(wanted);
    if (isMalformed(match)) return match;
    limits.push({ component, match, dotless: false });
  }
  return limits;
}

function meets({ component, match, dotless }: UriLimit, uri: CanonicalUri): boolean | undefined {
  const text = uriComponent(uri, component);
  const isMet = matchesText(match, text);
  if (isMet !== false) return isMet;
  const other = dotless && text !== "" ? text.slice(1) : otherForm(uri, component);
  return other !== undefined && matchesText(match, other);
}
