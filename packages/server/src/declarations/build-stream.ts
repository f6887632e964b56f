import { limitConstraints, normaliseDomain } from "@sluice/policy";
import type { EntriesDeclaration, StreamDeclaration } from "./declaration.ts";
import { buildLimits, buildSessions } from "./limits/build-limits.ts";
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
    embedsToken: settings.embed_token,
    followsDefault: settings.follow_default,
    limits: settings.limits === undefined ? [] : constraintsOf(settings.limits),
    ...countsOf(settings.limits ?? {}),
  };
}

function countsOf(settings: LimitsSettings) {
  const { maxSessions } = buildSessions(settings.max_sessions, "stream");
  return { maxSessions, maxUses: settings.max_uses, further: buildLimits(settings, "stream") };
}

function constraintsOf(settings: LimitsSettings) {
  const { ip = [], domains = [], not_before, expires_at } = settings;
  return limitConstraints({
    notBeforeSeconds: not_before,
    expiresAtSeconds: expires_at,
    ip,
    domains: domains.map(domain => normaliseDomain(domain) ?? domain),
    limits: buildLimits(settings, "stream"),
  });
}
