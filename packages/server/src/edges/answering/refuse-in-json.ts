import { refusalBody } from "../../access/refusal-body.ts";
import { corsHeaders } from "../../http/cors.ts";
import type { EdgeAnswer, EdgeOutcome } from "../web-edge.ts";
import { challenge } from "./challenge.ts";
import { identityHeaders } from "./identity-headers.ts";

/**
 * The refusal that clients of the gateway see, for edges that pass it on: JSON, CORS headers, `Retry-After`. `statusOf` makes
 * of the reason's own status one that the edge understands.
 */
export function refuseInJson(
  outcome: Extract<EdgeOutcome, { outcome: "refused" }>,
  statusOf: (status: number) => number,
): EdgeAnswer {
  const full = refusalBody(outcome.reason, outcome.ref);
  const status = statusOf(full.status);
  const retry = full.retry_after === undefined ? {} : { "retry-after": String(full.retry_after) };
  return {
    status,
    headers: {
      ...corsHeaders,
      ...identityHeaders(outcome),
      ...challenge(status, outcome.reason),
      ...retry,
      "content-type": "application/json",
    },
    body: JSON.stringify({ ...full, status }),
  };
}
