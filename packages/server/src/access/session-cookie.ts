import type { LiveSession } from "../sessions/live-session.ts";
import { SESSION_NAME } from "./query-credentials.ts";

/** Of nested streams a client sends one for each folder. */
const COOKIES_LIMIT = 4;

const SECURE_SITE = {
  shared: "SameSite=None; Secure",
  partitioned: "SameSite=None; Secure; Partitioned",
} as const;

/** The handles that a client sent in cookies, the most fitting first (RFC 6265 section 5.4). */
export function handlesInCookies(cookie: string | undefined): readonly string[] {
  if (!cookie?.includes(SESSION_NAME)) return [];
  const values = cookie.split(";").flatMap(pair => {
    const [name, value = ""] = pair.trim().split("=", 2);
    return name === SESSION_NAME && value !== "" ? [value] : [];
  });
  return [...new Set(values)].slice(0, COOKIES_LIMIT);
}

/**
 * The cookie of a new session, for its stream alone and no longer than the session can live. Players are often embedded in
 * other sites, which needs `SameSite=None`, and that needs TLS.
 */
export function sessionCookie(
  session: LiveSession,
  { folder, isSecure, isPartitioned = false, nowSeconds }: CookiePlace,
): string {
  const { capSeconds, untilSeconds = capSeconds } = session.record;
  const maxAge = Math.max(0, Math.min(capSeconds, untilSeconds) - nowSeconds);
  // A semicolon would end the attribute; a path that has one is no stream's, and the cookie then fits nothing.
  const path = folder.replaceAll(";", "%3B");
  const site = isSecure ? SECURE_SITE[isPartitioned ? "partitioned" : "shared"] : "SameSite=Lax";
  return `${SESSION_NAME}=${session.handle}; Path=${path}; Max-Age=${maxAge}; HttpOnly; ${site}`;
}

/** Where a cookie holds. */
export interface CookiePlace {
  /** Path of the stream's folder, with a slash at its end. */
  readonly folder: string;
  readonly isSecure: boolean;
  /** One per site that embeds the player (CHIPS), which browsers keep where they drop other third parties' cookies. */
  readonly isPartitioned?: boolean;
  readonly nowSeconds: number;
}
