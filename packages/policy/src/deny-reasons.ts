import type { DenyText } from "./deny-text.ts";
import { limitReasons } from "./limit-reasons.ts";
import { signedTokenReasons } from "./signed-token-reasons.ts";

/**
 * Every reason for which Sluice refuses a request. The code is stable and public; neither text ever holds a
 * credential. To add one: one entry here (docs/deny-reasons.md is generated from this table).
 */
export const denyReasons = {
  "token-missing": {
    status: 401,
    title: "A token is needed",
    detail: "This stream is protected. Open it with the link you were given.",
    advice: "Send the token as ?token=, as Authorization: Bearer, or open the playback_url.",
  },
  "token-malformed": {
    status: 403,
    title: "This link is damaged",
    detail: "The token in this link cannot be read. Copy the whole link again.",
    advice: "The text is not a token of any known format; it was probably cut or changed on the way.",
  },
  "token-truncated": {
    status: 403,
    title: "This link is too long for this way",
    detail: "The token was cut on its way. Use the short form of the link.",
    advice:
      "What arrived ends where its carrier cuts: 255 bytes of name and query with nginx-rtmp, 512 of an SRT stream id. Use an opaque token (kind one-time or access: 41 characters).",
  },
  "token-too-long": {
    status: 403,
    title: "This link is damaged",
    detail: "The token in this link is longer than any token can be.",
    advice: "Tokens are at most 5,462 characters. Check what the player or the proxy adds to the URL.",
  },
  "tokens-conflict": {
    status: 403,
    title: "Two different tokens were sent",
    detail: "This request carries two different tokens. Open the original link again.",
    advice: "Query, headers and path must not carry different tokens in one request.",
  },
  "token-unknown": {
    status: 403,
    title: "This link is not valid",
    detail: "The token in this link is not known here.",
    advice: "No token of this organization has this id and secret. It may belong to another server.",
  },
  ...signedTokenReasons,
  ...limitReasons,
  "subscriber-code-invalid": {
    status: 403,
    title: "This code is not valid",
    detail: "The code is wrong, or its time is over. Ask for a new one.",
    advice:
      "The subscriber is not known for this stream, the code is not of this minute, or the application does not take codes (enableTimeTokenForPublish, enableTimeTokenForPlay).",
  },
  "subscriber-blocked": {
    status: 403,
    title: "You are blocked here",
    detail: "Access to this stream is blocked for a while.",
    advice:
      "The subscriber was blocked: PUT /{app}/rest/v2/broadcasts/{id}/subscribers/{subscriberId}/block/0/{type} lifts it.",
  },
  "token-revoked": {
    status: 403,
    title: "Access was withdrawn",
    detail: "The link for this stream has been withdrawn.",
    advice: "The token was revoked, or a revocation covers it: see GET /v1/revocations.",
  },
  "token-suspended": {
    status: 403,
    title: "Access is suspended",
    detail: "The link for this stream is suspended for now.",
    advice: "The token is suspended: POST /v1/tokens/{id}/resume opens it again.",
  },
  "token-expired": {
    status: 403,
    title: "This link has expired",
    detail: "The time for which this link was valid is over.",
    advice: "Create a new token, or a longer one with ttl_seconds.",
  },
  "token-not-yet-valid": {
    status: 403,
    title: "This link is not valid yet",
    detail: "This link opens at a later time.",
    advice: "The token's not_before is in the future.",
  },
  "token-already-used": {
    status: 403,
    title: "This link was already used",
    detail: "This link opens once, and it has been opened before.",
    advice: "All uses of the token are spent; GET /v1/sessions?token= shows by whom.",
  },
  "delegation-not-allowed": {
    status: 403,
    title: "This link cannot be handed on",
    detail: "This link makes no further links.",
    advice: "The token has no delegation left: give it one of more depth (PATCH /v1/tokens/{id}).",
  },
  "delegation-full": {
    status: 403,
    title: "This link was handed on too often",
    detail: "As many links stand below this one as it allows.",
    advice:
      "max_children of the token is reached: revoke some below it (GET /v1/tokens?parent=), or raise it.",
  },
  "too-many-sessions": {
    status: 403,
    title: "Too many viewers on this link",
    detail: "This link is already playing on as many devices as it allows.",
    advice: "max_sessions is reached. A place frees when a session ends or stays silent for its lease.",
  },
  "stream-full": {
    status: 403,
    title: "This stream is full",
    detail: "As many people are watching as this stream admits. Try again later.",
    advice: "The stream's own max_sessions is reached: see GET /v1/sessions?stream=, or raise the limit.",
  },
  "stream-busy": {
    status: 403,
    title: "Somebody is publishing already",
    detail: "This stream has a publisher. Try again when it has ended.",
    advice:
      "One publisher per stream: end its session (GET /v1/sessions?stream=) to make room. The same token from the same address takes its own place over.",
  },
  "stream-not-yet-open": {
    status: 403,
    title: "This stream is not open yet",
    detail: "It opens later. Try again then.",
    advice: "The stream's own limits have a not_before that lies ahead.",
  },
  "stream-closed": {
    status: 403,
    title: "This stream is closed",
    detail: "It is no longer shown.",
    advice: "The stream's own limits have an expires_at that has passed.",
  },
  "wrong-action": {
    status: 403,
    title: "This link does not allow that",
    detail: "The token is for the other direction: playing is not publishing.",
    advice: "The token's action is not the one that was tried.",
  },
  "wrong-stream": {
    status: 403,
    title: "This link is for another stream",
    detail: "The token in this link does not open this stream.",
    advice: "The token's target does not cover this stream.",
  },
  "ip-not-allowed": {
    status: 403,
    title: "Not allowed from this network",
    detail: "This link does not work from your network address.",
    advice: "The client's address is in none of the token's networks. Behind a proxy, set trusted_proxies.",
  },
  "ip-unknown": {
    status: 403,
    title: "Not allowed from this network",
    detail: "This link is limited to certain networks, and yours could not be told.",
    advice: "The token limits addresses and the door could not see one.",
  },
  "domain-not-allowed": {
    status: 403,
    title: "Not allowed on this site",
    detail: "This link does not work on this website.",
    advice: "The embedding site is in none of the token's domains.",
  },
  "domain-unknown": {
    status: 403,
    title: "Not allowed here",
    detail: "This link only works on certain websites.",
    advice: "The token limits domains and the request named no site (no Origin, no Referer).",
  },
  "handle-invalid": {
    status: 403,
    title: "This address is not valid",
    detail: "The session address is damaged or was made by another server.",
    advice: "The handle's signature does not fit. It was altered, or the master key has changed.",
  },
  "handle-wrong-stream": {
    status: 403,
    title: "This address is for another stream",
    detail: "The session does not cover this path.",
    advice: "A handle opens one stream only; the path names another.",
  },
  "session-ended": {
    status: 403,
    title: "Playback was ended",
    detail: "This session has been ended.",
    advice: "The session was ended by an operator. The same viewer is barred for 60 seconds.",
  },
  "session-expired": {
    status: 403,
    title: "This session is over",
    detail: "The session was idle for too long or has reached its longest duration. Open the link again.",
    advice: "See the session clocks of the application: idle_seconds and max_seconds.",
  },
  "session-shared": {
    status: 403,
    title: "Playing somewhere else",
    detail: "This session is being played on another device or network.",
    advice: "The session URL was used by a second client, or moved between networks too often.",
  },
  "too-many-requests": {
    status: 429,
    title: "Too many requests",
    detail: "Wait a moment and try again.",
    advice: "The session came back to its entry address more often than players do.",
  },
  "too-many-guesses": {
    status: 429,
    title: "Too many wrong tokens",
    detail: "Too many wrong tokens came from your network. Wait a minute and try again.",
    advice: "The address sent more wrong tokens or keys than allowed; right ones still pass.",
  },
  "prefetch-refused": {
    status: 403,
    title: "Not opened in advance",
    detail: "Browsers may not open this link before it is wanted.",
    advice: "The request was a prefetch or prerender; nothing was spent.",
  },
  "not-an-entry": {
    status: 403,
    title: "Start from the playlist",
    detail: "Segments and keys are reached through the playlist, not with a token of their own.",
    advice: "Open the .m3u8, .mpd or .mp4 with the token; what it names comes under the session.",
  },
  "path-ambiguous": {
    status: 400,
    title: "This address is not valid",
    detail: "The address can be read in two ways and is refused.",
    advice: "The path has encoded slashes, dot segments, double encoding, NUL or empty segments.",
  },
  "request-malformed": {
    status: 400,
    title: "This request cannot be read",
    detail: "What was sent is not a request that this server understands.",
    advice: "The bytes are not HTTP/1.1: a broken client, a wrong port, or TLS where none is spoken.",
  },
  "request-timeout": {
    status: 408,
    title: "This took too long",
    detail: "The request did not arrive in time.",
    advice: "Headers have 15 seconds, the whole request 60.",
  },
  "headers-too-large": {
    status: 431,
    title: "This address is too long",
    detail: "The address or the headers of this request are too long.",
    advice: "Address and headers together are at most 256 KiB.",
  },
  "method-not-allowed": {
    status: 405,
    title: "Not possible here",
    detail: "This address can only be read.",
    advice: "The gateway answers GET, HEAD and OPTIONS.",
  },
  "caller-unknown": {
    status: 403,
    title: "Not possible here",
    detail: "This address is for media servers and web servers.",
    advice:
      "The call did not prove itself: wrong or missing secret in the hook's address, a signature that does not fit, or a source that is not allowed. `sluice connect` prints the right address.",
  },
  "call-replayed": {
    status: 403,
    title: "Not possible here",
    detail: "This call was made before.",
    advice:
      "A signed hook call came a second time, or is older than a minute. Compare the clocks of both machines.",
  },
  "call-malformed": {
    status: 400,
    title: "This request cannot be read",
    detail: "What was sent is not a call that this server understands.",
    advice: "The call is not in the form of the media server or edge whose address was used.",
  },
  "stream-unknown": {
    status: 404,
    title: "No such stream",
    detail: "There is no stream under this name.",
    advice: "The application or the stream is not registered.",
  },
  "stream-offline": {
    status: 404,
    title: "Not on air",
    detail: "This stream is not on air right now. Your link stays valid.",
    advice: "The origin has no manifest for the stream, or the media server no publisher. Nothing was spent.",
  },
  "media-not-found": {
    status: 404,
    title: "Not found",
    detail: "There is no such media in this stream.",
    advice: "The origin has no such file. Nothing was spent.",
  },
  "media-type-refused": {
    status: 404,
    title: "Not found",
    detail: "There is no such media in this stream.",
    advice: "The origin answered with something that is not media; only media types are delivered.",
  },
  "range-not-satisfiable": {
    status: 416,
    title: "Beyond the end",
    detail: "The requested part lies beyond the end of the file.",
    advice: "The Range header starts at or after the size of the file. Nothing was spent.",
  },
  "origin-bad-manifest": {
    status: 502,
    title: "Not playable right now",
    detail: "The source of this stream sent something unplayable. Your link stays valid.",
    advice: "The origin's manifest is empty or cannot be parsed. Nothing was spent.",
  },
  "origin-error": {
    status: 502,
    title: "Not playable right now",
    detail: "The source of this stream has a problem. Your link stays valid.",
    advice: "The origin answered with an error. Nothing was spent.",
  },
  "origin-unreachable": {
    status: 502,
    title: "Not playable right now",
    detail: "The source of this stream cannot be reached. Your link stays valid.",
    advice: "No connection to the origin. Nothing was spent.",
  },
  "origin-timeout": {
    status: 504,
    title: "Not playable right now",
    detail: "The source of this stream does not answer. Your link stays valid.",
    advice: "The origin did not answer in time. Nothing was spent.",
  },
  "client-left": {
    status: 499,
    title: "Nobody is waiting",
    detail: "The connection was closed before this stream could begin. Your link stays valid.",
    advice: "The client went away while the origin was asked, so no session was made. Nothing was spent.",
  },
  "store-unavailable": {
    status: 503,
    title: "Try again in a moment",
    detail: "The server cannot decide right now. Your link stays valid.",
    advice: "The database is locked, full or broken; without it nothing is allowed. See the log.",
  },
  "server-busy": {
    status: 503,
    title: "Try again in a moment",
    detail: "Too many requests for this link at once. Your link stays valid.",
    advice: "More entries than can wait arrived for one token.",
  },
} as const satisfies Record<string, DenyText>;

/** A stable code of the table. */
export type DenyReason = keyof typeof denyReasons;

/** The texts of one reason. */
export function denyText(reason: DenyReason): DenyText {
  return denyReasons[reason];
}

/** Refusals that time alone may undo, beside those whose status says so. */
const RETRYABLE: ReadonlySet<DenyReason> = new Set([
  "stream-offline",
  "too-many-sessions",
  "stream-full",
  "stream-busy",
  "stream-not-yet-open",
  "outside-hours",
]);

/** True when the same request may succeed later with nothing changed by the viewer. */
export function isRetryable(reason: DenyReason): boolean {
  const { status } = denyReasons[reason];
  return status === 429 || status >= 500 || RETRYABLE.has(reason);
}
