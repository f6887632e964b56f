import type { DenyReason, DoorName } from "@sluice/policy";
import { outsideText } from "../lib/redact.ts";
import type { DecisionLog } from "../telemetry/decision-log.ts";
import type { Continuation, SessionRequest } from "./continue-session.ts";

/** A player that keeps asking after its session ended gets one reference, not one a request. Milliseconds. */
const SAME_REF_MILLISECONDS = 10_000;
const MEMORY = 10_000;

/** Writes down refusals under sessions; answers the reference. */
export type RefuseSession = (
  request: SessionRequest,
  refused: Extract<Continuation, { ok: false }>,
) => { readonly ref: string; readonly reason: DenyReason };

export function createRefuseSession(options: {
  readonly decisions: DecisionLog;
  readonly drawRef: () => string;
}): RefuseSession {
  const recent = new Map<string, { ref: string; atMilliseconds: number }>();
  return (request, { reason, session, sessionId, record = session?.record }) => {
    const id = record?.id ?? sessionId;
    const key = `${id ?? request.client.ip} ${reason}`;
    const known = recent.get(key);
    if (known && request.nowMilliseconds - known.atMilliseconds < SAME_REF_MILLISECONDS) {
      return { ref: known.ref, reason };
    }
    const ref = options.drawRef();
    recent.delete(key);
    recent.set(key, { ref, atMilliseconds: request.nowMilliseconds });
    if (recent.size > MEMORY) recent.delete(recent.keys().next().value ?? "");
    const door: DoorName = record?.door ?? "gateway";
    options.decisions.record({
      ref,
      atMilliseconds: request.nowMilliseconds,
      organization: record?.organization,
      allowed: false,
      reason,
      door,
      action: record?.action ?? "play",
      stream: record?.stream,
      tokenId: record?.tokenId,
      sessionId: id,
      user: record?.user,
      ip: request.client.ip,
      userAgent: request.client.userAgent === undefined ? undefined : outsideText(request.client.userAgent),
      rules: [{ rule: "session", outcome: "fail", detail: `${request.resource} under a session: ${reason}` }],
    });
    return { ref, reason };
  };
}
