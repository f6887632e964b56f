import {
  type ClientFacts,
  type Constraint,
  type DenyReason,
  type DoorName,
  evaluateManifest,
  renewedEnd,
} from "@sluice/policy";
import type { EndedRecord } from "../sessions/ended-sessions.ts";
import type { Handles } from "../sessions/handles.ts";
import { isCounted, type LiveSession, noteActivity, noteLease } from "../sessions/live-session.ts";
import type { SessionTable } from "../sessions/session-table.ts";
import { type Store, StoreUnavailable } from "../store/store.ts";
import { claimContext } from "./claim-context.ts";
import { reasonOfEnd } from "./end-reasons.ts";
import { judgeHolder } from "./judge-holder.ts";
import type { RequestFacts } from "./question.ts";
import type { SessionClaims } from "./session-claims.ts";
import type { SessionLimits } from "./session-limits.ts";

/** A request under a session's handle. */
export interface SessionRequest {
  readonly handle: string;
  /** `application/stream`: what the path behind the handle names; undefined when it names none. */
  readonly stream: string | undefined;
  /** Manifests judge the address rules again. */
  readonly resource: "manifest" | "media";
  readonly client: ClientFacts;
  /** `application/stream/480p/seg-1.ts`: what is asked for; undefined: nothing below the stream. */
  readonly path?: string | undefined;
  /** True for a file that plays by itself, at a door that sends none of it itself. */
  readonly isWholeFile?: boolean | undefined;
  /** For the claims of signed tokens, and for limits of places. */
  readonly context?: RequestFacts | undefined;
  /** The stream's own limits where it enforces. */
  readonly limits?: readonly Constraint[] | undefined;
  readonly nowMilliseconds: number;
  /** Where it is asked, for the record of a refusal of which no session is known. Default: the gateway. */
  readonly door?: DoorName | undefined;
}

export type Continuation =
  | {
      readonly ok: true;
      readonly session: LiveSession;
      /** What the door itself has to keep to. */
      readonly limits: SessionLimits;
    }
  | {
      readonly ok: false;
      readonly reason: DenyReason;
      /** For the operator: what the origin did. Never a credential. */
      readonly detail?: string | undefined;
      readonly session?: LiveSession;
      readonly sessionId?: string;
      /** Of a session that is over. */
      readonly record?: EndedRecord | undefined;
    };

export interface ContinueDependencies {
  readonly store: Store;
  readonly handles: Handles;
  readonly sessions: SessionTable;
  readonly claims: SessionClaims;
  /** True for a key that vouches for tokens now. */
  readonly vouches: (organization: string, keyId: string, nowSeconds: number) => boolean;
}

/** What a request under a session is told; a promise only where something must be read or written first. */
export type ContinueSession = (request: SessionRequest) => Continuation | Promise<Continuation>;

/**
 * The short sibling of checkAccess: may this request go on under its session? No token is read, no use is
 * counted, and nothing is written on the way. Nearly always answered at once: a turn of its own costs a segment from memory
 * as much as all the rest. Never throws, and rejects with faults alone.
 */
export function continueSession(
  dependencies: ContinueDependencies,
  request: SessionRequest,
): Continuation | Promise<Continuation> {
  const known = dependencies.sessions.byHandle(request.handle);
  const judged = known ? judge(dependencies, known, request) : findAndJudge(dependencies, request);
  return judged instanceof Promise ? judged.catch(refuseWithoutStore) : judged;
}

function refuseWithoutStore(error: unknown): Continuation {
  if (error instanceof StoreUnavailable) return { ok: false, reason: "store-unavailable" };
  throw error;
}

async function findAndJudge(
  dependencies: ContinueDependencies,
  request: SessionRequest,
): Promise<Continuation> {
  const found = await findSession(dependencies, request.handle);
  return "live" in found ? judge(dependencies, found.live, request) : found;
}

