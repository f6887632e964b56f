import type { Action, Constraint, Enforcement, StreamFacts } from "@sluice/policy";

/** Where an application's media comes from, as data; the gateway opens it. */
export type OriginSettings =
  | { readonly kind: "folder"; readonly folder: string }
  | {
      readonly kind: "http";
      readonly url: string;
      /** Sent to the origin with each request; values may be secret and are never logged. */
      readonly headers: Readonly<Record<string, string>>;
      readonly allowPrivate: boolean;
    }
  | { readonly kind: "demo" };

export type StreamKind = "live" | "vod";

/** The three clocks of a session, in seconds. */
export interface SessionClocks {
  /** Without a request for so long, the session is over. */
  readonly idleSeconds: number;
  /** No session lasts longer. */
  readonly maxSeconds: number;
  /** Without a request for so long, the session's slot is free. */
  readonly leaseSeconds: number;
}

/** Paths of a stream's entries below the stream's folder. */
export interface StreamEntries {
  readonly hls?: string | undefined;
  readonly dash?: string | undefined;
  readonly mp4?: string | undefined;
}

/** A stream that is registered by name. */
export interface RegisteredStream {
  /** Without the application: `clip`, `series/one`. */
  readonly id: string;
  /** Undefined: its application's. */
  readonly kind: StreamKind | undefined;
  readonly group: string | undefined;
  readonly aliases: readonly string[];
  readonly entries: StreamEntries;
  /** Where it differs from its application's. */
  readonly enforcement: { readonly [A in Action]?: Enforcement | undefined };
  /** Its own limits, on top of every token's: not-before, expiry, ip, domain. */
  readonly limits: readonly Constraint[];
  /** Sessions at the same time, over all tokens. */
  readonly maxSessions: number | undefined;
}

/** A namespace of streams with its origin and its session settings. */
export interface Application {
  readonly name: string;
  readonly organization: string;
  readonly kind: StreamKind;
  readonly origin: OriginSettings | undefined;
  readonly enforcement: Readonly<Record<Action, Enforcement>>;
  /** True: any stream name is taken, registered or not. */
  readonly acceptsAnyStream: boolean;
  readonly streams: ReadonlyMap<string, RegisteredStream>;
  /** Lifetime of a token that names none. */
  readonly defaultTtlSeconds: number;
  readonly clocks: Readonly<Record<StreamKind, SessionClocks>>;
  /** How a holder may repeat an entry (0 seconds: not at all). */
  readonly grace: { readonly seconds: number; readonly repeats: number };
}

/** A stream as a request found it. */
export interface LocatedStream {
  readonly application: Application;
  readonly facts: StreamFacts;
  /** Without the application. */
  readonly id: string;
  readonly kind: StreamKind;
  readonly entries: StreamEntries;
  /** The stream's own, or else its application's. */
  readonly enforcement: Readonly<Record<Action, Enforcement>>;
  /** The stream's own limits (not-before, expiry, ip, domain); empty when it has none. */
  readonly limits: readonly Constraint[];
  /** The stream's own limit of sessions at the same time, over all tokens. */
  readonly maxSessions: number | undefined;
}
