import { type Finding, pass } from "../finding.ts";
import type { RequestContext } from "../request-context.ts";
import type { Claim, Json, ParsedClaim } from "./claim.ts";

const INFORMS = pass("it informs and limits nothing");

/** A claim and its value. A class, so that a token costs two fields for each claim and no closure. */
class ClaimOfToken<Value> implements ParsedClaim {
  readonly claim: Claim<Value>;
  readonly value: Value;

  constructor(claim: Claim<Value>, value: Value) {
    this.claim = claim;
    this.value = value;
  }

  get name(): string {
    return this.claim.name;
  }

  get checkedAt(): "entry" | "manifest" {
    return this.claim.checkedAt;
  }

  get isLimit(): boolean {
    return this.claim.judge !== undefined;
  }

  judge(context: RequestContext): Finding {
    return this.claim.judge === undefined ? INFORMS : this.claim.judge(this.value, context);
  }

  toJson(): Json {
    return this.claim.toJson(this.value);
  }
}

/** The only way to make a ParsedClaim. `value` is what the claim's own `parse` or `fromJson` answered. */
export function parsedClaim<Value>(claim: Claim<Value>, value: Value): ParsedClaim {
  return new ClaimOfToken(claim, value);
}

/** The value of `claim` among a token's claims; undefined when the token has none. */
export function claimValue<Value>(claims: readonly ParsedClaim[], claim: Claim<Value>): Value | undefined {
  for (const parsed of claims) {
    // The claim says of what type its value is.
    if (parsed instanceof ClaimOfToken && parsed.claim === claim) return parsed.value as Value;
  }
  return undefined;
}
