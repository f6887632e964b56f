import { z } from "zod";
import { isReservedApplicationName, isReservedStreamId } from "../http/reserved-words.ts";
import {
  APPLICATION_NAME_RULE,
  isApplicationName,
  isNameSegment,
  isRegisteredStreamId,
  REGISTERED_STREAM_ID_RULE,
  SEGMENT_RULE,
} from "../lib/names.ts";
import { originSchema } from "./origin-schema.ts";
import { holdsMap, noted, section } from "./setting-notes.ts";

const DAY_SECONDS = 86_400;
const YEAR_SECONDS = 365 * DAY_SECONDS;
const LONGEST_GRACE_SECONDS = 60;
const MOST_REPEATS = 20;
const ENTRY_PATH = /^(?!.*(^|\/)\.{0,2}(\/|$))[^\\?#%\p{Cc}]{1,512}$/u;

/** Clocks of a session where the application names none, by the kind of its stream, in seconds. */
export const SESSION_DEFAULTS = {
  live: { idle_seconds: 90, max_seconds: 43_200, lease_seconds: 45 },
  vod: { idle_seconds: 21_600, max_seconds: 86_400, lease_seconds: 180 },
} as const;

type Clock = keyof (typeof SESSION_DEFAULTS)["live"];

const kind = () => z.enum(["live", "vod"]);
const entryPath = noted(z.stringFormat("entry-path", ENTRY_PATH), {
  allowed: "a path below the stream's folder: no leading slash, no . or .. segment, none of \\ ? # %",
});

const entriesSchema = section({
  hls: noted(entryPath.optional(), { description: "The HLS playlist." }),
  dash: noted(entryPath.optional(), { description: "The DASH manifest." }),
  mp4: noted(entryPath.optional(), { description: "The MP4 file." }),
}).refine(entries => Object.keys(entries).length > 0, { error: "names no entry", when: holdsMap });

const streamSchema = section({
  kind: noted(kind().optional(), {
    description: "Kind of this stream.",
    allowed: "live or vod",
    defaultText: "the application's",
  }),
  group: noted(z.stringFormat("group", isNameSegment).optional(), {
    description: "Group of streams this one belongs to; one token can open a whole group.",
    allowed: SEGMENT_RULE,
    defaultText: "its own, under its own id",
  }),
  aliases: noted(z.array(z.stringFormat("alias", isNameSegment)).default([]), {
    description: "Other names, such as the id in another system; accepted wherever a stream is named.",
    allowed: `a list of names, each ${SEGMENT_RULE}, each naming one stream only`,
    defaultText: "none",
  }),
  entries: noted(entriesSchema.optional(), {
    description:
      "What printed links name, and what the bare address opens. When given, links name only these.",
    allowed: "a map with at least one of hls, dash, mp4",
    defaultText: "`hls: index.m3u8`",
  }),
});

const streamId = noted(
  z
    .stringFormat("stream-id", isRegisteredStreamId)
    .refine(id => !isReservedStreamId(id), { error: "is or contains a reserved word" }),
  { allowed: REGISTERED_STREAM_ID_RULE },
);

function clock(name: Clock, lowest: number, description: string) {
  const { live, vod } = SESSION_DEFAULTS;
  return noted(z.int().min(lowest).max(YEAR_SECONDS).optional(), {
    description,
    allowed: `whole seconds from ${lowest} to ${YEAR_SECONDS}`,
    defaultText: `live ${live[name]}, vod ${vod[name]}`,
  });
}

const sessionsSchema = section({
  idle_seconds: clock("idle_seconds", 1, "Without a request for so long, a session ends."),
  max_seconds: clock("max_seconds", 1, "A session ends so long after it began."),
  lease_seconds: clock(
    "lease_seconds",
    1,
    "Without a request for so long, a session's slot is free for another.",
  ),
}).refine(
  ({ idle_seconds: idle, max_seconds: max }) => idle === undefined || max === undefined || idle <= max,
  {
    error: "idle_seconds is more than max_seconds",
    when: holdsMap,
  },
);

const graceSchema = section({
  seconds: noted(z.int().min(0).max(LONGEST_GRACE_SECONDS).default(10), {
    description: "So long after a use, its holder may repeat the entry. 0 turns it off.",
    allowed: `whole seconds from 0 to ${LONGEST_GRACE_SECONDS}`,
  }),
  repeats: noted(z.int().min(0).max(MOST_REPEATS).default(3), {
    description: "At most so many repeats.",
    allowed: `a whole number from 0 to ${MOST_REPEATS}`,
  }),
});

const applicationSchema = section({
  kind: noted(kind(), {
    description: "What the application's streams are, unless a stream says otherwise.",
    allowed: "live or vod",
    defaultText: "required",
  }),
  origin: noted(originSchema.optional(), {
    description: "Where the gateway gets media. Without one it serves none: hooks, edges and checks only.",
    allowed: "a map with either folder or url",
    defaultText: "none",
  }),
  streams: noted(z.union([z.literal("any"), z.record(streamId, streamSchema)]).default("any"), {
    description: "`any` name, or the registered streams by id and no others.",
    allowed: "the word any, or a map from stream ids to streams",
  }),
  default_ttl: noted(
    z
      .int()
      .min(1)
      .max(10 * YEAR_SECONDS)
      .default(DAY_SECONDS),
    {
      description: "Life of a token that is created without an end, in seconds.",
      allowed: `whole seconds from 1 to ${10 * YEAR_SECONDS}`,
    },
  ),
  sessions: noted(sessionsSchema.prefault({}), {
    description: "The clocks of a session. Defaults differ by the kind of the stream.",
    allowed: "a map",
  }),
  grace: noted(graceSchema.prefault({}), {
    description: "How the holder of a used token may repeat the entry, as players do.",
    allowed: "a map",
  }),
});

const applicationName = noted(
  z
    .stringFormat("application-name", isApplicationName)
    .refine(name => !isReservedApplicationName(name), { error: "is a reserved word" }),
  { allowed: APPLICATION_NAME_RULE },
);

/** The YAML-only part of the settings: applications by name. */
export const applicationsSchema = z.record(applicationName, applicationSchema);

/** One application after checking. */
export type ApplicationSettings = z.output<typeof applicationSchema>;

/** One registered stream after checking. */
export type StreamSettings = z.output<typeof streamSchema>;
