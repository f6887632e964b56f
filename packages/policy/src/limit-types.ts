/** Whose sessions a limit counts together. */
export const sessionScopes = ["token", "user", "stream"] as const;
/** One of these scopes. */
export type SessionsPer = (typeof sessionScopes)[number];

/** Within which space they are counted. */
export const sessionSpaces = ["stream", "application", "organization"] as const;
/** One of these spaces. */
export type SessionsOver = (typeof sessionSpaces)[number];

/** What becomes of whoever comes when every place is taken. */
export const fullRules = ["reject-new", "evict-oldest", "evict-same-device"] as const;
/** One of these rules. */
export type WhenFull = (typeof fullRules)[number];

/** How sessions at the same time are counted, and what happens when there are too many; the count stands beside it. */
export interface SessionCounting {
  readonly per: SessionsPer;
  readonly over: SessionsOver;
  readonly whenFull: WhenFull;
}

/** What of its first request a session may be held to. */
export const bindings = ["address", "prefix", "asn", "agent"] as const;
/** One of these marks of a client. */
export type Binding = (typeof bindings)[number];

/** To what a session is held, and how often it may move. */
export interface BindLimit {
  /** At least one, none twice. */
  readonly to: readonly Binding[];
  /** Moves to another client; undefined: none. */
  readonly rebinds?: number | undefined;
}

/** Whom something is open to: with `allow` only those, and never those of `deny`. At least one of the two is there. */
export interface AllowDeny<T> {
  readonly allow?: readonly T[] | undefined;
  readonly deny?: readonly T[] | undefined;
}

/** One of several rules: it matches when everything that it names does; one that names nothing matches all. */
export interface AccessRule {
  readonly effect: "allow" | "deny";
  /** Addresses and CIDR networks. */
  readonly ip?: readonly string[] | undefined;
  /** ISO 3166-1 alpha-2, capitals. */
  readonly countries?: readonly string[] | undefined;
  readonly asns?: readonly number[] | undefined;
  /** Parts of a User-Agent; `*` stands for anything. */
  readonly agents?: readonly string[] | undefined;
  /** Normalised host patterns. */
  readonly domains?: readonly string[] | undefined;
}

/** Days of the week, as `hours` names them. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
/** One of these days. */
export type Weekday = (typeof weekdays)[number];

/** A time of day in which something is open. */
export interface OpenHours {
  /** Undefined: every day. A window over midnight belongs to the day on which it begins. */
  readonly days?: readonly Weekday[] | undefined;
  /** `HH:MM`, 00:00 to 23:59. */
  readonly from: string;
  /** `HH:MM`, 00:00 to 24:00; not later than `from`: on the next day. */
  readonly to: string;
  /** A name of the IANA time zone database; undefined: UTC. */
  readonly timeZone?: string | undefined;
}

/** Limits beside those of times, places and sites; whatever is undefined does not limit. */
export interface FurtherLimits {
  /** Of `maxSessions`; undefined: counted per token over the organization, a stream's own per stream, and newcomers are refused. */
  readonly sessionCounting?: SessionCounting | undefined;
  readonly maxWatchMinutes?: number | undefined;
  readonly maxBytes?: number | undefined;
  /** `none`: a session belongs to whoever has its address. */
  readonly bind?: BindLimit | "none" | undefined;
  readonly countries?: AllowDeny<string> | undefined;
  readonly asns?: AllowDeny<number> | undefined;
  /** The first that matches decides, and where none matches nobody is let in. */
  readonly rules?: readonly AccessRule[] | undefined;
  /** Open in any of them. */
  readonly hours?: readonly OpenHours[] | undefined;
  /** Lines of picture. */
  readonly maxHeight?: number | undefined;
  /** Names of renditions that may be played. */
  readonly renditions?: readonly string[] | undefined;
  /** False: played, not downloaded. Undefined: nothing is said. */
  readonly download?: boolean | undefined;
}
