import type {
  Action,
  AdmissionPlan,
  AdmissionRequest,
  BindingOutcome,
  BindingQuestion,
  BindingState,
  DenyReason,
  DoorName,
  EndReason,
  Holder,
  RuleOutcome,
  SessionRecord,
  StreamTotals,
} from "@sluice/policy";

import type { ApiKeyStore } from "./api-keys.ts";
import type { Audit, AuditStore } from "./audit.ts";
import type { DelegationStore } from "./delegations.ts";
import type { ErasureStore } from "./erasure.ts";
import type { GroupMoveStore } from "./group-moves.ts";
import type { IdempotencyStore } from "./idempotency.ts";
import type { ObjectStore } from "./objects.ts";
import type { OrganizationStore } from "./organizations.ts";
import type { Page } from "./page.ts";
import type { DecisionQuery, RevocationQuery, SessionQuery, TokenQuery } from "./queries.ts";
import type { RetentionStore } from "./retention.ts";
import type { NewRevocation, RevocationRecord, RevocationResult } from "./revocations.ts";
import type { SubscriberStore } from "./subscribers.ts";
import type { TokenChangeStore } from "./token-changes.ts";
import type { TokenKeyStore } from "./token-keys.ts";
import type { TokenRecord } from "./token-record.ts";
import type { UsageBatch, UsageStore } from "./usage.ts";
import type { WebhookStore } from "./webhooks.ts";

/** One refused (or admitted) request, kept so that `sluice why` can answer. Never holds a credential. */
export interface DecisionRecord {
  /** 10 characters that cannot be mistaken for each other. */
  readonly ref: string;
  readonly atMilliseconds: number;
  readonly organization: string | undefined;
  readonly allowed: boolean;
  /** Of a refusal; of one that only would have been, where the stream reports. */
  readonly reason: DenyReason | undefined;
  /** Where the stream does not enforce; undefined: it does. */
  readonly unenforced?: "report" | "off" | undefined;
  readonly door: DoorName;
  readonly action: Action;
  readonly stream: string | undefined;
  readonly tokenId: string | undefined;
  readonly sessionId: string | undefined;
  readonly user: string | undefined;
  readonly ip: string | undefined;
  readonly userAgent: string | undefined;
  readonly rules: readonly RuleOutcome[];
}

/** A session that an admission has ended. */
export interface EndedSession {
  readonly id: string;
  readonly reason: EndReason;
}

/** The outcome of an admit. `rules` has a line for every state rule that was looked at. */
export type Admission =
  /** The token was changed since the checks were made from it; nothing was done. */
  | { readonly outcome: "changed"; readonly rules: readonly RuleOutcome[] }
  | {
      readonly outcome: "admitted" | "continued";
      readonly session: SessionRecord;
      /** Sessions that ended in the same step. */
      readonly ended: readonly EndedSession[];
      readonly rules: readonly RuleOutcome[];
    }
  | {
      readonly outcome: "refused";
      readonly reason: DenyReason;
      /** The session that holds the token, when that is the cause. */
      readonly sessionId: string | undefined;
      readonly rules: readonly RuleOutcome[];
    };

/** What a session did since the last time it was written. */
export interface SessionActivity {
  readonly id: string;
  readonly lastSeenSeconds: number;
  readonly leaseUntilSeconds: number;
  readonly holder: Holder;
  /** Totals, not differences: a repeated write changes nothing. */
  readonly bytes: number;
  readonly requests: number;
  /** Seconds in which it played; undefined: as before. */
  readonly watchedSeconds?: number | undefined;
  /** True: what it used counts for its stream, too. Default: false. */
  readonly isOfStream?: boolean | undefined;
}

/** A renewal of a live session: its new end. */
export interface BindingOrder extends Omit<BindingQuestion, "state"> {
  readonly token: string;
}

export interface SessionRenewalOrder {
  readonly sessionId: string;
  readonly untilSeconds: number;
  readonly nowSeconds: number;
}

/** What revoking one token reached; `found` is false when the organization has no such token. */
export type TokenRevocation =
  | { readonly found: false; readonly endedSessionIds: readonly [] }
  | {
      readonly found: true;
      readonly before: TokenRecord;
      readonly token: TokenRecord;
      readonly endedSessionIds: readonly string[];
    };

/** The store cannot answer now (locked, full, broken). Nothing of the operation was done. Doors answer 503. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}

/**
 * The hot state: uses, sessions, slots, revocations. Every write passes one serialisation point; a promise
 * resolves only when the write is durable as the configured durability promises. Time is always an argument.
 * Every method may reject with StoreUnavailable, and then nothing was changed, now or later.
 */
