import type { FurtherLimits } from "@sluice/policy";

/** Limits as a token or a stream has them. */
export interface LimitsToShow {
  readonly maxUses?: number | undefined;
  readonly maxSessions?: number | undefined;
  readonly limits?: FurtherLimits | undefined;
}

/** Limits in the words in which they are given; null: none. */
export function limitsView({ maxUses, maxSessions, limits = {} }: LimitsToShow) {
  return {
    max_uses: maxUses ?? null,
    max_sessions: sessionsView(maxSessions, limits),
    max_watch_minutes: limits.maxWatchMinutes ?? null,
    max_bytes: limits.maxBytes ?? null,
    bind: limits.bind ?? null,
    countries: limits.countries ?? null,
    asns: limits.asns ?? null,
    rules: limits.rules ?? null,
    hours:
      limits.hours?.map(({ timeZone, ...hours }) =>
        timeZone === undefined ? hours : { ...hours, time_zone: timeZone },
      ) ?? null,
    max_height: limits.maxHeight ?? null,
    renditions: limits.renditions ?? null,
    download: limits.download ?? null,
  };
}

/** A number when it is counted as a number alone is. */
function sessionsView(count: number | undefined, { sessionCounting }: FurtherLimits) {
  if (count === undefined) return null;
  if (!sessionCounting) return count;
  const { per, over, whenFull } = sessionCounting;
  return { count, per, over, when_full: whenFull };
}
