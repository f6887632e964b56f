import {
  type AccessRule,
  type FurtherLimits,
  normaliseDomain,
  type OpenHours,
  type SessionCounting,
} from "@sluice/policy";
import type { LimitWords } from "./limit-schemas.ts";

/** Whose limits they are: what a number alone means depends on it. */
export type LimitsOf = "token" | "stream";

/** `max_sessions` in its one written form; `counting` undefined: as a number alone is counted. */
export interface BuiltSessions {
  readonly maxSessions: number | undefined;
  readonly counting: SessionCounting | undefined;
}

/** Reads `max_sessions`, its defaults filled in. */
export function buildSessions(words: LimitWords["max_sessions"], of: LimitsOf): BuiltSessions {
  if (words === undefined || typeof words === "number") return { maxSessions: words, counting: undefined };
  const { count: maxSessions, per = of, when_full: whenFull = "reject-new" } = words;
  const usual = of === "stream" || per === "stream" ? "stream" : "organization";
  const counting = { per, over: words.over ?? usual, whenFull };
  const isUsual = per === of && counting.over === usual && whenFull === "reject-new";
  return { maxSessions, counting: isUsual ? undefined : counting };
}

/** Limits in their one written form; undefined when there are none beside what has a place of its own. */
export function buildLimits(words: LimitWords, of: LimitsOf): FurtherLimits | undefined {
  const { bind, countries, asns, rules, hours, renditions, download } = words;
  const limits: FurtherLimits = {
    sessionCounting: buildSessions(words.max_sessions, of).counting,
    maxWatchMinutes: words.max_watch_minutes,
    maxBytes: words.max_bytes,
    bind,
    countries,
    asns,
    rules: rules?.map(buildRule),
    hours: hours?.map(buildHours),
    maxHeight: words.max_height,
    renditions,
    download,
  };
  const given = Object.entries(limits).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function buildRule({ domains, ...rule }: NonNullable<LimitWords["rules"]>[number]): AccessRule {
  if (!domains) return rule;
  return { ...rule, domains: domains.map(domain => normaliseDomain(domain) ?? domain) };
}

function buildHours({ time_zone: timeZone, ...hours }: NonNullable<LimitWords["hours"]>[number]): OpenHours {
  return timeZone === undefined ? hours : { ...hours, timeZone };
}
