import {
  bindings,
  fullRules,
  normaliseDomain,
  parseNetwork,
  sessionScopes,
  sessionSpaces,
  weekdays,
} from "@sluice/policy";
import { z } from "zod";
import { noted } from "../setting-notes.ts";

/** Of a list whose schema says nothing else. */
export const LONGEST_LIST = 100;
/** As many as there are countries. */
const MOST_COUNTRIES = 300;
const MOST_ASNS = 1_000;
const HIGHEST_ASN = 4_294_967_295;
const MOST_REBINDS = 1_000;
const MOST_COUNTED = 1_000_000_000;
const HIGHEST_PICTURE = 16_384;

const EMPTY_LIST = "an empty list would allow nobody; leave it out";

const country = z.string().regex(/^[A-Z]{2}$/, "is no country code: two capitals such as DE (ISO 3166-1)");
const asn = z.int().min(1).max(HIGHEST_ASN);
/** An address or a CIDR network, IPv4 or IPv6. */
export const network = z
  .string()
  .max(64)
  .refine(text => parseNetwork(text) !== undefined, { error: "is no address and no CIDR network" });
/** A host, or all below one: `example.com`, `*.example.com`. */
export const host = z
  .string()
  .max(300)
  .refine(text => normaliseDomain(text) !== undefined, {
    error: "is no host name (example.com or *.example.com)",
  });
const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: "is no time zone: a name such as Europe/Berlin, or UTC" });

/** Of one at least: an empty one would be a limit that nobody meets. */
export function listOf<T extends z.ZodType>(item: T, most = LONGEST_LIST) {
  return z.array(item).min(1, EMPTY_LIST).max(most);
}

function allowDeny<T extends z.ZodType>(item: T, most: number) {
  return z
    .strictObject({ allow: listOf(item, most).optional(), deny: listOf(item, most).optional() })
    .refine(({ allow, deny }) => allow !== undefined || deny !== undefined, {
      error: "give allow, deny, or both",
    });
}

/** How many in all, or at the same time. Each its own schema: notes belong to one. */
const count = () => z.int().min(1).max(MOST_COUNTED);

/** `max_sessions` in its long form. */
const countedSessions = z
  .strictObject({
    count: count().describe("Sessions at the same time."),
    per: z
      .enum(sessionScopes)
      .optional()
      .describe(
        "Whose sessions are counted together. Default: `token`; of a stream's own limit `stream`. Who has no user is counted by token.",
      ),
    over: z
      .enum(sessionSpaces)
      .optional()
      .describe(
        "Where they are counted. Default: `organization`; `stream` per stream and of a stream's own.",
      ),
    when_full: z
      .enum(fullRules)
      .optional()
      .describe(
        "Who goes when all places are taken: whoever comes (default), whoever has played longest, or whoever plays on what looks like the same device.",
      ),
  })
  .refine(({ per, over = "stream" }) => per !== "stream" || over === "stream", {
    error: "a stream's sessions are counted over the stream",
    path: ["over"],
  })
  .meta({ id: "SessionLimit" });

const rule = z
  .strictObject({
    effect: z.enum(["allow", "deny"]),
    ip: listOf(network).optional(),
    countries: listOf(country, MOST_COUNTRIES).optional(),
    asns: listOf(asn, MOST_ASNS).optional(),
    agents: listOf(z.string().min(1).max(256))
      .optional()
      .describe("Parts of a User-Agent; `*` stands for anything."),
    domains: listOf(host).optional(),
  })
  .meta({ id: "AccessRule" });

const window = z
  .strictObject({
    days: listOf(z.enum(weekdays), weekdays.length).optional().describe("Default: every day."),
    from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is no time of day: 09:00"),
    to: z
      .string()
      .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "is no time of day: 17:30")
      .describe("Not later than `from`: on the next day."),
    time_zone: timeZone.optional().describe("Default: UTC."),
  })
  .meta({ id: "OpenHours" });

