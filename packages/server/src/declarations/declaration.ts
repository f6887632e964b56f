import type { Action, Constraint, Enforcement, FurtherLimits } from "@sluice/policy";
import type { Secret } from "@sluice/token";
import type { AntmediaDeclaration } from "./antmedia-settings.ts";

/** Whether media is happening now or was stored before. */
export type StreamKind = "live" | "vod";

/**
 * How a session is carried from request to request: `/s/{handle}/…`, a cookie for the stream's folder, or a parameter of
 * every URI that a manifest holds.
 */
export type Carriage = "path" | "cookie" | "query";

/** A namespace of streams, as it was declared, its defaults filled in. */
export interface ApplicationDeclaration {
  readonly name: string;
  readonly kind: StreamKind;
  /** Where the gateway gets media; undefined when it serves none (hooks, edges and checks only). */
  readonly origin: OriginDeclaration | undefined;
  readonly carriage: Carriage;
  /**
   * Where web servers that ask this server deliver the application's media: http or https, with no slash at the end. They
   * may see the handles of its sessions.
   */
  readonly edgeUrls: readonly string[];
  /** True: segments are kept in memory for all their viewers. */
  readonly cachesSegments: boolean;
  /** True: only registered streams exist. */
  readonly registeredOnly: boolean;
  readonly enforcement: Readonly<Record<Action, Enforcement>>;
  /** True: embed codes of its streams carry a token of their own, where playing is enforced. */
  readonly embedsToken?: boolean | undefined;
  /** Life of a token that names no end, in seconds. */
  readonly defaultTtlSeconds: number;
  /** The clocks of a session, by the kind of its stream. */
  readonly sessions: Readonly<Record<StreamKind, SessionDeclaration>>;
  readonly grace: GraceDeclaration;
  /** Its settings by Ant Media's names. */
  readonly antmedia: AntmediaDeclaration;
}

/** A folder, another HTTP server, or a bucket. */
export type OriginDeclaration = FolderOriginDeclaration | HttpOriginDeclaration | BucketOriginDeclaration;

/** Media in a folder of this machine. */
export interface FolderOriginDeclaration {
  readonly kind: "folder";
  /** Absolute path. */
  readonly folder: string;
  /** What nginx in front calls the folder, a slash at both ends: it then sends the files itself. Undefined: Sluice does. */
  readonly accelRedirect?: string | undefined;
}

/** Media of another HTTP server. */
export interface HttpOriginDeclaration {
  readonly kind: "http";
  /** http or https, with no slash at its end, no query and no credentials. */
  readonly url: string;
  /** Sent with every request to the origin; names in lower case. */
  readonly headers: readonly OriginHeader[];
  /** How Sluice proves itself there, besides headers. */
  readonly credential: HttpCredential | undefined;
  /** Whether the origin may be on a private or loopback address. */
  readonly allowPrivate: boolean;
}

/** What an HTTP server is sent as `Authorization`. */
export type HttpCredential =
  | { readonly scheme: "basic"; readonly user: Secret; readonly password: Secret }
  | { readonly scheme: "bearer"; readonly token: Secret };

/** Media in a bucket of a store that speaks S3. */
export interface BucketOriginDeclaration {
  readonly kind: "bucket";
  readonly bucket: string;
  readonly region: string;
  /** http or https, without a path and with no slash at its end. */
  readonly endpoint: string;
  /** What keys begin with, without slashes at its ends; empty: nothing. */
  readonly prefix: string;
  /** True: the bucket's name is the first segment of the path; false: the first label of the host. */
  readonly pathStyle: boolean;
  readonly accessKeyId: Secret;
  readonly secretAccessKey: Secret;
  /** Of temporary credentials. */
  readonly sessionToken: Secret | undefined;
  /** Whether the store may be on a private or loopback address. */
  readonly allowPrivate: boolean;
}

/** One header for an origin. */
export interface OriginHeader {
  readonly name: string;
  readonly value: Secret;
}

/** A registered stream, as it was declared. */
export interface StreamDeclaration {
  /** One or more segments joined by `/`. */
  readonly id: string;
  /** Undefined: its application's. */
  readonly kind: StreamKind | undefined;
  /** The stream's group; undefined: it is its own group under its own name. */
  readonly group: string | undefined;
  /** Other names, unique in the organization. */
  readonly aliases: readonly string[];
  readonly entries: EntriesDeclaration;
  /** Where it differs from its application's. */
  readonly enforcement: { readonly [A in Action]?: Enforcement | undefined };
  /** Whether its embed codes carry a token; undefined: its application says so. */
  readonly embedsToken?: boolean | undefined;
  /** True: it goes along when its application's default is changed as that of a workspace. */
  readonly followsDefault?: boolean | undefined;
  /** Its own limits that a request alone decides: not-before, expiry, ip, domain, countries … */
  readonly limits: readonly Constraint[];
  /** Sessions at the same time, over all tokens. */
  readonly maxSessions: number | undefined;
  /** Plays in all, over all tokens. */
  readonly maxUses?: number | undefined;
  /** Its own limits beside times, places and sites, in their one written form. */
  readonly further?: FurtherLimits | undefined;
}

/** Where playback begins, as paths below the stream's folder. */
export interface EntriesDeclaration {
  readonly hls?: string | undefined;
  readonly dash?: string | undefined;
  readonly mp4?: string | undefined;
}

/** The clocks of a session, in whole seconds. */
export interface SessionDeclaration {
  /** Without a request for so long, the session ends. */
  readonly idleSeconds: number;
  /** The session ends so long after it began. */
  readonly maxSeconds: number;
  /** Without a request for so long, the session's slot is free for another. */
  readonly leaseSeconds: number;
}

/** How often the holder of a used token may repeat the entry. */
export interface GraceDeclaration {
  /** 0 turns it off. */
  readonly seconds: number;
  readonly repeats: number;
}

/** A set of streams under one name. */
export interface GroupDeclaration {
  readonly id: string;
  readonly title: string | undefined;
}
