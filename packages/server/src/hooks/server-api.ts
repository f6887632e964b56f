import type { Action, SessionConnection } from "@sluice/policy";
import type { MediaServerSettings } from "../declarations/media-server.ts";

/** A client as a media server lists it. */
export interface ServerClient {
  /** As in the hook's `connectionId`, so that both mean the same connection. */
  readonly id: string;
  /** Other ids that the hook may have called it by (RTSP: the connection's, where `id` is the session's). */
  readonly otherIds?: readonly string[] | undefined;
  /** Lower case. */
  readonly protocol: string;
  readonly action: Action;
  /** As in OpenEvent. */
  readonly application?: string | undefined;
  /** As in OpenEvent; empty: the list does not tell it. */
  readonly stream: string;
  /** Undefined: not told. */
  readonly ip: string | undefined;
  /** True for what the server itself fetches, pushes or records, where no client can make itself look so. Default false. */
  readonly isServersOwn?: boolean | undefined;
  /** Where the list shows the client's query or user: the token in it; else undefined. */
  readonly token: string | undefined;
  readonly userAgent?: string | undefined;
  /** Media bytes so far, both directions; undefined: not told. */
  readonly bytes: number | undefined;
  /** Any number that grows while media flows, where bytes are not told. */
  readonly progress?: number | undefined;
  /** Unix seconds; undefined: not told. */
  readonly startedAtSeconds?: number | undefined;
}

/** What a server knows at one moment. */
export interface ServerListing {
  /** Undefined: it cannot tell, and nobody is known to be gone. */
  readonly clients: readonly ServerClient[] | undefined;
  /** Protocols whose connections live without being on the list. Default: none. */
  readonly unlistedProtocols?: readonly string[] | undefined;
  /**
   * Streams that can be played now, published by a client or fetched by the server itself, as `application/stream` or as
   * the server names them; undefined: it cannot tell.
   */
  readonly publishedStreams?: readonly PublishedStream[] | undefined;
}

/** A stream in the server's own words, as in OpenEvent. */
export interface PublishedStream {
  readonly application?: string | undefined;
  readonly stream: string;
}

/** `gone`: there was no such client any more, which is as good. */
export type KickOutcome = "kicked" | "gone" | "unsupported";

/** A media server's own API. Every method rejects when it cannot be reached or answers nonsense; never with a credential in its message. */
export interface ServerApi {
  list(): Promise<ServerListing>;
  kick(connection: SessionConnection, of: KickedClient): Promise<KickOutcome>;
  /** True where a publisher is cut by cutting its stream, whoever publishes it by then. Default false. */
  readonly kicksWholeStream?: boolean | undefined;
}

/** What the connection carried: `stream` is `application/stream`. */
export interface KickedClient {
  readonly action: Action;
  readonly stream: string;
}

/** One request to a server's API. */
export interface ServerRequest {
  readonly method: "GET" | "POST" | "DELETE";
  /** Below the API's address, with a leading slash; holds its own query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON. */
  readonly json?: unknown;
}

/** What it answered, whatever the status. */
export interface ServerReply {
  readonly status: number;
  readonly text: string;
}

/** One call to a server's API: bounded in time (2 s) and size (8 MiB), through the egress policy. Rejects on anything but an answer. */
export type CallServer = (request: ServerRequest) => Promise<ServerReply>;

/** Makes the API of one configured server. */
export type OpenServerApi = (server: MediaServerSettings, call: CallServer) => ServerApi;
