import type { EdgeAnswer, EdgeOutcome } from "../web-edge.ts";
import { challenge } from "./challenge.ts";
import { identityHeaders } from "./identity-headers.ts";

/** 401 or 403 and nothing else, with the reason in `X-Auth-Reason`; `body` goes to whoever shows it. */
export function refuseBriefly(
  outcome: Extract<EdgeOutcome, { outcome: "refused" }>,
  { status, body }: { readonly status: number; readonly body: "" | "reason" },
): EdgeAnswer {
  const clamped = status === 401 ? 401 : 403;
  const headers = { ...identityHeaders(outcome), ...challenge(clamped, outcome.reason) };
  if (body === "") return { status: clamped, headers, body: "" };
  return { status: clamped, headers: { ...headers, "content-type": "text/plain" }, body: outcome.reason };
}
