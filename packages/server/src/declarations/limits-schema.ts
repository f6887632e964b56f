import { z } from "zod";
import { host, LONGEST_LIST, limitFields, listOf, network } from "./limits/limit-schemas.ts";
import { holdsMap, noted, settingNotes } from "./setting-notes.ts";

/** Unix seconds do not reach this before the year 5000; milliseconds do today. */
export const LATEST_SECONDS = 100_000_000_000;

const seconds = () =>
  z.int().min(0).max(LATEST_SECONDS, { error: "this looks like milliseconds; give Unix seconds" });

/** The notes of each field stand with the schema that may be left out. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return noted(schema.optional(), settingNotes.get(schema) ?? {});
}

/** What they are counted over is all tokens. */
const further = {
  max_uses: optional(limitFields.max_uses),
  max_sessions: optional(limitFields.max_sessions),
  max_watch_minutes: optional(limitFields.max_watch_minutes),
  max_bytes: optional(limitFields.max_bytes),
  bind: optional(limitFields.bind),
  countries: optional(limitFields.countries),
  asns: optional(limitFields.asns),
  rules: optional(limitFields.rules),
  hours: optional(limitFields.hours),
  max_height: optional(limitFields.max_height),
  renditions: optional(limitFields.renditions),
  download: optional(limitFields.download),
};

/** Limits of a stream's own: what a token's limits of the same name mean, for every token and every viewer. */
export const limitsSchema = z
  .strictObject({
    ip: noted(listOf(network).optional(), {
      description: "Addresses and CIDR networks, IPv4 and IPv6, that may publish or play it.",
      allowed: `a list of 1 to ${LONGEST_LIST} addresses or networks such as 10.0.0.0/8`,
      defaultText: "any",
    }),
    domains: noted(listOf(host).optional(), {
      description: "Sites that may embed it.",
      allowed: `a list of 1 to ${LONGEST_LIST} hosts such as example.com or *.example.com`,
      defaultText: "any",
    }),
    not_before: noted(seconds().optional(), {
      description: "Earlier it is open to nobody.",
      allowed: "Unix seconds",
      defaultText: "always open",
    }),
    expires_at: noted(seconds().optional(), {
      description: "From then on it is open to nobody.",
      allowed: "Unix seconds",
      defaultText: "for ever",
    }),
    ...further,
  })
  .refine(({ not_before: from, expires_at: to }) => from === undefined || to === undefined || from < to, {
    error: "expires_at is not after not_before",
    when: holdsMap,
  });

/** Limits as given. */
export type LimitsSettings = z.output<typeof limitsSchema>;
