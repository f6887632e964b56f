import { type DenyReason, type DoorName, tokenIdOf } from "@sluice/policy";
import { createRecentRefs } from "../lib/recent-refs.ts";
import { outsideText } from "../lib/redact.ts";
import type { UsageMeter } from "../sessions/usage-meter.ts";
import type { DecisionRecord } from "../store/store.ts";
import type { DecisionLog } from "../telemetry/decision-log.ts";
import type { Events } from "../telemetry/events.ts";
import { emitRefusal } from "./access-events.ts";
import type { Continuation, SessionRequest } from "./continue-session.ts";

/**
 * Writes down refusals under sessions; answers the reference. A player that keeps asking after its session ended gets
 * one reference, not one a request.
 */
export type RefuseSession = (
  request: SessionRequest,
  refused: Extract<Continuation, { ok: false }>,
) => { readonly ref: string; readonly reason: DenyReason };

export function createRefuseSession(options: {
  readonly decisions: DecisionLog;
  readonly events: Events;
  readonly usage: UsageMeter;
  readonly drawRef: () => string;
}): RefuseSession {
  const recentRef = createRecentRefs(options.drawRef);
  return (request, { reason, detail, session, sessionId, record = session?.record }) => {
    const id = record?.id ?? sessionId;
    const key = `${id ?? request.client.ip} ${reason}`;
    const { ref, isRepeat } = recentRef(key, request.nowMilliseconds);
    const door: DoorName = record?.door ?? request.door ?? "gateway";
    const write = isRepeat ? options.decisions.repeat : options.decisions.record;
    const decision: DecisionRecord = {
      ref,
      atMilliseconds: request.nowMilliseconds,
      organization: record?.organization,
      allowed: false,
      reason,
      door,
      action: record?.action ?? "play",
      stream: record?.stream,
      tokenId: record && tokenIdOf(record),
      sessionId: id,
      user: record?.user,
      ip: request.client.ip,
      userAgent: request.client.userAgent === undefined ? undefined : outsideText(request.client.userAgent),
      rules: [
        {
          rule: "session",
          outcome: "fail",
          detail: `${request.resource} under a session: ${detail ?? reason}`,
        },
      ],
    };
    write(decision);
    if (!isRepeat) {
      if (record) options.usage.count(record, request.nowMilliseconds, { refused: 1 });
      emitRefusal(options.events, decision, record?.tag);
    }
    return { ref, reason };
  };
}
