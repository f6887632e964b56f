/** How the media of a session is packed; `whep` is WebRTC. */
export type Format = "hls" | "dash" | "mp4" | "whep";

/** Every format, in the order in which they are tried where nobody wishes otherwise. */
export const formats: readonly Format[] = ["hls", "dash", "mp4", "whep"];

/** A session that the server opened for this tab. `url` holds the handle, which is a secret. */
export interface PlaySession {
  /** Public id: may be shown and logged. Undefined when the application does not enforce tokens. */
  readonly id: string | undefined;
  /** Absolute URL of the manifest, the file or the WHEP endpoint. */
  readonly url: string;
  readonly format: Format;
  readonly kind: "vod" | "live";
  /** Unix seconds; null when the session has no fixed end. */
  readonly expiresAtSeconds: number | null;
  /** By how much the server's clock is ahead of this browser's, in seconds. */
  readonly clockAheadSeconds: number;
  /** Watermarks as the server sends them. */
  readonly annotations: readonly unknown[];
  /** True: an embed code's token made it, and the server renews that for whoever plays. */
  readonly renewable?: boolean | undefined;
}

/** Where an answer came from, and when (Unix seconds, by this browser's clock). */
export interface AnswerFrom {
  readonly server: string;
  readonly nowSeconds: number;
}

/** Reads the server's answer to `POST /s`; undefined when it is not one, or when its URL leaves the server. */
export function readSession(value: unknown, { server, nowSeconds }: AnswerFrom): PlaySession | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { session, url, format, kind, expires_at, now, annotations, renewable } = value as Record<
    string,
    unknown
  >;
  const address = typeof url === "string" ? sessionAddress(url, server) : undefined;
  const known = formats.find(candidate => candidate === format);
  if (address === undefined || known === undefined) return undefined;
  if (kind !== "vod" && kind !== "live") return undefined;
  return {
    id: typeof session === "string" ? session : undefined,
    url: address,
    format: known,
    kind,
    expiresAtSeconds: typeof expires_at === "number" ? expires_at : null,
    clockAheadSeconds: typeof now === "number" ? now - nowSeconds : 0,
    annotations: Array.isArray(annotations) ? annotations : [],
    ...(renewable === true ? { renewable } : {}),
  };
}

/** The handle in a session's URL, by which its holder shows that it plays; undefined: it is carried elsewhere. */
export function handleOf({ url }: Pick<PlaySession, "url">): string | undefined {
  return /\/s\/([\w-]{20,})\//.exec(new URL(url).pathname)?.[1];
}

/** The absolute form of a session URL; undefined when it is on another origin than the server. */
export function sessionAddress(url: string, server: string): string | undefined {
  if (!URL.canParse(url, server)) return undefined;
  const address = new URL(url, server);
  return address.origin === new URL(server).origin ? address.href : undefined;
}
