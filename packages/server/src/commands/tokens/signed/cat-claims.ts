import type { Json } from "@sluice/token";
import type { PublicUrls } from "../../../lib/public-urls.ts";
import type { TokenRecord } from "../../../store/token-record.ts";
import { invalidFields, type Outcome } from "../../command-problem.ts";
import type { WrittenClaims } from "../token-grant.ts";
import { pathPattern } from "./uri-pattern.ts";

/** Claims that the other words of a grant write. */
const OWN_WORDS = new Map([
  ["iss", "key"],
  ["iat", "key"],
  ["cti", "key"],
  ["exp", "expires_at"],
  ["nbf", "not_before"],
]);

/** What the claims of a CAT are made of. */
export interface CatOrder {
  readonly record: TokenRecord;
  readonly cti: string;
  readonly issuer: string;
  /** The only issuer that the key vouches for; undefined: it vouches for any. */
  readonly requiredIssuer?: string | undefined;
  readonly urls: PublicUrls;
  /** More claims, as the issuer has them. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** In place of all that would be written by itself. */
  readonly written?: WrittenClaims | undefined;
}

/** The claims in their JSON form. What the target means is written as `catu`, unless the issuer gives one. */
export function catClaims(order: CatOrder): Outcome<Record<string, Json>> {
  const { record, cti, issuer, urls, claims, written: asWritten } = order;
  if (asWritten) return writtenClaims(order, asWritten);
  const problems = Object.keys(claims).flatMap(name => {
    const word = OWN_WORDS.get(name);
    return word === undefined ? [] : [{ field: `claims.${name}`, message: `is written by ${word}` }];
  });
  if (problems.length > 0) return invalidFields(problems);
  const written: Record<string, Json | undefined> = {
    iss: issuer,
    iat: Math.floor(record.issuedAtMilliseconds / 1000),
    nbf: record.notBeforeSeconds,
    exp: record.expiresAtSeconds,
    cti,
    catv: 1,
    catu: catuOf(record, urls),
    catnip: record.ip.length > 0 ? record.ip : undefined,
    catreplay: record.maxUses === 1 ? 1 : undefined,
    // The door has read them as JSON.
    ...(claims as Record<string, Json>),
  };
  return { done: Object.fromEntries(Object.entries(written).filter(isGiven)) };
}

/** What the issuer has spelt out, and the little without which nobody could tell, end or accept the token. */
function writtenClaims(
  { record, cti, requiredIssuer }: CatOrder,
  written: WrittenClaims,
): Outcome<Record<string, Json>> {
  const iss = written.iss ?? requiredIssuer;
  if (requiredIssuer !== undefined && iss !== requiredIssuer) {
    return invalidFields([{ field: "iss", message: "the key vouches for another issuer alone" }]);
  }
  const { notBeforeSeconds: nbf, expiresAtSeconds: exp } = record;
  const claims: Record<string, Json | undefined> = { ...written, iss, nbf, exp, cti };
  return { done: Object.fromEntries(Object.entries(claims).filter(isGiven)) };
}

function isGiven(entry: [string, Json | undefined]): entry is [string, Json] {
  return entry[1] !== undefined;
}

function catuOf({ target }: TokenRecord, urls: PublicUrls): Json | undefined {
  if (!("streams" in target)) return undefined;
  const [only, ...others] = target.streams;
  if (only !== undefined && others.length === 0) return { path: { prefix: `${urls.basePath}/${only}/` } };
  return { path: { regex: [pathPattern(urls, target)] } };
}
