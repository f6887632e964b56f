import type { Action, DoorName } from "./access-request.ts";
import type { SessionCounting } from "./limit-types.ts";

/** Who runs a session, as observed: the exact User-Agent and one prefix per address family. */
export interface Holder {
  /** The exact User-Agent; empty when the client sends none. */
  readonly agent: string;
  /** /24 of the IPv4 address, when one was seen. */
  readonly prefix4: string | undefined;
  /** /64 of the IPv6 address, when one was seen. */
  readonly prefix6: string | undefined;
}

/** Why a session ended. */
export type EndReason =
  | "operator"
  | "revoked"
  | "suspended"
  | "left-group"
  | "stream-removed"
  /** No token made it, and the stream asks for one now. */
  | "enforced"
  | "idle"
  | "cap"
  | "expiry"
  | "moved-too-often"
  /** A newcomer took its place. */
  | "evicted"
  /** The minutes or bytes of its token, of one above it, or of its stream are used up. */
  | "quota"
  /** The media server's connection that carried it is gone. */
  | "closed"
  /** Its holder came back by another connection of a media server. */
  | "replaced";

/** Before a stream's name: what stands in a token's place where nothing is enforced. No token's id begins with it. */
const OPEN = "open:";

/** What stands in the token's place in sessions of a stream that is open to all: each stream has its own. */
export function openStreamId(stream: string): string {
  return OPEN + stream;
}

/** The token a session was made with; undefined for one on a stream that was open to all. */
export function tokenIdOf({ tokenId }: Pick<NewSession, "tokenId">): string | undefined {
  return tokenId.startsWith(OPEN) ? undefined : tokenId;
}

/** How a session goes on beyond its token's end, because the token says so (`catr`, RFC 9246 `cdniets`). */
export interface SessionRenewal {
  /** The new end lies so many seconds after the request that renews. */
  readonly extendSeconds: number;
  /** Due from so many seconds before the end. */
  readonly windowSeconds: number;
  /** Not due before this second. */
  readonly fromSeconds?: number | undefined;
  /** No renewal reaches beyond this second. */
  readonly latestSeconds?: number | undefined;
}

/** The connection of a media server that carries a session. */
export interface SessionConnection {
  /** Name of the server, as it is configured. */
  readonly server: string;
  /** What the server calls it; unique there while it lives, and used again afterwards by some. */
  readonly id: string;
  /** Lower case: `rtmp`, `srt`, `rtsp`, `webrtc`, `hls` … as far as the server says. */
  readonly protocol: string;
}

/** How the places of a session are counted: its token's, and its stream's. */
export interface SlotCounting {
  readonly token?: SessionCounting | undefined;
  readonly stream?: SessionCounting | undefined;
  /** True: its stream counts plays. */
  readonly isPlay?: boolean | undefined;
}

/** What is known when a session is admitted. Seconds are Unix seconds. */
export interface NewSession {
  /** 16 random bytes as 22 characters of base64url; public. */
  readonly id: string;
  readonly organization: string;
  readonly application: string;
  readonly stream: string;
  readonly group: string;
  readonly action: Action;
  readonly door: DoorName;
  /** The token's id, or what `openStreamId` says: see `tokenIdOf`. */
  readonly tokenId: string;
  readonly user: string | undefined;
  readonly tag: string | undefined;
  readonly tokenIssuedAtMilliseconds: number;
  /** Id of the API key that asked for the token, so that a revocation by key finds its sessions. */
  readonly issuedBy: string | undefined;
  /** Id of the token key that signed it; undefined for opaque tokens. */
  readonly keyId: string | undefined;
  /** The token's own id inside its text (RFC 7519 section 4.1.7); undefined for opaque tokens. */
  readonly jti: string | undefined;
  /** Ids of the tokens that its token was delegated from, the first one first; undefined: none. */
  readonly lineage?: readonly string[] | undefined;
  readonly holder: Holder;
  /** The address at the start, for the operator. */
  readonly address: string | undefined;
  /** True where uses, plays or sessions are counted: the session then belongs to its holder. */
  readonly bound: boolean;
  /** The token's `max_sessions`: the session needs a slot. */
  readonly maxSessions: number | undefined;
  /** The stream's own `max_sessions`: the session needs a slot there, too. */
  readonly streamMaxSessions: number | undefined;
  /** How those places are counted, where it is not the usual way. */
  readonly counting?: SlotCounting | undefined;
  /** True when its token, or one of its lineage, has a quota of minutes or bytes. */
  readonly isMetered?: boolean | undefined;
  readonly startedAtSeconds: number;
  /** No session outlives this second: the application's longest duration. */
  readonly capSeconds: number;
  /** The token's expiry when it disconnects at expiry. */
  readonly untilSeconds: number | undefined;
  /** How that end moves on while the session lives; undefined: it stays. */
  readonly renewal?: SessionRenewal | undefined;
  /** Undefined for sessions that live by requests. Followed by another when the server asks anew under another id. */
  readonly connection?: SessionConnection | undefined;
  /** `application/stream/480p`: the folder of the entry that opened it, or the file that it was; undefined: the whole stream. */
  readonly entryFolder?: string | undefined;
  /** `application/stream/480p/index.m3u8`: the entry that opened it; undefined: not known. */
  readonly entry?: string | undefined;
  /** The site on which it began, as `ClientFacts.site`: no later request tells one. */
  readonly site?: string | undefined;
  /** When its stream closes, Unix seconds; part of `untilSeconds`. */
  readonly streamUntilSeconds?: number | undefined;
  /** Ends after so many seconds without a request. */
  readonly idleSeconds: number;
  /** Its slot is free after so many seconds without a request. */
  readonly leaseSeconds: number;
}

