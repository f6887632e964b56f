import { randomBytes } from "node:crypto";
import type { AdmissionRequest, Holder, NewSession, StateCheck } from "@sluice/policy";
import type { ApiKeyRecord } from "../api-keys.ts";
import type { AuditEntry } from "../audit.ts";
import type { NewRevocation } from "../revocations.ts";
import type { DecisionRecord } from "../store.ts";
import type { TokenRecord } from "../token-record.ts";

/** The second at which the tests begin: far in the past, so that a store that asks a clock of its own fails. */
export const START_SECONDS = 1_000_000;

/** A holder with this User-Agent behind one IPv4 network. */
export function holder(agent: string, prefix4 = "203.0.113.0/24"): Holder {
  return { agent, prefix4, prefix6: undefined };
}

/** A one-time token for `live/a`, unless told otherwise. */
export function sampleToken(changes: Partial<TokenRecord> = {}): TokenRecord {
  return {
    id: `st_${randomBytes(6).toString("hex")}`,
    organization: "acme",
    kind: "one-time",
    secretHash: new Uint8Array(randomBytes(32)),
    action: "play",
    target: { streams: ["live/a"] },
    notBeforeSeconds: undefined,
    expiresAtSeconds: undefined,
    maxUses: 1,
    maxSessions: undefined,
    ip: [],
    domains: [],
    user: undefined,
    tag: undefined,
    annotations: [],
    disconnectAtExpiry: false,
    issuedAtMilliseconds: START_SECONDS * 1000,
    issuedBy: "key",
    keyId: undefined,
    jti: undefined,
    profile: undefined,
    claims: [],
    uses: 0,
    revokedAtSeconds: undefined,
    suspendedAtSeconds: undefined,
    version: 1,
    ...changes,
  };
}

/** An administrator's key, unless told otherwise. */
export function sampleApiKey(changes: Partial<ApiKeyRecord> = {}): ApiKeyRecord {
  return {
    id: `sk_${randomBytes(4).toString("hex")}`,
    organization: "acme",
    name: "ci",
    hash: new Uint8Array(randomBytes(32)),
    previous: undefined,
    scopes: ["admin"],
    applications: undefined,
    actions: ["play", "publish"],
    longestTtlSeconds: undefined,
    expiresAtSeconds: undefined,
    createdAtSeconds: START_SECONDS,
    createdBy: "start",
    lastUsedAtSeconds: undefined,
    version: 1,
    ...changes,
  };
}

/** A change of a thing by an administrator, unless told otherwise. */
export function sampleAuditEntry(changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    organization: "acme",
    actor: "sk_sample00",
    address: "192.0.2.1",
    action: "thing.update",
    subject: { kind: "thing", id: "t" },
    user: undefined,
    before: { name: "old" },
    after: { name: "new" },
    atMilliseconds: START_SECONDS * 1000,
    ...changes,
  };
}

/** What of an admission a test may choose; the rest follows from the token. */
export interface RequestChanges extends Partial<NewSession> {
  readonly form?: AdmissionRequest["form"];
  readonly grace?: AdmissionRequest["grace"];
  readonly comeback?: AdmissionRequest["comeback"];
  readonly nowSeconds?: number;
}

/** An admission with the token, by a fresh viewer, with the checks its limits ask for. */
export function sampleRequest(token: TokenRecord, changes: RequestChanges = {}): AdmissionRequest {
  const {
    form = "first",
    grace = { seconds: 10, repeats: 3 },
    comeback,
    nowSeconds = START_SECONDS,
    ...rest
  } = changes;
  const checks: StateCheck[] = [];
  if (token.maxUses !== undefined) checks.push({ kind: "use", max: token.maxUses });
  if (token.maxSessions !== undefined) checks.push({ kind: "slot", max: token.maxSessions, of: "token" });
  return { checks, form, grace, comeback, nowSeconds, session: { ...sessionOf(token, nowSeconds), ...rest } };
}

/** A revocation by user `eve` of all that was issued up to now, unless told otherwise. */
export function sampleRevocation(changes: Partial<NewRevocation> = {}): NewRevocation {
  return {
    id: `rv_${randomBytes(6).toString("hex")}`,
    organization: "acme",
    selector: { user: "eve" },
    issuedUpToMilliseconds: undefined,
    untilSeconds: undefined,
    createdBy: "key",
    applications: undefined,
    nowSeconds: START_SECONDS,
    ...changes,
  };
}

/** A refused request. */
export function sampleDecision(ref: string, changes: Partial<DecisionRecord> = {}): DecisionRecord {
  return {
    ref,
    atMilliseconds: START_SECONDS * 1000,
    organization: "acme",
    allowed: false,
    reason: "token-already-used",
    door: "gateway",
    action: "play",
    stream: "live/a",
    tokenId: "st_000000000000",
    sessionId: undefined,
    user: undefined,
    ip: "203.0.113.7",
    userAgent: "player",
    rules: [{ rule: "uses", outcome: "fail", detail: "1 of 1 uses are spent" }],
    ...changes,
  };
}

function sessionOf(token: TokenRecord, nowSeconds: number): NewSession {
  const id = randomBytes(16).toString("base64url");
  return {
    id,
    organization: token.organization,
    application: "live",
    stream: "live/a",
    group: "live/a",
    action: "play",
    door: "gateway",
    tokenId: token.id,
    user: token.user,
    tag: token.tag,
    tokenIssuedAtMilliseconds: token.issuedAtMilliseconds,
    issuedBy: token.issuedBy,
    keyId: token.keyId,
    jti: token.jti,
    holder: holder(`player ${id}`),
    address: "203.0.113.7",
    bound: token.maxUses !== undefined || token.maxSessions !== undefined,
    maxSessions: token.maxSessions,
    streamMaxSessions: undefined,
    startedAtSeconds: nowSeconds,
    capSeconds: nowSeconds + 43_200,
    untilSeconds: undefined,
    idleSeconds: 90,
    leaseSeconds: 45,
  };
}