async function findSession(
  { handles, sessions }: ContinueDependencies,
  handle: string,
): Promise<{ live: LiveSession } | Extract<Continuation, { ok: false }>> {
  const claims = handles.open(handle);
  if (!claims) return { ok: false, reason: "handle-invalid" };
  const found = await sessions.find(claims.sessionId);
  if ("live" in found) return found;
  const reason = found.ended ? reasonOfEnd[found.ended] : "session-ended";
  return { ok: false, reason, sessionId: claims.sessionId, record: found.record };
}

function judge(
  dependencies: ContinueDependencies,
  session: LiveSession,
  request: SessionRequest,
): Continuation | Promise<Continuation> {
  if (request.stream !== session.record.stream) return refuse(session, "handle-wrong-stream");
  const over = limitReached(session, secondsOf(request));
  if (over) return refuse(session, over);
  const limits = dependencies.claims.knownLimits(session, request);
  return limits
    ? judgeUnder(dependencies, session, request, limits)
    : readAndJudge(dependencies, session, request);
}

async function readAndJudge(
  dependencies: ContinueDependencies,
  session: LiveSession,
  request: SessionRequest,
): Promise<Continuation> {
  const limits = await dependencies.claims.limitsOf(session, request);
  if (limits === undefined) return refuse(session, "token-unknown");
  return judgeUnder(dependencies, session, request, limits);
}

function judgeUnder(
  dependencies: ContinueDependencies,
  session: LiveSession,
  request: SessionRequest,
  limits: SessionLimits,
): Continuation | Promise<Continuation> {
  const notHis = judgeHolder(dependencies, session, request, limits);
  if (notHis instanceof Promise || needsStore(session, request)) {
    return judgeWithStore(dependencies, session, request, { limits, notHis });
  }
  const refused = notHis ?? judgeEdge(request, limits);
  return refused ? refuse(session, refused) : goOn(session, request, limits);
}

/** Of most segments nothing is asked but whether the session goes on. */
function needsStore(session: LiveSession, request: SessionRequest): boolean {
  const nowSeconds = secondsOf(request);
  return (
    request.resource === "manifest" ||
    !isBelowEntry(session, request) ||
    isSlotDue(session, nowSeconds) ||
    renewedEnd(session.record, nowSeconds) !== undefined
  );
}

async function judgeWithStore(
  dependencies: ContinueDependencies,
  session: LiveSession,
  request: SessionRequest,
  { limits, notHis }: { readonly limits: SessionLimits; readonly notHis: ReturnType<typeof judgeHolder> },
): Promise<Continuation> {
  const nowSeconds = secondsOf(request);
  const refused = (await notHis) ?? judgeEdge(request, limits);
  if (refused) return refuse(session, refused);
  if (request.resource === "manifest") {
    const reason = await judgeManifest(dependencies, session, request, nowSeconds);
    if (reason) return refuse(session, reason);
  }
  if (!isBelowEntry(session, request)) {
    const reason = await judgeUrl(dependencies, session, request, nowSeconds);
    if (reason) return refuse(session, reason);
  }
  if (isSlotDue(session, nowSeconds) && !(await retakeSlot(dependencies.store, session, nowSeconds))) {
    return refuse(session, "too-many-sessions");
  }
  if (renewedEnd(session.record, nowSeconds) !== undefined) await renew(dependencies, session, nowSeconds);
  return goOn(session, request, limits);
}

function goOn(session: LiveSession, request: SessionRequest, limits: SessionLimits): Continuation {
  // The session may have ended while the store was asked.
  if (session.ended) return refuse(session, reasonOfEnd[session.ended]);
  noteActivity(session, request.nowMilliseconds);
  session.requests += 1;
  return { ok: true, session, limits };
}

function refuse(session: LiveSession, reason: DenyReason): Continuation {
  return { ok: false, reason, session };
}

function secondsOf({ nowMilliseconds }: SessionRequest): number {
  return Math.floor(nowMilliseconds / 1000);
}

