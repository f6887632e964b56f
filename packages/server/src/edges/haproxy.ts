import { denyText } from "@sluice/policy";
import { allow } from "./answering/allow.ts";
import { refuseBriefly } from "./answering/refuse-briefly.ts";
import { readOriginalHeaders } from "./asking/original-headers.ts";
import type { WebEdge } from "./web-edge.ts";

/** HAProxy with our Lua action, which writes the question and reads the answer (deploy/edges/sluice.lua). */
export const haproxy: WebEdge = {
  kind: "haproxy",
  parse: readOriginalHeaders,
  render: outcome =>
    outcome.outcome === "allowed"
      ? allow(outcome)
      : refuseBriefly(outcome, { status: denyText(outcome.reason).status, body: "reason" }),
};
