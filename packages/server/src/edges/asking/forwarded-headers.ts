import { plainAddress } from "../../http/client-address.ts";
import type { EdgeCall, EdgeQuestion } from "../web-edge.ts";
import { soleHeader } from "./sole-header.ts";

/**
 * The headers that Caddy's `forward_auth` and Traefik's ForwardAuth write anew: `X-Forwarded-Uri`, `-Method`, `-For` and
 * `-Proto`. A list in `X-Forwarded-For` was begun by somebody else, whom the edge was told to trust: it is refused.
 */
export function readForwardedHeaders(call: EdgeCall): EdgeQuestion {
  const malformed = (problem: string): EdgeQuestion => ({ asks: "malformed", problem });
  const uri = soleHeader(call, "x-forwarded-uri");
  if (uri === undefined) return malformed("x-forwarded-uri");
  const method = soleHeader(call, "x-forwarded-method");
  if (method === undefined) return malformed("x-forwarded-method");
  const ip = plainAddress(soleHeader(call, "x-forwarded-for"));
  if (ip === undefined) return malformed("x-forwarded-for");
  const scheme = soleHeader(call, "x-forwarded-proto");
  if (scheme !== "http" && scheme !== "https") return malformed("x-forwarded-proto");
  return { asks: "access", method, uri, ip, isSecure: scheme === "https" };
}
