import { Secret } from "@sluice/token";
import { normalizeBaseUrl } from "./base-url.ts";
import type { MediaServerApiSettings, MediaServerSettings } from "./media-server.ts";
import type { MediaServerEntry } from "./media-server-schema.ts";

const STANDARD_LIFETIME_SECONDS = 120;

/** The servers of a file that was checked, in its order. Without secrets where they have none of their own. */
export function buildMediaServers(
  entries: Readonly<Record<string, MediaServerEntry>>,
): readonly MediaServerSettings[] {
  return Object.entries(entries).map(([name, entry]) => buildMediaServer(name, entry));
}

/** One media server with every default filled in. */
export function buildMediaServer(name: string, entry: MediaServerEntry): MediaServerSettings {
  return {
    name,
    kind: entry.kind,
    secrets: (entry.secrets ?? []).map(text => new Secret(text)),
    allow: entry.allow ?? [],
    application: entry.application,
    needsPublisher: entry.needs_publisher,
    // Its HTTP clients write X-Forwarded-For themselves, and it believes them.
    trustsClientAddress: entry.trust_client_address ?? entry.kind !== "srs",
    lifetimeSeconds: entry.lifetime_seconds ?? STANDARD_LIFETIME_SECONDS,
    api: entry.api === undefined ? undefined : buildApi(entry.api),
  };
}

function buildApi(api: NonNullable<MediaServerEntry["api"]>): MediaServerApiSettings {
  return {
    url: normalizeBaseUrl(api.url),
    username: api.username,
    password: secretOf(api.password),
    secret: secretOf(api.secret),
  };
}

function secretOf(text: string | undefined): Secret | undefined {
  return text === undefined ? undefined : new Secret(text);
}
