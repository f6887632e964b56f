import type {
  AdmissionPlan,
  AdmissionRequest,
  AdmissionView,
  Comeback,
  PlannedEnd,
} from "./admission-view.ts";
import { isLive, type NewSession, type SessionRecord, sameHolder, tokenIdOf } from "./session.ts";
import type { StateCheck } from "./verdict.ts";

/** A holder's own publisher that was silent for so long may be replaced by a token whose uses are counted. */
const STALE_SECONDS = 10;

/** A request over a media server's connection. */
export type ConnectionRequest = AdmissionRequest & { readonly comeback: Comeback };

/** What a connection that begins a session of its own finds. */
export interface Met {
  readonly ends: readonly PlannedEnd[];
  /** True for a holder that comes back to what its use has paid for: no use is asked for. */
  readonly isFree: boolean;
  /** The holder's own publisher, which it may not replace: refused for it, should nothing else refuse. */
  readonly rival?: SessionRecord | undefined;
}

/** Notes a rule that was looked at. */
type Step = (rule: string, failed: boolean, detail: string) => boolean;

type Decided = Extract<AdmissionPlan, { plan: "continue" | "refuse" }>;

/**
 * Decides how a connection meets the sessions that are there: it carries one already, it follows one, it finds the stream
 * taken, it takes its holder's place over, it resumes, or it begins a session like anybody else. Pure.
 */
export function meetSessions(request: ConnectionRequest, view: AdmissionView, step: Step): Decided | Met {
  const { session, nowSeconds, comeback } = request;
  const onConnection = view.onConnection().filter(({ action }) => action === session.action);
  const same = onConnection.find(other => isSameEntry(other, session) && isLive(other, nowSeconds));
  if (same) {
    step("connection", false, `its connection carries session ${same.id} already`);
    return { plan: "continue", session: same, countRepeat: false };
  }
  // A server gives an id out again when the connection that had it is gone.
  const ends: readonly PlannedEnd[] = onConnection.map(other => ({ session: other, reason: "closed" }));
  const followed = comeback.asksAgain ? followedSession(request, view) : undefined;
  if (followed) {
    step("holder-returns", false, `the holder of session ${followed.id} asked again`);
    const { connection } = session;
    const others = ends.filter(end => end.session.id !== followed.id);
    return { plan: "continue", session: followed, countRepeat: true, connection, ends: others };
  }
  if (tokenIdOf(session) === undefined) return { ends, isFree: false };
  return meetPublishers(request, view, ends, step);
}

function meetPublishers(
  request: ConnectionRequest,
  view: AdmissionView,
  told: readonly PlannedEnd[],
  step: Step,
): Decided | Met {
  const { session, nowSeconds } = request;
  const ended = new Set(told.map(({ session: { id } }) => id));
  const publishers = session.action === "publish" ? view.publishers() : [];
  const rivals = publishers.filter(other => !ended.has(other.id) && isLive(other, nowSeconds));
  const own = rivals.find(other => isFromSamePlace(other, session));
  const strangers = rivals.filter(other => other !== own);
  const stranger = strangers.find(other => isBelieved(request, other));
  const ends = [...told, ...strangers.map(other => ({ session: other, reason: "closed" as const }))];
  if (stranger) {
    step("one-publisher", true, `session ${stranger.id} publishes the stream`);
    return { plan: "refuse", reason: "stream-busy", session: stranger };
  }
  if (own) return meetOwn(request, own, ends, step);
  const last = request.comeback.resumeSeconds > 0 ? view.sessionOfHolder() : undefined;
  const isFree = last !== undefined && mayResume(request, last);
  if (isFree) step("holder-returns", false, `the holder of session ${last.id} lost its connection`);
  return { ends, isFree };
}

function meetOwn(
  { checks, comeback, nowSeconds }: ConnectionRequest,
  own: SessionRecord,
  ends: readonly PlannedEnd[],
  step: Step,
): Met {
  const isUseCounted = checks.some(({ kind }) => kind === "use");
  const isStale = nowSeconds - heardSeconds(comeback, own) >= STALE_SECONDS;
  if (isUseCounted && !(isStale && checks.some(isPlaceOfToken))) return { ends, isFree: false, rival: own };
  step("holder-returns", false, `the holder takes the place of its session ${own.id}`);
  return { ends: [...ends, { session: own, reason: "replaced" }], isFree: isUseCounted };
}

/** When a session was last heard from; the store is told some seconds later. */
function heardSeconds({ lastHeard }: Comeback, { id, lastSeenSeconds }: SessionRecord): number {
  return Math.max(lastSeenSeconds, lastHeard?.(id) ?? 0);
}

function isBelieved({ comeback, nowSeconds }: ConnectionRequest, other: SessionRecord): boolean {
  const { believedSeconds = Number.POSITIVE_INFINITY } = comeback;
  return nowSeconds - heardSeconds(comeback, other) <= believedSeconds;
}

function isPlaceOfToken(check: StateCheck): boolean {
  return check.kind === "slot" && check.of === "token" && check.token === undefined;
}

/**
 * The session that a further question of the same protocol belongs to. Of several the one that was asked for least, so that
 * two players at once keep two sessions.
 */
function followedSession(
  { session, grace, nowSeconds }: ConnectionRequest,
  view: AdmissionView,
): SessionRecord | undefined {
  const { connection, action, bound } = session;
  // What is not counted may begin anew any time: more than the one further question would be another player's.
  const repeats = bound ? grace.repeats : Math.min(1, grace.repeats);
  const candidates = view
    .recentOfHolder()
    .filter(
      held =>
        isLive(held, nowSeconds) &&
        held.action === action &&
        isFromSameAddress(held, session) &&
        held.connection?.server === connection?.server &&
        held.connection?.protocol === connection?.protocol &&
        nowSeconds - held.startedAtSeconds <= grace.seconds &&
        held.repeats < repeats,
    );
  return grace.seconds > 0
    ? candidates.toSorted((left, right) => left.repeats - right.repeats).at(0)
    : undefined;
}

/** The last connection is gone for a short time only, and the same address comes back. */
function mayResume({ session, comeback, nowSeconds }: ConnectionRequest, last: SessionRecord): boolean {
  const { resumeSeconds, resumeAfterSeconds = 0 } = comeback;
  if (last.endReason !== "closed" || last.endedAtSeconds === undefined) return false;
  if (last.action !== session.action || !isFromSamePlace(last, session)) return false;
  return (
    nowSeconds - last.endedAtSeconds <= resumeSeconds &&
    last.endedAtSeconds - last.startedAtSeconds >= resumeAfterSeconds
  );
}

function isSameEntry(held: SessionRecord, { tokenId, stream, address }: NewSession): boolean {
  return held.tokenId === tokenId && held.stream === stream && held.address === address;
}

/** Of the same token and holder, and from the very same address. */
function isFromSamePlace(held: SessionRecord, session: NewSession): boolean {
  if (!isFromSameAddress(held, session)) return false;
  return (
    held.tokenId === session.tokenId &&
    held.stream === session.stream &&
    sameHolder(held.holder, session.holder)
  );
}

/** One that is not known is nobody's. */
function isFromSameAddress(held: SessionRecord, { address }: NewSession): boolean {
  return address !== undefined && held.address === address;
}
