import { type Action, isMetered, type NewSession, openStreamId, type SessionCounting } from "@sluice/policy";
import type { LocatedStream } from "../registry/application.ts";
import { observeHolder } from "../sessions/holder.ts";
import type { AccessQuestion } from "./question.ts";
import type { VerifiedToken } from "./verified-token.ts";

/** The session that an admitted question becomes; without a token where nothing is enforced. */
export function newSession(
  id: string,
  question: AccessQuestion,
  token: VerifiedToken | undefined,
  stream: LocatedStream,
): NewSession {
  const nowSeconds = Math.floor(question.nowMilliseconds / 1000);
  const clocks = stream.application.clocks[stream.kind];
  return {
    id,
    ...stream.facts,
    action: question.action,
    door: question.door,
    ...(token ? ofToken(token, stream, question.action) : ofNobody(question, stream)),
    holder: observeHolder(question.client),
    address: question.client.ip,
    site: question.client.site,
    startedAtSeconds: nowSeconds,
    connection: question.connection?.as,
    entryFolder: entryFolder(stream, question),
    entry: question.entry === undefined ? undefined : `${stream.facts.stream}/${question.entry}`,
    capSeconds: nowSeconds + clocks.maxSeconds,
    idleSeconds: clocks.idleSeconds,
    leaseSeconds: clocks.leaseSeconds,
  };
}

/** The folder below the stream of the entry that opens a session; of a file that plays by itself no more than it. */
function entryFolder({ facts }: LocatedStream, { entry = "", isWholeFile }: AccessQuestion): string {
  if (isWholeFile && entry !== "") return `${facts.stream}/${entry}`;
  const end = entry.lastIndexOf("/");
  return end < 0 ? facts.stream : `${facts.stream}/${entry.slice(0, end)}`;
}

function ofToken(token: VerifiedToken, stream: LocatedStream, action: Action) {
  const { limits, maxSessions: streamMaxSessions, maxUses: plays } = stream;
  const { id: tokenId, user, tag, issuedAtMilliseconds, issuedBy, keyId, jti, maxUses, maxSessions } = token;
  const closesAt = limits.flatMap(limit => (limit.kind === "expiry" ? [limit.atSeconds] : []));
  const expiresAt = token.disconnectAtExpiry ? token.expiresAtSeconds : undefined;
  const { ancestors } = token;
  const endsAbove = (ancestors ?? []).flatMap(({ endsAtSeconds }) => endsAtSeconds ?? []);
  const ends = [...closesAt, ...endsAbove, ...(expiresAt === undefined ? [] : [expiresAt])];
  return {
    tokenId,
    user,
    tag,
    tokenIssuedAtMilliseconds: issuedAtMilliseconds,
    issuedBy,
    keyId,
    jti,
    ...(ancestors ? { lineage: ancestors.map(({ id }) => id) } : {}),
    bound:
      [maxUses, maxSessions, streamMaxSessions, plays].some(limit => limit !== undefined) ||
      (ancestors ?? []).some(({ isBinding }) => isBinding),
    maxSessions,
    streamMaxSessions,
    counting: countingOf(token.limits?.sessionCounting, stream, action),
    isMetered: isMetered(token) || (ancestors ?? []).some(above => above.isMetered) || undefined,
    untilSeconds: ends.length === 0 ? undefined : Math.min(...ends),
    streamUntilSeconds: closesAt.length === 0 ? undefined : Math.min(...closesAt),
    // The stream's own closing stays what it is.
    renewal: token.renewal && {
      ...token.renewal,
      latestSeconds: Math.min(...closesAt, token.renewal.latestSeconds ?? Number.MAX_SAFE_INTEGER),
    },
  };
}

function countingOf(
  token: SessionCounting | undefined,
  { further, maxUses }: LocatedStream,
  action: Action,
): NewSession["counting"] {
  const stream = further?.sessionCounting;
  const isPlay = maxUses !== undefined && action === "play" ? true : undefined;
  return token || stream || isPlay ? { token, stream, isPlay } : undefined;
}

function ofNobody({ nowMilliseconds }: AccessQuestion, { facts }: LocatedStream) {
  return {
    tokenId: openStreamId(facts.stream),
    user: undefined,
    tag: undefined,
    tokenIssuedAtMilliseconds: nowMilliseconds,
    issuedBy: undefined,
    keyId: undefined,
    jti: undefined,
    bound: false,
    maxSessions: undefined,
    streamMaxSessions: undefined,
    untilSeconds: undefined,
  };
}
