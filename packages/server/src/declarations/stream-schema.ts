import { z } from "zod";
import { SEGMENT_RULE } from "../lib/names.ts";
import { enforcementSchema } from "./enforcement-schema.ts";
import { limitsSchema } from "./limits-schema.ts";
import { aliasName, groupId } from "./name-schemas.ts";
import { holdsMap, noted } from "./setting-notes.ts";

const ENTRY_PATH = /^(?!.*(^|\/)\.{0,2}(\/|$))[^\\?#%\p{Cc}]{1,512}$/u;
const MOST_ALIASES = 100;

/** Whether media is happening now or was stored before. */
export const streamKind = () => z.enum(["live", "vod"]);

const entryPath = noted(z.string().regex(ENTRY_PATH), {
  allowed: "a path below the stream's folder: no leading slash, no . or .. segment, none of \\ ? # %",
});

const entriesSchema = z
  .strictObject({
    hls: noted(entryPath.optional(), { description: "The HLS playlist." }),
    dash: noted(entryPath.optional(), { description: "The DASH manifest." }),
    mp4: noted(entryPath.optional(), { description: "The MP4 file." }),
  })
  .refine(entries => Object.keys(entries).length > 0, { error: "names no entry", when: holdsMap });

/** What can be said of a stream. */
export const streamShape = {
  kind: noted(streamKind().optional(), {
    description: "Kind of this stream.",
    allowed: "live or vod",
    defaultText: "the application's",
  }),
  group: noted(groupId.optional(), {
    description: "Group of streams this one belongs to; one token can open a whole group.",
    allowed: SEGMENT_RULE,
    defaultText: "its own, under its own id",
  }),
  aliases: noted(z.array(aliasName).max(MOST_ALIASES).optional(), {
    description: "Other names, such as the id in another system; accepted wherever a stream is named.",
    allowed: `a list of up to ${MOST_ALIASES} names, each ${SEGMENT_RULE}, each naming one stream only`,
    defaultText: "none",
  }),
  entries: noted(entriesSchema.optional(), {
    description:
      "What printed links name, and what the bare address opens. When given, links name only these.",
    allowed: "a map with at least one of hls, dash, mp4",
    defaultText: "`hls: index.m3u8`",
  }),
  enforcement: noted(enforcementSchema("the application's").optional(), {
    description: "How tokens are enforced, where it differs from the application.",
    allowed: "a map with publish, play",
    defaultText: "the application's",
  }),
  embed_token: noted(z.boolean().optional(), {
    description:
      "Whether embed codes of this stream carry a token of their own, which the player renews. It counts where playing is enforced.",
    allowed: "true or false",
    defaultText: "the application's",
  }),
  follow_default: noted(z.boolean().optional(), {
    description:
      "Whether this stream goes along when the default of its application is changed as that of a workspace, `PATCH /platform/v3/workspaces/{id}`; others keep what they have.",
    allowed: "true or false",
    defaultText: "`false`",
  }),
  limits: noted(limitsSchema.optional(), {
    description: "Limits of the stream's own: they hold for every token, besides the token's.",
    allowed: "a map of limits, each of which may be left out",
    defaultText: "none",
  }),
};

/** A stream without its id. */
export const streamSchema = z.strictObject(streamShape);

/** One registered stream after checking. */
export type StreamSettings = z.output<typeof streamSchema>;
