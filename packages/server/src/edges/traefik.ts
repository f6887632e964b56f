import { allow } from "./answering/allow.ts";
import { refuseInJson } from "./answering/refuse-in-json.ts";
import { readForwardedHeaders } from "./asking/forwarded-headers.ts";
import type { WebEdge } from "./web-edge.ts";

/**
 * Traefik with ForwardAuth (pkg/middlewares/auth/forward.go): 2xx lets pass, any other answer goes to the client as it is.
 * Without `trustForwardHeader` its headers are its own.
 */
export const traefik: WebEdge = {
  kind: "traefik",
  parse: readForwardedHeaders,
  render: outcome =>
    outcome.outcome === "allowed" ? allow(outcome) : refuseInJson(outcome, status => status),
};
