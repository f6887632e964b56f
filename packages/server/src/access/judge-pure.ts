import {
  type AccessRequest,
  type Constraint,
  countedConstraints,
  evaluate,
  evaluateAncestor,
  evaluateStream,
  type Verdict,
} from "@sluice/policy";
import type { LocatedStream } from "../registry/application.ts";
import { judgeEmbedding } from "./embed-token.ts";
import type { VerifiedToken } from "./verified-token.ts";

/** Step 4 of the flow: the token's limits and the stream's own over one request; the token's reason comes first. */
export function judgePure(token: VerifiedToken, stream: LocatedStream, request: AccessRequest): Verdict {
  const ofToken = judgeToken(token, request);
  const ofStream = evaluateStream([...limitsOf(stream), ...publisherNetworks(stream, request)], request);
  const ofEmbedding = judgeEmbedding(token, stream);
  const rules = [...ofToken.rules, ...ofEmbedding, ...ofStream.rules];
  if (ofToken.verdict === "deny") return { ...ofToken, rules };
  if (ofEmbedding.some(({ outcome }) => outcome === "fail")) {
    return { verdict: "deny", reason: "token-revoked", rules };
  }
  if (ofStream.verdict === "deny") return { ...ofStream, rules };
  return { verdict: "allow", rules, checks: [...ofToken.checks, ...ofStream.checks] };
}

/** The limits of the token and of those it was delegated from; what the token itself says comes first. */
export function judgeToken({ constraints, ancestors = [] }: VerifiedToken, request: AccessRequest): Verdict {
  const own = evaluate(constraints, request);
  const verdicts = [own, ...ancestors.map(({ id, constraints: of }) => evaluateAncestor(id, of, request))];
  const rules = verdicts.flatMap(verdict => verdict.rules);
  const denied = verdicts.find(({ verdict }) => verdict === "deny");
  if (denied?.verdict === "deny") return { ...denied, rules };
  const checks = verdicts.flatMap(verdict => (verdict.verdict === "allow" ? verdict.checks : []));
  return { verdict: "allow", rules, checks };
}

function limitsOf({ limits, maxSessions, maxUses, further }: LocatedStream): readonly Constraint[] {
  if (maxSessions === undefined && maxUses === undefined && !further) return limits;
  return [...limits, ...countedConstraints({ maxSessions, maxUses, limits: further })];
}

/** Where publishers may be, by the setting `allowedPublisherCIDR` of the application. */
function publisherNetworks({ application }: LocatedStream, { action }: AccessRequest): readonly Constraint[] {
  const networks = application.antmedia.allowedPublisherCIDR;
  return action === "publish" && networks.length > 0 ? [{ kind: "ip", networks }] : [];
}
