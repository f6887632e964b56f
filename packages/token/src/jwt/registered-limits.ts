import type { Json, ParsedClaim } from "../cat/claim.ts";
import { type Finding, fail, pass } from "../finding.ts";
import type { RequestContext } from "../request-context.ts";

/** Refused on and after `seconds`; no leeway (RFC 7519 section 4.1.4). */
export function expLimit(seconds: number): ParsedClaim {
  return limit("exp", seconds, ({ nowSeconds }) =>
    nowSeconds < seconds ? pass("not expired") : fail("token-expired", "exp has come"),
  );
}

/** Refused before `seconds`; no leeway (RFC 7519 section 4.1.5). */
export function nbfLimit(seconds: number): ParsedClaim {
  return limit("nbf", seconds, ({ nowSeconds }) =>
    nowSeconds >= seconds ? pass("nbf has come") : fail("token-not-yet-valid", "nbf has not come"),
  );
}

/** The issuer is one of those that the context believes, where it names any. */
export function issLimit(issuer: string): ParsedClaim {
  return limit("iss", issuer, ({ issuers }) =>
    issuers === undefined || issuers.includes(issuer)
      ? pass("the issuer is believed")
      : fail("issuer-not-allowed", "the issuer is not among those that are believed"),
  );
}

/** This recipient is among the audiences, where it has a name. */
export function audLimit(named: readonly string[]): ParsedClaim {
  return limit("aud", named, ({ audiences }) =>
    audiences === undefined || named.some(audience => audiences.includes(audience))
      ? pass("this recipient is meant")
      : fail("audience-not-allowed", "the token is for another recipient"),
  );
}

function limit(name: string, json: Json, judge: (context: RequestContext) => Finding): ParsedClaim {
  return { name, checkedAt: "entry", isLimit: true, judge, toJson: () => json };
}
