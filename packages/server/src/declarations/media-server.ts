import type { Secret } from "@sluice/token";

/** Media servers whose hooks are answered; the first segment behind `/hooks/`. */
export const mediaServerKinds = [
  "mediamtx",
  "srs",
  "ome",
  "nginx-rtmp",
  "zlmediakit",
  "node-media-server",
  "antmedia",
  "bintu",
] as const;

export type MediaServerKind = (typeof mediaServerKinds)[number];

/** A kind by its word; undefined for any other text. */
export function mediaServerKindOf(text: unknown): MediaServerKind | undefined {
  return mediaServerKinds.find(kind => kind === text);
}

/** Where a media server's own API is, and what opens it. */
export interface MediaServerApiSettings {
  /** Without a slash at its end: `http://127.0.0.1:9997`; for nginx-rtmp the folder that holds `control` and `stat`. */
  readonly url: string;
  readonly username: string | undefined;
  readonly password: Secret | undefined;
  /** ZLMediaKit's own `secret`, or OvenMediaEngine's access token. */
  readonly secret: Secret | undefined;
}

/** What clients reach a media server by, beside HTTP players; also the words of `urls` in a token's answer. */
export const clientProtocols = ["rtmp", "rtsp", "srt", "whip", "whep"] as const;

export type ClientProtocol = (typeof clientProtocols)[number];

/** Where clients reach a media server, without a slash at the end: `rtmp://media.example`, `srt://media.example:8890`. */
export type ClientAddresses = Readonly<Partial<Record<ClientProtocol, string>>>;

/** One media server that asks Sluice. */
export interface MediaServerSettings {
  /** Its name in the configuration; a kind's own name when it is not configured. */
  readonly name: string;
  readonly kind: MediaServerKind;
  /** Any of them proves the caller; at most two, for rotation. The first is printed. */
  readonly secrets: readonly Secret[];
  /** Addresses and CIDR networks that calls may come from; empty: any. */
  readonly allow: readonly string[];
  /** The application of streams that the server names with one segment. */
  readonly application: string;
  /** Whether playing needs a live publisher that is known here; false: the server fetches streams by itself. */
  readonly needsPublisher: boolean;
  /** Whether the client addresses that it tells are believed; false where clients can write them. */
  readonly trustsClientAddress: boolean;
  /** After so many seconds the server asks anew (OvenMediaEngine's `lifetime`). */
  readonly lifetimeSeconds: number;
  readonly api: MediaServerApiSettings | undefined;
  /** Printed with tokens; empty: none is. */
  readonly addresses: ClientAddresses;
}
