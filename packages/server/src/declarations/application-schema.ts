import { z } from "zod";
import { antmediaSettingsSchema } from "./antmedia-settings-schema.ts";
import { carriageSchema, edgeUrlsSchema } from "./carriage-schema.ts";
import { enforcementSchema } from "./enforcement-schema.ts";
import { originSchema } from "./origin-schema.ts";
import { DAY_SECONDS, SESSION_DEFAULTS, YEAR_SECONDS } from "./session-defaults.ts";
import { holdsMap, noted } from "./setting-notes.ts";
import { streamKind } from "./stream-schema.ts";

const LONGEST_GRACE_SECONDS = 60;
const MOST_REPEATS = 20;

type Clock = keyof (typeof SESSION_DEFAULTS)["live"];

function clock(name: Clock, lowest: number, description: string) {
  const { live, vod } = SESSION_DEFAULTS;
  return noted(z.int().min(lowest).max(YEAR_SECONDS).optional(), {
    description,
    allowed: `whole seconds from ${lowest} to ${YEAR_SECONDS}`,
    defaultText: `live ${live[name]}, vod ${vod[name]}`,
  });
}

const sessionsSchema = z
  .strictObject({
    idle_seconds: clock("idle_seconds", 1, "Without a request for so long, a session ends."),
    max_seconds: clock("max_seconds", 1, "A session ends so long after it began."),
    lease_seconds: clock(
      "lease_seconds",
      1,
      "Without a request for so long, a session's slot is free for another.",
    ),
  })
  .refine(
    ({ idle_seconds: idle, max_seconds: max }) => idle === undefined || max === undefined || idle <= max,
    { error: "idle_seconds is more than max_seconds", when: holdsMap },
  );

const graceSchema = z.strictObject({
  seconds: noted(z.int().min(0).max(LONGEST_GRACE_SECONDS).optional(), {
    description: "So long after a use, its holder may repeat the entry. 0 turns it off.",
    allowed: `whole seconds from 0 to ${LONGEST_GRACE_SECONDS}`,
    defaultText: "`10`",
  }),
  repeats: noted(z.int().min(0).max(MOST_REPEATS).optional(), {
    description: "At most so many repeats.",
    allowed: `a whole number from 0 to ${MOST_REPEATS}`,
    defaultText: "`3`",
  }),
});

/** What can be said of an application, apart from its streams. */
export const applicationShape = {
  kind: noted(streamKind(), {
    description: "What the application's streams are, unless a stream says otherwise.",
    allowed: "live or vod",
    defaultText: "required",
  }),
  origin: noted(originSchema.optional(), {
    description: "Where the gateway gets media. Without one it serves none: hooks, edges and checks only.",
    allowed: "a map with one of folder, url and bucket",
    defaultText: "none",
  }),
  carriage: noted(carriageSchema.optional(), {
    description:
      "How a session is carried from request to request at the gateway: in the path, in a cookie, or in the query of every address of a manifest.",
    allowed: "path, cookie or query",
    defaultText: "`path`",
  }),
  edge_urls: noted(edgeUrlsSchema.optional(), {
    description:
      "Where web servers that ask this server deliver the application's media. Addresses of manifests below one of them get the session; any other host gets none.",
    allowed: "a list of at most 16 http or https URLs without query, fragment, user name or password",
    defaultText: "none",
  }),
  segment_cache: noted(z.boolean().optional(), {
    description:
      "Whether the gateway keeps this application's segments in memory for all their viewers. Each viewer is checked all the same.",
    allowed: "true or false",
    defaultText: "`true`",
  }),
  registered_only: noted(z.boolean().optional(), {
    description: "Whether only registered streams exist, or any name does.",
    allowed: "true or false",
    defaultText: "`false`; in YAML `true` when `streams` is a map",
  }),
  enforcement: noted(enforcementSchema("`enforce`").optional(), {
    description: "How tokens are enforced, for publishing and for playing apart.",
    allowed: "a map with publish, play",
    defaultText: "`enforce` for both",
  }),
  embed_token: noted(z.boolean().optional(), {
    description:
      "Whether embed codes of its streams carry a token of their own, which the player renews. It counts where playing is enforced.",
    allowed: "true or false",
    defaultText: "`false`",
  }),
  default_ttl: noted(
    z
      .int()
      .min(1)
      .max(10 * YEAR_SECONDS)
      .optional(),
    {
      description: "Life of a token that is created without an end, in seconds.",
      allowed: `whole seconds from 1 to ${10 * YEAR_SECONDS}`,
      defaultText: `\`${DAY_SECONDS}\``,
    },
  ),
  sessions: noted(sessionsSchema.optional(), {
    description: "The clocks of a session. Defaults differ by the kind of the stream.",
    allowed: "a map",
  }),
  grace: noted(graceSchema.optional(), {
    description: "How the holder of a used token may repeat the entry, as players do.",
    allowed: "a map",
  }),
  antmedia: noted(antmediaSettingsSchema.optional(), {
    description:
      "Settings by the names that Ant Media Server has for them. What has a word here already may be said by either name, not by both.",
    allowed: "a map",
    defaultText: "none",
  }),
};

/** An application without its name and its streams. */
export const applicationSchema = z.strictObject(applicationShape);

/** One application after checking. */
export type ApplicationSettings = z.output<typeof applicationSchema>;