/** A session as the store keeps it. */
export interface SessionRecord extends NewSession {
  /** True when no use was counted for it: its holder came back to what an earlier session had paid for. */
  readonly isResumed?: boolean | undefined;
  /** Entries repeated by the holder within the grace. */
  readonly repeats: number;
  readonly lastSeenSeconds: number;
  readonly leaseUntilSeconds: number;
  readonly bytes: number;
  /** Seconds in which it played; undefined: none. */
  readonly watchedSeconds?: number | undefined;
  readonly requests: number;
  readonly endedAtSeconds: number | undefined;
  readonly endReason: EndReason | undefined;
}

/** A renewal that gains less is not worth its write. */
const SHORTEST_GAIN_SECONDS = 10;

/** How long after an operator's end of one of its sessions a holder stays out with the same token. */
export const BAR_SECONDS = 60;

/** True when a client with this holder may be the one that holds `held`: same agent, and a prefix in common. */
export function sameHolder(held: Holder, seen: Holder): boolean {
  if (held.agent !== seen.agent) return false;
  if (seen.prefix4 !== undefined && held.prefix4 === seen.prefix4) return true;
  return seen.prefix6 !== undefined && held.prefix6 === seen.prefix6;
}

/**
 * True when an operator's end of a session that `held` ran keeps `seen` out: the same holder, or one of whom as little is
 * known. Where a media server lets its clients write their addresses neither has one, and whoever was cut would be back at once.
 */
export function isBarredHolder(held: Holder, seen: Holder): boolean {
  if (sameHolder(held, seen)) return true;
  const prefixes = [held.prefix4, held.prefix6, seen.prefix4, seen.prefix6];
  return held.agent === seen.agent && prefixes.every(prefix => prefix === undefined);
}

/**
 * The second at which a live session is over by itself: idle, cap or the token's expiry, and why. One that a connection
 * carries is never idle: it lives until somebody says that its connection is gone.
 */
export function sessionLimit(
  session: Pick<
    SessionRecord,
    "connection" | "lastSeenSeconds" | "idleSeconds" | "untilSeconds" | "capSeconds"
  >,
): {
  readonly atSeconds: number;
  readonly reason: EndReason;
} {
  const idle = session.connection ? Number.POSITIVE_INFINITY : session.lastSeenSeconds + session.idleSeconds;
  const until = session.untilSeconds ?? Number.POSITIVE_INFINITY;
  if (until <= idle && until <= session.capSeconds) return { atSeconds: until, reason: "expiry" };
  return idle <= session.capSeconds
    ? { atSeconds: idle, reason: "idle" }
    : { atSeconds: session.capSeconds, reason: "cap" };
}

/** True while a session runs: not ended, and its own limits ahead. */
export function isLive(session: SessionRecord, nowSeconds: number): boolean {
  return session.endedAtSeconds === undefined && sessionLimit(session).atSeconds > nowSeconds;
}

/** True for the same connection of the same media server, whatever its protocol is called. */
export function sameConnection(
  left: SessionConnection | undefined,
  right: SessionConnection | undefined,
): boolean {
  return left !== undefined && left.server === right?.server && left.id === right.id;
}

/**
 * The later end that a request at `nowSeconds` gives a live session; undefined when it is not due, or when there is none:
 * neither the session's own cap nor the renewal's is passed. Pure.
 */
export function renewedEnd(
  session: Pick<NewSession, "renewal" | "untilSeconds" | "capSeconds">,
  nowSeconds: number,
): number | undefined {
  const { renewal, untilSeconds, capSeconds } = session;
  if (!renewal || untilSeconds === undefined || nowSeconds >= untilSeconds) return undefined;
  const { extendSeconds, windowSeconds, fromSeconds = 0, latestSeconds = capSeconds } = renewal;
  if (nowSeconds < untilSeconds - windowSeconds || nowSeconds < fromSeconds) return undefined;
  const end = Math.min(nowSeconds + extendSeconds, capSeconds, latestSeconds);
  // A second or two are no renewal: each would be a write.
  return end >= untilSeconds + Math.min(SHORTEST_GAIN_SECONDS, extendSeconds / 2) ? end : undefined;
}