export interface StateStore {
  /** What `admit` would say, with nothing written. */
  peek(request: AdmissionRequest): Promise<{ plan: AdmissionPlan; rules: readonly RuleOutcome[] }>;
  /**
   * What `admit` would have said, or will say, at another second, `nowSeconds` of the request: from what is kept of the
   * token's sessions, suspensions and rules. Limits are those that the token has now.
   */
  peekAt(request: AdmissionRequest): Promise<{ plan: AdmissionPlan; rules: readonly RuleOutcome[] }>;
  /**
   * Makes or continues a session: all or nothing. A refusal writes nothing. `enrol` is the record of a signed token that
   * was made elsewhere: it is written with its first session, and passed over when there is one. With
   * `patienceMilliseconds` it is given up after that time, if that is sooner than the store would, and never done later.
   */
  admit(request: AdmissionRequest, enrol?: TokenRecord, patienceMilliseconds?: number): Promise<Admission>;
  /** Takes a slot again for a live session whose lease ran out; false when all are taken or it has ended. */
  retakeSlot(sessionId: string, nowSeconds: number): Promise<boolean>;
  /**
   * Gives a live session a later end, up to its cap. Undefined, and nothing is written, when it has ended, or when its
   * token or one that it was delegated from is gone, revoked, suspended or covered by a rule: what is revoked never renews.
   */
  renewSession(order: SessionRenewalOrder): Promise<SessionRecord | undefined>;
  /** To whom a token belongs since it was used first; undefined: to nobody yet. */
  binding(token: string): Promise<BindingState | undefined>;
  /** Holds a client against that, and writes what has changed: the first one, and moves that are left. */
  bindToken(order: BindingOrder): Promise<BindingOutcome>;
  /** What was used of a stream, over all tokens. */
  streamTotals(organization: string, stream: string): Promise<StreamTotals>;
  /**
   * Writes what sessions did, and counts it as usage together with what else is given; what they used is added up at their
   * tokens, and at those these were delegated from. An ended session takes what it
   * did before its end, and is not revived.
   */
  recordActivity(activities: readonly SessionActivity[], usage?: UsageBatch): Promise<void>;
  /** Ends live sessions; resolves to those that were still live. */
  endSessions(
    ids: readonly string[],
    reason: EndReason,
    nowSeconds: number,
    audit?: Audit<readonly string[]>,
  ): Promise<readonly string[]>;
  session(id: string): Promise<SessionRecord | undefined>;
  /** Every session that has not ended. */
  liveSessions(): Promise<readonly SessionRecord[]>;
  /** Revokes one token and ends its sessions. `found` is false when the organization has no such token. */
  revokeToken(
    organization: string,
    tokenId: string,
    nowSeconds: number,
    audit?: Audit<TokenRevocation>,
  ): Promise<TokenRevocation>;
  /** Writes a rule and ends the sessions it covers, in one step. */
  revoke(revocation: NewRevocation, audit?: Audit<RevocationResult>): Promise<RevocationResult>;
  /** What `revoke` would reach, with nothing written. */
  countRevocation(revocation: NewRevocation): Promise<{ readonly tokens: number; readonly sessions: number }>;
  /**
   * True when a rule covers the token as a whole now, on whatever stream, or when one that it was delegated from is gone,
   * revoked or covered. Costs no read of the storage for a token that was not delegated.
   */
  isCovered(token: TokenRecord, nowSeconds: number): Promise<boolean>;
  /** Notes how long a rule took from its call to its last effect. */
  noteRevocationEffect(id: string, effectMilliseconds: number): Promise<void>;
  /** Ends a rule; sessions it ended stay ended. Resolves to the undone rule; undefined when none stands under the id. */
  undoRevocation(
    organization: string,
    id: string,
    nowSeconds: number,
    audit?: Audit<RevocationRecord | undefined>,
  ): Promise<RevocationRecord | undefined>;
}

/** Records: tokens, decisions. Lists run beside the decision path. */
export interface RecordStore {
  insertTokens(tokens: readonly TokenRecord[], audit?: Audit<void>): Promise<void>;
  token(id: string): Promise<TokenRecord | undefined>;
  listTokens(query: TokenQuery): Promise<Page<TokenRecord>>;
  listSessions(query: SessionQuery): Promise<Page<SessionRecord>>;
  listRevocations(query: RevocationQuery): Promise<Page<RevocationRecord>>;
  revocation(organization: string, id: string): Promise<RevocationRecord | undefined>;
  /** What was kept of the master key, to know it again by: no key, and nothing that leads to one. */
  masterKeyCheck(): Promise<Uint8Array | undefined>;
  setMasterKeyCheck(check: Uint8Array): Promise<void>;
  /** Appends decisions and drops the oldest beyond `keep`. */
  appendDecisions(decisions: readonly DecisionRecord[], keep: number): Promise<void>;
  decision(ref: string): Promise<DecisionRecord | undefined>;
  listDecisions(query: DecisionQuery): Promise<Page<DecisionRecord>>;
  /** The latest second the store has seen, so that no clock runs behind it; 0 for a new store. */
  highWaterSeconds(): Promise<number>;
  setHighWaterSeconds(nowSeconds: number): Promise<void>;
}

/** One opened store. */
export interface Store
  extends StateStore,
    RecordStore,
    ObjectStore,
    AuditStore,
    ApiKeyStore,
    TokenKeyStore,
    RetentionStore,
    UsageStore,
    OrganizationStore,
    GroupMoveStore,
    TokenChangeStore,
    IdempotencyStore,
    DelegationStore,
    WebhookStore,
    SubscriberStore,
    ErasureStore {
  /** `memory`, `sqlite`. */
  readonly backend: string;
  close(): Promise<void>;
}
