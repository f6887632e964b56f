import { denyText } from "@sluice/policy";
import { allow } from "./answering/allow.ts";
import { refuseBriefly } from "./answering/refuse-briefly.ts";
import { readOriginalHeaders } from "./asking/original-headers.ts";
import type { WebEdge } from "./web-edge.ts";

/** Varnish with our VCL, which asks first and restarts for what was allowed (deploy/edges/default.vcl). */
export const varnish: WebEdge = {
  kind: "varnish",
  parse: readOriginalHeaders,
  render: outcome =>
    outcome.outcome === "allowed"
      ? allow(outcome)
      : refuseBriefly(outcome, { status: denyText(outcome.reason).status, body: "reason" }),
};
