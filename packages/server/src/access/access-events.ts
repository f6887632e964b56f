import { type EndReason, type SessionRecord, tokenIdOf } from "@sluice/policy";
import { outsideText } from "../lib/redact.ts";
import type { LiveSession } from "../sessions/live-session.ts";
import type { DecisionRecord } from "../store/store.ts";
import type { Events } from "../telemetry/events.ts";
import type { Outcome } from "./check-access.ts";
import type { AccessQuestion } from "./question.ts";

/**
 * Says what a decision has done: a session began and a use was counted, or somebody was refused. Nothing has happened
 * when a session went on, or when it was only asked what would happen (`peek`).
 */
export function emitDecision<T>(
  events: Events,
  { mode }: AccessQuestion,
  outcome: Outcome<T>,
  decision: DecisionRecord,
): void {
  if (mode === "peek") return;
  if (!outcome.allowed) emitRefusal(events, decision, outcome.token?.tag);
  else if (outcome.session && !outcome.continued) emitStart(events, outcome.session.record, decision);
}

/** Says that somebody was refused. Without an organization there is nobody to tell. */
export function emitRefusal(events: Events, decision: DecisionRecord, tag: string | undefined): void {
  const { organization, reason } = decision;
  if (organization === undefined || reason === undefined) return;
  const { ref, door, action, stream, tokenId, sessionId, user, ip, userAgent, atMilliseconds } = decision;
  events.emit({
    type: "access.refused",
    organization,
    application: stream?.includes("/") ? stream.split("/", 1)[0] : undefined,
    user,
    atMilliseconds,
    data: () => ({
      token: tokenId ?? null,
      session: sessionId ?? null,
      stream: stream ?? null,
      action,
      door,
      user: user ?? null,
      tag: tag ?? null,
      ip: ip ?? null,
      user_agent: userAgent ?? null,
      reason,
      ref,
    }),
  });
}

/** Says that a session is over. */
export function emitEnd(
  events: Events,
  session: LiveSession,
  reason: EndReason,
  nowMilliseconds: number,
): void {
  const { organization, application, user } = session.record;
  events.emit({
    type: "session.ended",
    organization,
    application,
    user,
    atMilliseconds: nowMilliseconds,
    data: () => ({
      ...occasionOf(session.record),
      reason,
      started_at: session.record.startedAtSeconds,
      ended_at: Math.floor(nowMilliseconds / 1000),
      bytes: session.bytes,
      requests: session.requests,
    }),
  });
}

function emitStart(events: Events, session: SessionRecord, { ref, atMilliseconds }: DecisionRecord): void {
  const { organization, application, user } = session;
  const about = { organization, application, user, atMilliseconds };
  const token = tokenIdOf(session);
  if (token !== undefined && !session.isResumed) {
    events.emit({ type: "token.used", ...about, data: () => ({ ...occasionOf(session), token, ref }) });
  }
  events.emit({
    type: "session.started",
    ...about,
    data: () => ({
      ...occasionOf(session),
      user_agent: outsideText(session.holder.agent),
      started_at: session.startedAtSeconds,
      ref,
    }),
  });
}

function occasionOf(session: SessionRecord) {
  return {
    token: tokenIdOf(session) ?? null,
    session: session.id,
    stream: session.stream,
    action: session.action,
    door: session.door,
    user: session.user ?? null,
    tag: session.tag ?? null,
    ip: session.address ?? null,
  };
}
