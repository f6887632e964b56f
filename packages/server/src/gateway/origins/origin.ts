import type { Readable } from "node:stream";
import type { LeaveSignal } from "../../lib/departure.ts";

/**
 * One contiguous byte range, as a client may ask for it (RFC 9110 section 14.1.2). Offsets are bytes, inclusive.
 * `start` alone means "to the end"; `suffix` means "the last n bytes".
 */
export type ByteRange =
  | { readonly start: number; readonly end: number | undefined }
  | { readonly suffix: number };

/** What the gateway asks an origin for. */
export interface OriginRequest {
  readonly method: "GET" | "HEAD";
  /** Normalised path below the application's root, no leading slash: `clip/v0/seg-1.m4s`. */
  readonly path: string;
  /** The client's query without credentials, no `?`; passed on to HTTP origins only (LL-HLS `_HLS_*`). */
  readonly query?: string | undefined;
  readonly range?: ByteRange | undefined;
  /** Validator of the client's copy (RFC 9110 section 13.1.2). */
  readonly ifNoneMatch?: string | undefined;
  /** Validator of the part that the client has; if it is not current, `range` does not count (section 13.1.5). */
  readonly ifRange?: string | undefined;
  /** Aborts when the client is gone or its session has ended. */
  readonly signal: LeaveSignal;
}

/** The media, or its head when the request was a HEAD (`body` is then undefined). */
export interface OriginMedia {
  readonly outcome: "media";
  readonly status: 200 | 206 | 304;
  readonly contentType: string;
  /** Bytes in `body`; undefined when the origin does not say. */
  readonly contentLength: number | undefined;
  /** `Content-Range` of a 206, ready to send. */
  readonly contentRange?: string | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  /** `Cache-Control` of an HTTP origin, as it came: whether and how long the memory cache may keep the media. */
  readonly cacheControl?: string | undefined;
  /** How long caches in between have kept it already (`Age`), in seconds. */
  readonly ageSeconds?: number | undefined;
  /**
   * Where redirects led to, when that is another place below the application's root, decoded: `clip/v2/index.m3u8`.
   * The media's relative references are meant from there. Undefined: they are meant from the path asked for.
   */
  readonly finalPath?: string | undefined;
  /** Redirects led to another path out of the origin's base URL: relative references have no place under it. */
  readonly isElsewhere?: true | undefined;
  readonly body: Uint8Array | Readable | undefined;
  /** Of bytes that others share: says that sending them takes time; the result, called once, that it is over. */
  readonly hold?: (() => () => void) | undefined;
}

/** Why there is no media; each is a deny reason of the policy table, and none spends a token. */
export interface OriginUnavailable {
  readonly outcome: "unavailable";
  readonly reason:
    | "media-not-found"
    | "media-type-refused"
    | "range-not-satisfiable"
    | "origin-error"
    | "origin-timeout"
    | "origin-unreachable";
  /** For `range-not-satisfiable`: the size of the whole, in bytes, for `Content-Range: bytes *`. */
  readonly totalBytes?: number | undefined;
  /**
   * What happened, for the operator only: a status, a refused address, an error's code. Names hosts and media types,
   * never a path's query, a header that was sent, or a credential.
   */
  readonly detail?: string | undefined;
}

export type OriginReply = OriginMedia | OriginUnavailable;

/** Where an application's media comes from: a folder, an HTTP server, the built-in demo. */
export interface Origin {
  readonly kind: string;
  /** Never throws for what a client or an origin can cause: that is `unavailable`. */
  open(request: OriginRequest): Promise<OriginReply>;
  /** Lets go of sockets and files. */
  close(): Promise<void>;
}
