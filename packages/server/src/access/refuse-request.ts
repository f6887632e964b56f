import type { DenyReason } from "@sluice/policy";
import { outsideText } from "../lib/redact.ts";
import type { DecisionLog } from "../telemetry/decision-log.ts";

/** A request that is refused before any token or session is looked at. */
export interface BareRequest {
  readonly segments: readonly string[];
  readonly ip: string | undefined;
  readonly nowMilliseconds: number;
}

/** Writes down refusals for what the request is, rather than for whom it comes from. Answers the reference. */
export function createRefuseRequest(options: {
  readonly decisions: DecisionLog;
  readonly drawRef: () => string;
}): (request: BareRequest, reason: DenyReason) => string {
  return (request, reason) => {
    const ref = options.drawRef();
    options.decisions.record({
      ref,
      atMilliseconds: request.nowMilliseconds,
      organization: undefined,
      allowed: false,
      reason,
      door: "gateway",
      action: "play",
      stream: outsideText(request.segments.slice(0, 2).join("/")) || undefined,
      tokenId: undefined,
      sessionId: undefined,
      user: undefined,
      ip: request.ip,
      userAgent: undefined,
      rules: [{ rule: "request", outcome: "fail", detail: reason }],
    });
    return ref;
  };
}
