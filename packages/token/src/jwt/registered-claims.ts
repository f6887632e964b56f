import { aud } from "../cat/aud.ts";
import type { Json, ParsedClaim } from "../cat/claim.ts";
import { exp as expClaim } from "../cat/exp.ts";
import { iss as issClaim } from "../cat/iss.ts";
import { nbf as nbfClaim } from "../cat/nbf.ts";
import { parsedClaim } from "../cat/parsed-claim.ts";
import type { Refused } from "../formats/judgement.ts";
import { isText, textOrList } from "./claim-values.ts";
import { malformed } from "./refused.ts";
import type { JsonObject } from "./strict-json.ts";

/** The claims that every map shares (RFC 7519 section 4.1). Times are Unix seconds, fractions allowed. */
export interface RegisteredClaims {
  readonly issuer: string | undefined;
  readonly subject: string | undefined;
  readonly id: string | undefined;
  readonly issuedAtSeconds: number | undefined;
  readonly expiresAtSeconds: number | undefined;
  readonly notBeforeSeconds: number | undefined;
  /** exp and nbf where they are there, iss and aud always: they may be asked for. In this order. */
  readonly limits: readonly ParsedClaim[];
}

export const registeredNames = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"] as const;

/** Reads them; refused when a time is not a finite number, or another one is not a text that says something. */
export function readRegistered(claims: JsonObject): RegisteredClaims | Refused {
  const { iss, sub, jti, iat, exp, nbf } = claims;
  if (!isTime(exp)) return malformed("exp is not a number of seconds", "exp");
  if (!isTime(nbf)) return malformed("nbf is not a number of seconds", "nbf");
  if (!isTime(iat)) return malformed("iat is not a number of seconds", "iat");
  if (iss !== undefined && !isText(iss)) return malformed("iss is not a text", "iss");
  if (sub !== undefined && typeof sub !== "string") return malformed("sub is not a text", "sub");
  if (jti !== undefined && !isText(jti)) return malformed("jti is not a text", "jti");
  const audiences = textOrList(claims.aud);
  if (claims.aud !== undefined && !audiences)
    return malformed("aud is neither a text nor a list of texts", "aud");
  const limits: ParsedClaim[] = [];
  if (exp !== undefined) limits.push(parsedClaim(expClaim, exp));
  if (nbf !== undefined) limits.push(parsedClaim(nbfClaim, nbf));
  limits.push(parsedClaim(issClaim, iss), parsedClaim(aud, audiences));
  return {
    issuer: iss,
    subject: sub,
    id: jti,
    issuedAtSeconds: iat,
    expiresAtSeconds: exp,
    notBeforeSeconds: nbf,
    limits,
  };
}

/** JSON has no NaN, but `1e999` is read as infinity. */
function isTime(value: Json | undefined): value is number | undefined {
  return value === undefined || Number.isFinite(value);
}