/** A web server sends manifests and files as its origin has them: what only the gateway can leave out, it may not send. */
function judgeEdge(
  { door, isWholeFile = false }: SessionRequest,
  limits: SessionLimits,
): DenyReason | undefined {
  if (door !== "edge") return undefined;
  if (limits.renditions.length > 0) return "rendition-not-allowed";
  return isWholeFile && !limits.mayDownload ? "download-not-allowed" : undefined;
}

function limitReached(session: LiveSession, nowSeconds: number): DenyReason | undefined {
  const { record } = session;
  if (record.untilSeconds !== undefined && nowSeconds >= record.untilSeconds) return "token-expired";
  if (nowSeconds >= record.capSeconds) return "session-expired";
  return nowSeconds >= session.lastSeenSeconds + record.idleSeconds ? "session-expired" : undefined;
}

async function judgeManifest(
  { claims }: ContinueDependencies,
  session: LiveSession,
  request: SessionRequest,
  nowSeconds: number,
): Promise<DenyReason | undefined> {
  const ofToken = await claims.constraintsOf(session);
  if (ofToken === undefined) return "token-unknown";
  const { limits = [], client } = request;
  if (ofToken.length + limits.length === 0) return undefined;
  return evaluateManifest([...ofToken, ...limits], {
    action: session.record.action,
    stream: session.record,
    // Where the session began: whoever a rule let in from there is not everybody.
    client: { ...client, site: session.record.site },
    door: session.record.door,
    context: claimContext(request.context, { ip: client.ip, nowSeconds }),
    nowSeconds,
  });
}

/** What lies in the folder of the entry, or below, belongs to what the entry opened; a file that plays by itself has none. */
function isBelowEntry({ record }: LiveSession, { path }: SessionRequest): boolean {
  const { keyId, lineage = [], entryFolder } = record;
  if ((keyId === undefined && lineage.length === 0) || entryFolder === undefined) return true;
  return path === entryFolder || (path?.startsWith(`${entryFolder}/`) ?? false);
}

/** Anywhere else the URL must be one that the token itself would open. */
async function judgeUrl(
  { claims }: ContinueDependencies,
  session: LiveSession,
  { context, client }: SessionRequest,
  nowSeconds: number,
): Promise<DenyReason | undefined> {
  const ofUrl = await claims.uriClaimsOf(session);
  if (ofUrl === undefined) return "token-unknown";
  for (const claim of ofUrl) {
    const finding = claim.judge(claimContext(context, { ip: client.ip, nowSeconds }));
    if (finding.outcome === "fail") return finding.reason;
  }
  return undefined;
}

/**
 * Moves the end of a session whose token renews itself, where it is due: the token must be one that would still be
 * admitted, and its key must still vouch. What does not renew goes on to the end that it has.
 */
async function renew(
  { store, sessions, vouches }: ContinueDependencies,
  { record }: LiveSession,
  nowSeconds: number,
): Promise<void> {
  const untilSeconds = renewedEnd(record, nowSeconds);
  if (untilSeconds === undefined || record.keyId === undefined) return;
  if (!vouches(record.organization, record.keyId, nowSeconds)) return;
  try {
    const renewed = await store.renewSession({ sessionId: record.id, untilSeconds, nowSeconds });
    if (renewed) sessions.amend([renewed], []);
  } catch (error) {
    // The end that it has stands; the next request tries again.
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}

/** The slot may be another's by now. */
function isSlotDue({ record, leaseUntilSeconds }: LiveSession, nowSeconds: number): boolean {
  return isCounted(record) && nowSeconds >= leaseUntilSeconds;
}

async function retakeSlot(store: Store, session: LiveSession, nowSeconds: number): Promise<boolean> {
  const isTaken = await store.retakeSlot(session.record.id, nowSeconds);
  if (isTaken) noteLease(session, nowSeconds);
  return isTaken;
}
