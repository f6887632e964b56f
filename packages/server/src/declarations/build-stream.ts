import { limitConstraints, normaliseDomain } from "@sluice/policy";
import type { EntriesDeclaration, StreamDeclaration } from "./declaration.ts";
import type { LimitsSettings } from "./limits-schema.ts";
import type { StreamSettings } from "./stream-schema.ts";

/** What a stream plays that names no entry. */
export const DEFAULT_ENTRIES: EntriesDeclaration = { hls: "index.m3u8" };

/** One stream with its defaults filled in. */
export function buildStream(id: string, settings: StreamSettings): StreamDeclaration {
  return {
    id,
    kind: settings.kind,
    group: settings.group,
    aliases: settings.aliases ?? [],
    entries: settings.entries ?? DEFAULT_ENTRIES,
    enforcement: settings.enforcement ?? {},
    limits: settings.limits === undefined ? [] : buildLimits(settings.limits),
    maxSessions: settings.limits?.max_sessions,
  };
}

function buildLimits({ ip = [], domains = [], not_before, expires_at }: LimitsSettings) {
  return limitConstraints({
    notBeforeSeconds: not_before,
    expiresAtSeconds: expires_at,
    ip,
    domains: domains.map(domain => normaliseDomain(domain) ?? domain),
  });
}
