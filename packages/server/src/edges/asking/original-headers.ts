import { plainAddress } from "../../http/client-address.ts";
import type { EdgeCall, EdgeQuestion } from "../web-edge.ts";
import { soleHeader } from "./sole-header.ts";

/**
 * The headers of our own recipes for nginx, HAProxy and Varnish, which write each of them anew: `X-Original-URI`,
 * `X-Original-Method`, `X-Original-Proto` and `X-Real-IP`. These recipes take `X-Forwarded-For` out, so that a question
 * which has it came by another proxy, and anybody may have asked it.
 */
export function readOriginalHeaders(call: EdgeCall): EdgeQuestion {
  const malformed = (problem: string): EdgeQuestion => ({ asks: "malformed", problem });
  if (call.headers["x-forwarded-for"] !== undefined) return malformed("x-forwarded-for");
  const uri = soleHeader(call, "x-original-uri");
  if (uri === undefined) return malformed("x-original-uri");
  const method = soleHeader(call, "x-original-method");
  if (method === undefined) return malformed("x-original-method");
  const ip = plainAddress(soleHeader(call, "x-real-ip"));
  if (ip === undefined) return malformed("x-real-ip");
  const scheme = soleHeader(call, "x-original-proto");
  if (scheme !== "http" && scheme !== "https") return malformed("x-original-proto");
  return { asks: "access", method, uri, ip, isSecure: scheme === "https" };
}
