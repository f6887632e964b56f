import type { NewSession } from "@sluice/policy";
import type { LocatedStream } from "../registry/application.ts";
import { observeHolder } from "../sessions/holder.ts";
import type { AccessQuestion } from "./question.ts";
import type { VerifiedToken } from "./verified-token.ts";

/** The session that an admitted question becomes. */
export function newSession(
  id: string,
  question: AccessQuestion,
  token: VerifiedToken,
  stream: LocatedStream,
): NewSession {
  const nowSeconds = Math.floor(question.nowMilliseconds / 1000);
  const clocks = stream.application.clocks[stream.kind];
  return {
    id,
    ...stream.facts,
    action: question.action,
    door: question.door,
    tokenId: token.id,
    user: token.user,
    tag: token.tag,
    tokenIssuedAtMilliseconds: token.issuedAtMilliseconds,
    holder: observeHolder(question.client),
    address: question.client.ip,
    bound: token.maxUses !== undefined || token.maxSessions !== undefined,
    maxSessions: token.maxSessions,
    startedAtSeconds: nowSeconds,
    capSeconds: nowSeconds + clocks.maxSeconds,
    untilSeconds: token.disconnectAtExpiry ? token.expiresAtSeconds : undefined,
    idleSeconds: clocks.idleSeconds,
    leaseSeconds: clocks.leaseSeconds,
  };
}
