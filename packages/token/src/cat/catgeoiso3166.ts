import { fail, pass } from "../finding.ts";
import { alpha2Of } from "../geo/country-codes.ts";
import type { RequestContext } from "../request-context.ts";
import type { Claim, Malformed } from "./claim.ts";
import { crsRefused } from "./crs.ts";
import { malformed, textsOf } from "./shapes.ts";

const MOST_PLACES = 500;
const WANTED = "it must be a list of codes like SE, SWE or SE-AB";
/** ISO 3166-1 alpha-2 or alpha-3, or ISO 3166-2. */
const CODE = /^(?:[A-Za-z]{2,3}|[A-Za-z]{2}-[A-Za-z0-9]{1,3})$/;
const PASSED = pass("the client is in a listed place");
const COUNTRY_UNKNOWN = fail("context-missing", "the client's country is not known");
const REGION_UNKNOWN = fail("context-missing", "the client's region is not known");

/** Countries and their parts; the client must be in one of them. In any case; alpha-3 codes mean their country. */
export const catgeoiso3166: Claim<readonly string[]> = {
  name: "catgeoiso3166",
  label: 316,
  summary: "Countries and regions (ISO 3166) in which the token may be used; one suffices.",
  source: "CTA-5007-B 4.6.14",
  checkedAt: "manifest",
  parse: value => crsRefused(value) ?? read(value),
  judge,
  encode: value => value,
  fromJson: read,
  toJson: value => value,
};

function read(value: unknown): readonly string[] | Malformed {
  const codes = textsOf(value, MOST_PLACES);
  return codes?.every(code => CODE.test(code)) ? codes : malformed(WANTED);
}

function judge(codes: readonly string[], { country, region }: RequestContext) {
  if (country === undefined) return COUNTRY_UNKNOWN;
  const here = country.toUpperCase();
  let needsRegion = false;
  for (const code of codes) {
    const [wanted = "", part] = code.toUpperCase().split("-");
    if ((alpha2Of(wanted) ?? wanted) !== here) continue;
    if (part === undefined || part === region?.toUpperCase()) return PASSED;
    if (region === undefined) needsRegion = true;
  }
  return needsRegion ? REGION_UNKNOWN : fail("country-not-allowed", `not in ${codes.join(", ")}`);
}
