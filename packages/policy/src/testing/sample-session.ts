import type { NewSession, SessionRecord } from "../session.ts";

/** A session of the token `t1` that is asked for, a player's unless told otherwise. */
export function sampleNewSession(nowSeconds: number, changes: Partial<NewSession> = {}): NewSession {
  return {
    id: "new",
    organization: "acme",
    application: "live",
    stream: "live/a",
    group: "live/a",
    action: "play",
    door: "gateway",
    tokenId: "t1",
    user: undefined,
    tag: undefined,
    tokenIssuedAtMilliseconds: 0,
    issuedBy: undefined,
    keyId: undefined,
    jti: undefined,
    holder: { agent: "player", prefix4: "203.0.113.0/24", prefix6: undefined },
    address: "203.0.113.7",
    bound: true,
    maxSessions: undefined,
    streamMaxSessions: undefined,
    startedAtSeconds: nowSeconds,
    capSeconds: nowSeconds + 1_000,
    untilSeconds: undefined,
    idleSeconds: 90,
    leaseSeconds: 45,
    ...changes,
  };
}

/** The same a second after it began, as `old`. */
export function sampleRunning(asked: NewSession, changes: Partial<SessionRecord> = {}): SessionRecord {
  const nowSeconds = asked.startedAtSeconds;
  return {
    ...asked,
    id: "old",
    startedAtSeconds: nowSeconds - 1,
    repeats: 0,
    lastSeenSeconds: nowSeconds - 1,
    leaseUntilSeconds: nowSeconds + 44,
    bytes: 0,
    requests: 0,
    endedAtSeconds: undefined,
    endReason: undefined,
    ...changes,
  };
}
