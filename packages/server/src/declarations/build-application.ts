import type { Action, Enforcement } from "@sluice/policy";
import { impliedEnforcement } from "./antmedia-mechanisms.ts";
import { buildAntmedia } from "./antmedia-settings.ts";
import type { ApplicationSettings } from "./application-schema.ts";
import { normalizeBaseUrl } from "./base-url.ts";
import { buildOrigin } from "./build-origin.ts";
import type { ApplicationDeclaration, SessionDeclaration, StreamKind } from "./declaration.ts";
import { DEFAULT_TTL_SECONDS, GRACE_DEFAULTS, SESSION_DEFAULTS } from "./session-defaults.ts";

/** One application with its defaults filled in. Relative folders start at `baseFolder`, which is absolute. */
export function buildApplication(
  name: string,
  settings: ApplicationSettings,
  baseFolder: string,
): ApplicationDeclaration {
  const { origin, antmedia = {}, sessions = {}, grace } = settings;
  const registeredOnly = settings.registered_only ?? antmedia.acceptOnlyStreamsInDataStore ?? false;
  const enforcement = { publish: enforcementOf(settings, "publish"), play: enforcementOf(settings, "play") };
  return {
    name,
    kind: settings.kind,
    origin: origin === undefined ? undefined : buildOrigin(origin, baseFolder),
    carriage: settings.carriage ?? "path",
    edgeUrls: (settings.edge_urls ?? []).map(normalizeBaseUrl),
    cachesSegments: settings.segment_cache ?? true,
    registeredOnly,
    enforcement,
    defaultTtlSeconds: settings.default_ttl ?? DEFAULT_TTL_SECONDS,
    embedsToken: settings.embed_token ?? false,
    sessions: { live: buildSessions(sessions, "live"), vod: buildSessions(sessions, "vod") },
    grace: {
      seconds: grace?.seconds ?? GRACE_DEFAULTS.seconds,
      repeats: grace?.repeats ?? GRACE_DEFAULTS.repeats,
    },
    antmedia: buildAntmedia(antmedia, { enforcement, registeredOnly }),
  };
}

function enforcementOf({ enforcement, antmedia }: ApplicationSettings, action: Action): Enforcement {
  return enforcement?.[action] ?? (antmedia && impliedEnforcement(antmedia, action)) ?? "enforce";
}

// Defaults give way to what was given, so that idle and lease never exceed the session's life by themselves.
function buildSessions(
  given: NonNullable<ApplicationSettings["sessions"]>,
  kind: StreamKind,
): SessionDeclaration {
  const defaults = SESSION_DEFAULTS[kind];
  const maxSeconds = given.max_seconds ?? Math.max(defaults.max_seconds, given.idle_seconds ?? 0);
  const idleSeconds = given.idle_seconds ?? Math.min(defaults.idle_seconds, maxSeconds);
  return {
    idleSeconds,
    maxSeconds,
    leaseSeconds: given.lease_seconds ?? Math.min(defaults.lease_seconds, maxSeconds),
  };
}
