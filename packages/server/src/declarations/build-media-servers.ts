import { Secret } from "@sluice/token";
import { normalizeBaseUrl } from "./base-url.ts";
import { normalizeClientAddress } from "./client-address.ts";
import {
  type ClientAddresses,
  clientProtocols,
  type MediaServerApiSettings,
  type MediaServerSettings,
  mediaServerKindOf,
} from "./media-server.ts";
import type { MediaServerEntry } from "./media-server-schema.ts";

const STANDARD_LIFETIME_SECONDS = 120;

/** The servers of a file that was checked, in its order: each has a kind. Without secrets where they have none of their own. */
export function buildMediaServers(
  entries: Readonly<Record<string, MediaServerEntry>>,
): readonly MediaServerSettings[] {
  return Object.entries(entries).flatMap(([name, entry]) => {
    const kind = entry.kind ?? mediaServerKindOf(name);
    return kind === undefined ? [] : [buildMediaServer({ name, kind }, entry)];
  });
}

/** One media server with every default filled in. */
export function buildMediaServer(
  { name, kind }: Pick<MediaServerSettings, "name" | "kind">,
  entry: MediaServerEntry,
): MediaServerSettings {
  return {
    name,
    kind,
    secrets: (entry.secrets ?? []).map(text => new Secret(text)),
    allow: entry.allow ?? [],
    application: entry.application,
    needsPublisher: entry.needs_publisher,
    // Their HTTP clients write X-Forwarded-For themselves, and they believe them.
    trustsClientAddress: entry.trust_client_address ?? (kind !== "srs" && kind !== "ome"),
    lifetimeSeconds: entry.lifetime_seconds ?? STANDARD_LIFETIME_SECONDS,
    api: entry.api === undefined ? undefined : buildApi(entry.api),
    addresses: buildAddresses(entry.addresses ?? {}),
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

function buildAddresses(given: NonNullable<MediaServerEntry["addresses"]>): ClientAddresses {
  return Object.fromEntries(
    clientProtocols.flatMap(protocol => {
      const address = given[protocol];
      return address === undefined ? [] : [[protocol, normalizeClientAddress(address)]];
    }),
  );
}

function secretOf(text: string | undefined): Secret | undefined {
  return text === undefined ? undefined : new Secret(text);
}
