/** Who answers what is below a first path segment of Sluice's own. */
export type Answerer =
  /** Routes of the API's server, and its answer to unknown addresses. */
  | "api"
  /** A door of its own, by the same name. */
  | "door"
  /** The gateway, whatever follows. */
  | "gateway"
  /** The APIs of other systems. */
  | "compat"
  /** Nobody yet: kept free for what other systems' clients ask there. */
  | "nobody";

/** What is fixed for a first path segment. */
interface ReservedSegment {
  readonly answerer: Answerer;
  /**
   * Which of two listeners serves it, where there are two. Whatever takes an API key or a login is the admin's, other
   * systems' APIs included.
   */
  readonly place: "public" | "admin" | "both";
}

/**
 * First path segments that belong to Sluice's own routes; no application may take one. The router goes by this table, and
 * a test holds it against every route there is.
 */
export const reservedFirstSegments = {
  v1: { answerer: "api", place: "admin" },
  api: { answerer: "compat", place: "admin" },
  // The console's API of Ant Media, where the settings of an application are.
  rest: { answerer: "compat", place: "admin" },
  platform: { answerer: "compat", place: "admin" },
  // Sessions are the gateway's; `POST /s` alone is a route.
  s: { answerer: "gateway", place: "public" },
  o: { answerer: "api", place: "public" },
  a: { answerer: "gateway", place: "public" },
  embed: { answerer: "door", place: "public" },
  hooks: { answerer: "door", place: "public" },
  verify: { answerer: "door", place: "public" },
  secure: { answerer: "nobody", place: "admin" },
  stream: { answerer: "nobody", place: "admin" },
  playout: { answerer: "nobody", place: "admin" },
  webcaster: { answerer: "nobody", place: "admin" },
  docs: { answerer: "api", place: "admin" },
  metrics: { answerer: "api", place: "admin" },
  assets: { answerer: "api", place: "both" },
  "player.js": { answerer: "api", place: "public" },
  nanoplayer: { answerer: "api", place: "public" },
  health: { answerer: "nobody", place: "both" },
  "favicon.ico": { answerer: "api", place: "both" },
  "robots.txt": { answerer: "api", place: "both" },
  ".well-known": { answerer: "api", place: "public" },
} as const satisfies Readonly<Record<string, ReservedSegment>>;

type Segments = typeof reservedFirstSegments;

/** The words that have a door of their own. */
export type DoorWord = {
  [Word in keyof Segments]: Segments[Word]["answerer"] extends "door" ? Word : never;
}[keyof Segments];

/** The words of `reservedFirstSegments`. */
export const RESERVED_FIRST_SEGMENTS: ReadonlySet<string> = new Set(Object.keys(reservedFirstSegments));

/** What is fixed for a first path segment; undefined: it is an application's, or nobody's. */
export function reservedSegment(first: string): ReservedSegment | undefined {
  return Object.hasOwn(reservedFirstSegments, first)
    ? reservedFirstSegments[first as keyof typeof reservedFirstSegments]
    : undefined;
}

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

/** What players of TPStreams ask by themselves: whether an asset's token is good, where its media is, and its key. */
const ASKED_BY_PLAYERS = /^\/api\/v1\/[^/]+\/assets\/[^/]+(?:\/aes_key)?\/?$/;

/** True for an undecoded path that the APIs of other systems answer, whatever the listener. */
export function isCompatPath(path: string): boolean {
  const [, first = "", second] = path.split("/", 3);
  const reserved = reservedSegment(first);
  return reserved === undefined ? second === "rest" : reserved.answerer === "compat";
}

/** Which listener serves a compat path: whoever manages tokens is the admin's, players come from anywhere. */
export function placeOfCompat(path: string): "admin" | "both" {
  return ASKED_BY_PLAYERS.test(path) ? "both" : "admin";
}

/** Organization codes that belong to routes. */
export const RESERVED_ORGANIZATION_CODES: ReadonlySet<string> = new Set(["splay"]);

// `/{app}/{stream}/whip` is a door of {stream}, so a longer id that ends or goes on there would be ambiguous.
const doorsOfStream: ReadonlySet<string> = new Set(["whip", "whep"]);

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const PLAYER_MODULE = new RegExp(`^/${UUID}/${UUID}\\.js$`, "i");
const MODULE_FILE = new RegExp(`^${UUID}\\.js$`, "i");

/** True for the path, undecoded, of the module in embedding codes of Flowplayer: `/{uuid}/{uuid}.js`. */
export function isPlayerModule(path: string): boolean {
  return PLAYER_MODULE.test(path);
}

/** Whether an application's name is taken by one of Sluice's own routes (409 `name-reserved`). */
export function isReservedApplicationName(name: string): boolean {
  return RESERVED_FIRST_SEGMENTS.has(name);
}

/**
 * Whether a stream's id, of one or more segments, hides or is hidden by a route inside its application: its first
 * segment is a reserved word or the name of a player's module, or a later one is `whip` or `whep` (409 `name-reserved`).
 */
export function isReservedStreamId(id: string): boolean {
  const [first = "", ...later] = id.split("/");
  if (RESERVED_IN_APPLICATION.has(first) || MODULE_FILE.test(first)) return true;
  return later.some(segment => doorsOfStream.has(segment));
}

/** Whether an organization's code is taken (409 `name-reserved`). */
export function isReservedOrganizationCode(code: string): boolean {
  return RESERVED_ORGANIZATION_CODES.has(code);
}
