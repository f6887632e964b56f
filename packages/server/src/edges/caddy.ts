import { allow } from "./answering/allow.ts";
import { refuseInJson } from "./answering/refuse-in-json.ts";
import { readForwardedHeaders } from "./asking/forwarded-headers.ts";
import type { WebEdge } from "./web-edge.ts";

/**
 * Caddy with `forward_auth` (modules/caddyhttp/reverseproxy/forwardauth): 2xx lets pass, any other answer goes to the client as
 * it is. Caddy 2.6 repeats the client's query on our address, which says nothing: `X-Forwarded-Uri` alone counts.
 */
export const caddy: WebEdge = {
  kind: "caddy",
  parse: readForwardedHeaders,
  render: outcome =>
    outcome.outcome === "allowed" ? allow(outcome) : refuseInJson(outcome, status => status),
};
