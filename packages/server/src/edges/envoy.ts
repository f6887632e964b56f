import { plainAddress } from "../http/client-address.ts";
import { allow } from "./answering/allow.ts";
import { refuseInJson } from "./answering/refuse-in-json.ts";
import { soleHeader } from "./asking/sole-header.ts";
import type { EdgeAnswer, EdgeCall, EdgeQuestion, WebEdge } from "./web-edge.ts";

/** Statuses that Envoy passes on; of any other it makes an error of ours, which `failure_mode_allow` would let pass. */
const PASSED_ON: ReadonlySet<number> = new Set([401, 403, 429]);

/**
 * Envoy with `ext_authz` over HTTP (envoy.extensions.filters.http.ext_authz.v3): the original method, and the original path and
 * query behind `path_prefix: /verify/envoy`. 200 alone lets pass. Envoy waits 200 ms.
 */
export const envoy: WebEdge = {
  kind: "envoy",
  patienceMilliseconds: 150,
  asksBelow: true,
  parse,
  render: outcome =>
    outcome.outcome === "allowed"
      ? withoutCredentials(allow(outcome))
      : refuseInJson(outcome, status => (PASSED_ON.has(status) ? status : 403)),
};

/** Envoy takes these out of what it passes on, and this header out of our answer. */
function withoutCredentials(answer: EdgeAnswer): EdgeAnswer {
  const names = "authorization, cookie, cta-common-access-token, dpop, referer";
  return { ...answer, headers: { ...answer.headers, "x-envoy-auth-headers-to-remove": names } };
}

function parse(call: EdgeCall): EdgeQuestion {
  const malformed = (problem: string): EdgeQuestion => ({ asks: "malformed", problem });
  const { method, restPath, query } = call;
  if (restPath === "") return malformed("path");
  const ip = plainAddress(lastHop(call));
  if (ip === undefined) return malformed("x-forwarded-for");
  const scheme = soleHeader(call, "x-forwarded-proto");
  if (scheme !== "http" && scheme !== "https") return malformed("x-forwarded-proto");
  const uri = query === "" ? restPath : `${restPath}?${query}`;
  return { asks: "access", method, uri, ip, isSecure: scheme === "https" };
}

/** With `use_remote_address` Envoy adds the address that it sees at the end; everything before it came with the request. */
function lastHop({ headers }: EdgeCall): string | undefined {
  return headers["x-forwarded-for"]?.at(-1)?.split(",").at(-1)?.trim();
}
