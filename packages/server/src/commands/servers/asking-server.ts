import type { Action, DenyReason } from "@sluice/policy";
import type { MediaServerKind } from "../../declarations/media-server.ts";
import type { WebEdgeKind } from "../../declarations/web-edge.ts";

/** What a server asked last, as its door remembers it since the start. No credential is part of it. */
export interface LastAsked {
  readonly atMilliseconds: number;
  /** The address of the server itself; undefined: it came through a socket that has none. */
  readonly from: string | undefined;
  /** `open`, `again`, `close`, `manage`, `notice` or `malformed`. */
  readonly event: string;
  readonly action: Action | undefined;
  readonly stream: string | undefined;
  /** Lower case: `rtmp`; undefined: the server did not say. */
  readonly protocol: string | undefined;
  readonly allowed: boolean;
  readonly reason: DenyReason | undefined;
  readonly ref: string | undefined;
}

/** A media server or a web server that may ask. */
export interface AskingServer {
  readonly name: string;
  readonly kind: MediaServerKind | WebEdgeKind;
  readonly door: "hook" | "edge";
  /** Whether its own API is configured, by which clients are listed and cut off. */
  readonly hasApi: boolean;
  /** The path that it asks, without the secret that follows in it. */
  readonly path: string;
  /** The first of its secrets, for its owner's eyes only; undefined: an edge has none, or this caller may not see it. */
  readonly secret: string | undefined;
  readonly lastAsked: LastAsked | undefined;
}
