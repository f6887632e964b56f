/** How the media of a session is packed. */
export type Format = "hls" | "mp4";

/** A session that the server opened for this tab. `url` holds the handle, which is a secret. */
export interface PlaySession {
  /** Public id: may be shown and logged. Undefined when the application does not enforce tokens. */
  readonly id: string | undefined;
  /** Absolute URL of the manifest or file. */
  readonly url: string;
  readonly format: Format;
  readonly kind: "vod" | "live";
  /** Unix seconds; null when the session has no fixed end. */
  readonly expiresAtSeconds: number | null;
}

/** Reads the server's answer to `POST /s`; undefined when it is not one, or when its URL leaves the server. */
export function readSession(value: unknown, server: string): PlaySession | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { session, url, format, kind, expires_at } = value as Record<string, unknown>;
  const address = typeof url === "string" ? sessionAddress(url, server) : undefined;
  if (address === undefined) return undefined;
  if (format !== "hls" && format !== "mp4") return undefined;
  if (kind !== "vod" && kind !== "live") return undefined;
  return {
    id: typeof session === "string" ? session : undefined,
    url: address,
    format,
    kind,
    expiresAtSeconds: typeof expires_at === "number" ? expires_at : null,
  };
}

/** The absolute form of a session URL; undefined when it is on another origin than the server. */
export function sessionAddress(url: string, server: string): string | undefined {
  if (!URL.canParse(url, server)) return undefined;
  const address = new URL(url, server);
  return address.origin === new URL(server).origin ? address.href : undefined;
}
