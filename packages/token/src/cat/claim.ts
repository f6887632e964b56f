import type { CborValue } from "../cbor/value.ts";
import type { Finding } from "../finding.ts";
import type { RequestContext } from "../request-context.ts";
import type { CatReadings } from "./readings.ts";

/** A JSON value, for the written form of claims in APIs and builders. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What cannot be read, in plain words; never holds the value itself. */
export interface Malformed {
  readonly malformed: string;
  /** True where it keeps its format and asks for what is not done here: `claim-unsupported`. */
  readonly unsupported?: true;
}

/**
 * One claim of the Common Access Token. To add one: its file, and one line in cat/claims.ts. `Value` is the claim after
 * parsing: whatever `judge` needs, compiled once, so that a cached token costs no second parse.
 */
export interface Claim<Value> {
  /** As registered: `catu`. */
  readonly name: string;
  /** As registered with IANA (CWT Claims); composition claims have none and take theirs from a label profile. */
  readonly label: number;
  /** One sentence for the claims page. */
  readonly summary: string;
  /** Where it is specified: `CTA-5007-B 4.6.10`. */
  readonly source: string;
  /** `entry`: when a session is made. `manifest`: then, and again with every manifest of the session. */
  readonly checkedAt: "entry" | "manifest";
  parse(value: CborValue, readings: CatReadings): Value | Malformed;
  /** Pure. Missing context denies. Absent for claims that only inform (`sub`, `iat`). */
  judge?(value: Value, context: RequestContext): Finding;
  /** The claim on the wire, deterministic. */
  encode(value: Value): CborValue;
  /** From the JSON form, as an issuer writes it: `{"path": {"prefix": "/live/"}}`. */
  fromJson(json: Json): Value | Malformed;
  toJson(value: Value): Json;
}

/** A claim of one token, parsed. The pair is kept together by `parsedClaim`, which is the only way to make one. */
export interface ParsedClaim {
  readonly name: string;
  readonly checkedAt: "entry" | "manifest";
  /** True when it judges requests. */
  readonly isLimit: boolean;
  judge(context: RequestContext): Finding;
  toJson(): Json;
}

/** True for the answer of `parse` or `fromJson` that is a problem. */
export function isMalformed(value: unknown): value is Malformed {
  return typeof value === "object" && value !== null && "malformed" in value;
}
