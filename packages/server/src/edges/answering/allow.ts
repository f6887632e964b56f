import type { EdgeAnswer, EdgeOutcome } from "../web-edge.ts";
import { identityHeaders } from "./identity-headers.ts";

/** 200 without a body, which every edge takes for leave to go on. */
export function allow(outcome: Extract<EdgeOutcome, { outcome: "allowed" }>): EdgeAnswer {
  const { setCookie } = outcome;
  const cookie = setCookie === undefined ? {} : { "set-cookie": setCookie };
  return { status: 200, headers: { ...identityHeaders(outcome), ...cookie }, body: "" };
}
