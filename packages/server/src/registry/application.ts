import type { Action, Constraint, Enforcement, FurtherLimits, StreamFacts } from "@sluice/policy";
import type { AntmediaDeclaration } from "../declarations/antmedia-settings.ts";
import type {
  BucketOriginDeclaration,
  Carriage,
  EntriesDeclaration,
  FolderOriginDeclaration,
  GraceDeclaration,
  HttpCredential,
  SessionDeclaration,
  StreamDeclaration,
  StreamKind,
} from "../declarations/declaration.ts";

export type { StreamKind } from "../declarations/declaration.ts";

/** Where an application's media comes from, as data; the gateway opens it. */
export type OriginSettings =
  | FolderOriginDeclaration
  | {
      readonly kind: "http";
      readonly url: string;
      /** Sent to the origin with each request; values may be secret and are never logged. */
      readonly headers: Readonly<Record<string, string>>;
      /** How Sluice proves itself there, besides headers. */
      readonly credential?: HttpCredential | undefined;
      readonly allowPrivate: boolean;
      /** True: the machine's own operator wrote the URL, so that a private address in it is leave to connect there. */
      readonly byOperator: boolean;
    }
  | (BucketOriginDeclaration & {
      /** As for `http`, of the endpoint. */
      readonly byOperator: boolean;
    })
  | { readonly kind: "demo" };

/** The three clocks of a session, in seconds. */
export type SessionClocks = SessionDeclaration;

/** Paths of a stream's entries below the stream's folder. */
export type StreamEntries = EntriesDeclaration;

/** A stream that is registered by name. */
export type RegisteredStream = StreamDeclaration;

/** A namespace of streams with its origin and its session settings. */
export interface Application {
  readonly name: string;
  readonly organization: string;
  readonly kind: StreamKind;
  readonly origin: OriginSettings | undefined;
  readonly carriage: Carriage;
  /** True: segments are kept in memory for all their viewers. */
  readonly cachesSegments: boolean;
  /** Where its media may be asked for under a session besides here; no slash at the end. */
  readonly edgeUrls: readonly string[];
  readonly enforcement: Readonly<Record<Action, Enforcement>>;
  /** True: embed codes of its streams carry a token of their own, where playing is enforced. */
  readonly embedsToken?: boolean | undefined;
  /** True: any stream name is taken, registered or not. */
  readonly acceptsAnyStream: boolean;
  /** Lifetime of a token that names none. */
  readonly defaultTtlSeconds: number;
  readonly clocks: Readonly<Record<StreamKind, SessionClocks>>;
  /** How a holder may repeat an entry (0 seconds: not at all). */
  readonly grace: GraceDeclaration;
  /** Its settings by Ant Media's names. */
  readonly antmedia: AntmediaDeclaration;
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
  /** True: its embed codes carry a token, by its own word or its application's. */
  readonly embedsToken?: boolean | undefined;
  /** The stream's own limits that a request alone decides; empty when it has none. */
  readonly limits: readonly Constraint[];
  /** The stream's own limit of sessions at the same time, over all tokens. */
  readonly maxSessions: number | undefined;
  /** Its own limit of plays in all, over all tokens. */
  readonly maxUses?: number | undefined;
  /** Its own limits beside times, places and sites. */
  readonly further?: FurtherLimits | undefined;
}
