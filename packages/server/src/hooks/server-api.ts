import type { Action, SessionConnection } from "@sluice/policy";
import type { MediaServerSettings } from "../declarations/media-server.ts";

/** A client as a media server lists it. */
export interface ServerClient {
  /** As in the hook's `connectionId`, so that both mean the same connection. */
  readonly id: string;
  /** Lower case. */
  readonly protocol: string;
  readonly action: Action;
  /** As in OpenEvent. */
  readonly application?: string | undefined;
  readonly stream: string;
  readonly ip: string | undefined;
  /** Where the list shows the client's query or user: the token in it; else undefined. */
  readonly token: string | undefined;
  readonly userAgent?: string | undefined;
  /** Media bytes so far, both directions; undefined: not told. */
  readonly bytes: number | undefined;
  /** Unix seconds; undefined: not told. */
  readonly startedAtSeconds?: number | undefined;
}

/** What a server knows at one moment. */
export interface ServerListing {
  readonly clients: readonly ServerClient[];
  /**
   * Streams that can be played now, published by a client or fetched by the server itself, as `application/stream` or as
   * the server names them; undefined: it cannot tell.
   */
  readonly publishedStreams?:
    | readonly { readonly application?: string | undefined; readonly stream: string }[]
    | undefined;
}

/** `gone`: there was no such client any more, which is as good. */
export type KickOutcome = "kicked" | "gone" | "unsupported";

/** A media server's own API. Every method rejects when it cannot be reached or answers nonsense; never with a credential in its message. */
export interface ServerApi {
  list(): Promise<ServerListing>;
  kick(
    connection: SessionConnection,
    of: { readonly action: Action; readonly stream: string },
  ): Promise<KickOutcome>;
}

/** One call to a server's API: bounded in time (2 s) and size (8 MiB), through the egress policy. Rejects on anything but an answer. */
export type CallServer = (request: {
  readonly method: "GET" | "POST" | "DELETE";
  /** Below the API's address, with a leading slash; holds its own query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}) => Promise<{ readonly status: number; readonly text: string }>;

/** Makes the API of one configured server. */
export type OpenServerApi = (server: MediaServerSettings, call: CallServer) => ServerApi;
