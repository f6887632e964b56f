import { type DenyReason, type DoorName, neighbourhoodOf } from "@sluice/policy";
import { createRecentRefs } from "../lib/recent-refs.ts";
import { outsideText } from "../lib/redact.ts";
import type { DecisionLog } from "../telemetry/decision-log.ts";

/** A request that is refused before any token or session is looked at. */
export interface BareRequest {
  readonly segments: readonly string[];
  readonly ip: string | undefined;
  readonly nowMilliseconds: number;
  /** Default: the gateway. */
  readonly door?: DoorName | undefined;
}

/**
 * Writes down refusals for what the request is, rather than for whom it comes from. Answers the reference: one for all
 * that a stranger is refused for the same reason within 10 s.
 */
export function createRefuseRequest(options: {
  readonly decisions: DecisionLog;
  readonly drawRef: () => string;
}): (request: BareRequest, reason: DenyReason) => string {
  const recentRef = createRecentRefs(options.drawRef);
  return (request, reason) => {
    const key = `${neighbourhoodOf(request.ip)} ${reason}`;
    const { ref, isRepeat } = recentRef(key, request.nowMilliseconds);
    const write = isRepeat ? options.decisions.repeat : options.decisions.record;
    write({
      ref,
      atMilliseconds: request.nowMilliseconds,
      organization: undefined,
      allowed: false,
      reason,
      door: request.door ?? "gateway",
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
