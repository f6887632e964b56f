/** First path segments that belong to Sluice's own routes; no application may take one. */
export const RESERVED_FIRST_SEGMENTS: ReadonlySet<string> = new Set([
  "v1",
  "api",
  "platform",
  "s",
  "o",
  "a",
  "embed",
  "hooks",
  "verify",
  "secure",
  "stream",
  "playout",
  "webcaster",
  "docs",
  "metrics",
  "assets",
  "player.js",
  "health",
  "favicon.ico",
  "robots.txt",
  ".well-known",
]);

/** Words below an application's own segment that belong to routes; no stream's id may begin with one. */
export const RESERVED_IN_APPLICATION: ReadonlySet<string> = new Set([
  "streams",
  "rest",
  "websocket",
  "whip",
  "whep",
  "play.html",
  "previews",
  "chunked",
  "drm",
]);

/** Organization codes that belong to routes. */
export const RESERVED_ORGANIZATION_CODES: ReadonlySet<string> = new Set(["splay"]);

// `/{app}/{stream}/whip` is a door of {stream}, so a longer id that ends or goes on there would be ambiguous.
const doorsOfStream: ReadonlySet<string> = new Set(["whip", "whep"]);

/** Whether an application's name is taken by one of Sluice's own routes (409 `name-reserved`). */
export function isReservedApplicationName(name: string): boolean {
  return RESERVED_FIRST_SEGMENTS.has(name);
}

/**
 * Whether a stream's id, of one or more segments, hides or is hidden by a route inside its application: its first
 * segment is a reserved word, or a later one is `whip` or `whep` (409 `name-reserved`).
 */
export function isReservedStreamId(id: string): boolean {
  const [first = "", ...later] = id.split("/");
  return RESERVED_IN_APPLICATION.has(first) || later.some(segment => doorsOfStream.has(segment));
}

/** Whether an organization's code is taken (409 `name-reserved`). */
export function isReservedOrganizationCode(code: string): boolean {
  return RESERVED_ORGANIZATION_CODES.has(code);
}