/**
 * Every limit beside times, addresses and sites, in the one JSON form that tokens, delegations and streams share. Each
 * may be left out; what it does not say, it does not limit.
 */
export const limitFields = {
  max_uses: noted(count(), {
    description: "Sessions that can be made in all.",
    allowed: `a whole number from 1 to ${MOST_COUNTED}`,
    defaultText: "no limit",
  }),
  max_sessions: noted(
    z.union([count(), countedSessions], {
      error: "give a whole number from 1 on, or a map with count, per, over, when_full",
    }),
    {
      description: "Sessions at the same time.",
      allowed: `a whole number from 1 to ${MOST_COUNTED}, or a map with count, per (${sessionScopes.join(", ")}), over (${sessionSpaces.join(", ")}), when_full (${fullRules.join(", ")})`,
      defaultText: "no limit",
    },
  ),
  max_watch_minutes: noted(count(), {
    description: "Minutes of playback in all.",
    allowed: `a whole number from 1 to ${MOST_COUNTED}`,
    defaultText: "no limit",
  }),
  max_bytes: noted(z.int().min(1).max(Number.MAX_SAFE_INTEGER), {
    description: "Bytes of media in all.",
    allowed: "a whole number from 1 on",
    defaultText: "no limit",
  }),
  bind: noted(
    z.union(
      [
        z.literal("none"),
        z
          .strictObject({
            to: listOf(z.enum(bindings), bindings.length).refine(list => new Set(list).size === list.length, {
              error: "names one twice",
            }),
            rebinds: z
              .int()
              .min(0)
              .max(MOST_REBINDS)
              .optional()
              .describe("Moves that are allowed. Default: 0."),
          })
          .meta({ id: "Binding" }),
      ],
      { error: "give none, or a map with to and rebinds" },
    ),
    {
      description: "What of its first client a session stays with.",
      allowed: `none, or a map with to (a list of ${bindings.join(", ")}) and rebinds (0 to ${MOST_REBINDS})`,
      defaultText: "one User-Agent and one network where uses or sessions are counted",
    },
  ),
  countries: noted(allowDeny(country, MOST_COUNTRIES), {
    description: "Countries of viewers, by their address.",
    allowed: "a map with allow, deny or both, each a list of codes such as DE",
    defaultText: "any",
  }),
  asns: noted(allowDeny(asn, MOST_ASNS), {
    description: "Networks of providers, by their number (ASN).",
    allowed: "a map with allow, deny or both, each a list of numbers such as 3320",
    defaultText: "any",
  }),
  rules: noted(listOf(rule), {
    description: "Rules in order: the first that matches decides; where none does, nobody is let in.",
    allowed: `a list of 1 to ${LONGEST_LIST} maps with effect (allow, deny) and ip, countries, asns, agents, domains`,
    defaultText: "none",
  }),
  hours: noted(listOf(window), {
    description: "Times of day in which it is open.",
    allowed: `a list of 1 to ${LONGEST_LIST} maps with from and to (HH:MM), days (${weekdays.join(", ")}), time_zone`,
    defaultText: "always open",
  }),
  max_height: noted(z.int().min(1).max(HIGHEST_PICTURE), {
    description: "Lines of the highest picture that is played.",
    allowed: `a whole number from 1 to ${HIGHEST_PICTURE}`,
    defaultText: "any",
  }),
  renditions: noted(listOf(z.string().min(1).max(256)), {
    description: "Names of the renditions that are played.",
    allowed: `a list of 1 to ${LONGEST_LIST} names such as 360p`,
    defaultText: "all",
  }),
  download: noted(z.boolean(), {
    description: "Whether it may be downloaded besides being played.",
    allowed: "true or false",
    defaultText: "nothing is said",
  }),
} as const;

/** The same, each of which may be left out. */
export const limitWords = z.strictObject(limitFields).partial();

/** Their names. */
export const limitNames = limitWords.keyof().options;

/** Limits as they are given. */
export type LimitWords = z.output<typeof limitWords>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
