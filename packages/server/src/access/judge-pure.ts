import { type AccessRequest, type Constraint, evaluate, evaluateStream, type Verdict } from "@sluice/policy";
import type { LocatedStream } from "../registry/application.ts";
import type { VerifiedToken } from "./verified-token.ts";

/** Step 4 of the flow: the token's limits and the stream's own over one request; the token's reason comes first. */
export function judgePure(token: VerifiedToken, stream: LocatedStream, request: AccessRequest): Verdict {
  const ofToken = evaluate(token.constraints, request);
  const ofStream = evaluateStream(limitsOf(stream), request);
  const rules = [...ofToken.rules, ...ofStream.rules];
  if (ofToken.verdict === "deny") return { ...ofToken, rules };
  if (ofStream.verdict === "deny") return { ...ofStream, rules };
  return { verdict: "allow", rules, checks: [...ofToken.checks, ...ofStream.checks] };
}

function limitsOf({ limits, maxSessions: max }: LocatedStream): readonly Constraint[] {
  return max === undefined ? limits : [...limits, { kind: "sessions", max }];
}
