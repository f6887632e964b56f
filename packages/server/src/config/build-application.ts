import { resolve } from "node:path";
import { Secret } from "@sluice/token";
import { type ApplicationSettings, SESSION_DEFAULTS, type StreamSettings } from "./applications-schema.ts";
import { normalizeBaseUrl } from "./base-url.ts";
import type {
  ApplicationConfig,
  EntriesConfig,
  OriginConfig,
  SessionConfig,
  StreamConfig,
  StreamKind,
} from "./config.ts";
import type { OriginSettings } from "./origin-schema.ts";

const DEFAULT_ENTRIES: EntriesConfig = { hls: "index.m3u8", dash: undefined, mp4: undefined };

/** One application as the program uses it, its defaults filled in. `yamlFolder` is absolute. */
export function buildApplication(
  name: string,
  settings: ApplicationSettings,
  yamlFolder: string,
): ApplicationConfig {
  const { kind, origin, streams } = settings;
  return {
    name,
    kind,
    origin: origin === undefined ? undefined : buildOrigin(origin, yamlFolder),
    streams:
      streams === "any"
        ? streams
        : Object.entries(streams).map(([id, stream]) => buildStream(id, stream, kind)),
    defaultTtlSeconds: settings.default_ttl,
    sessions: {
      live: buildSessions(settings.sessions, "live"),
      vod: buildSessions(settings.sessions, "vod"),
    },
    grace: settings.grace,
  };
}

function buildOrigin(
  { folder, url, headers = {}, allow_private }: OriginSettings,
  yamlFolder: string,
): OriginConfig {
  if (url === undefined) return { kind: "folder", folder: resolve(yamlFolder, folder ?? "") };
  return {
    kind: "http",
    url: normalizeBaseUrl(url),
    headers: Object.entries(headers).map(([name, value]) => ({
      name: name.toLowerCase(),
      value: new Secret(value),
    })),
    allowPrivate: allow_private ?? false,
  };
}

function buildStream(id: string, stream: StreamSettings, applicationKind: StreamKind): StreamConfig {
  return {
    id,
    kind: stream.kind ?? applicationKind,
    group: stream.group,
    aliases: stream.aliases,
    entries: stream.entries === undefined ? DEFAULT_ENTRIES : buildEntries(stream.entries),
  };
}

function buildEntries({ hls, dash, mp4 }: NonNullable<StreamSettings["entries"]>): EntriesConfig {
  return { hls, dash, mp4 };
}

// Defaults give way to what was given, so that idle and lease never exceed the session's life by themselves.
function buildSessions(given: ApplicationSettings["sessions"], kind: StreamKind): SessionConfig {
  const defaults = SESSION_DEFAULTS[kind];
  const maxSeconds = given.max_seconds ?? Math.max(defaults.max_seconds, given.idle_seconds ?? 0);
  const idleSeconds = given.idle_seconds ?? Math.min(defaults.idle_seconds, maxSeconds);
  return {
    idleSeconds,
    maxSeconds,
    leaseSeconds: given.lease_seconds ?? Math.min(defaults.lease_seconds, maxSeconds),
  };
}
