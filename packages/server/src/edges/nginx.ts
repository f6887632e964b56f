import { denyText } from "@sluice/policy";
import { allow } from "./answering/allow.ts";
import { refuseBriefly } from "./answering/refuse-briefly.ts";
import { readOriginalHeaders } from "./asking/original-headers.ts";
import type { WebEdge } from "./web-edge.ts";

/**
 * nginx with `auth_request` (ngx_http_auth_request_module.c): 2xx lets pass, 401 and 403 are told to the client, anything else
 * becomes a 500. The answer's body reaches nobody.
 */
export const nginx: WebEdge = {
  kind: "nginx",
  parse: readOriginalHeaders,
  render: outcome =>
    outcome.outcome === "allowed"
      ? allow(outcome)
      : refuseBriefly(outcome, { status: denyText(outcome.reason).status, body: "" }),
};
