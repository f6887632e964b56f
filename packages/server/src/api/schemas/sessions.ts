import { z } from "zod";
import { reasonOfEnd } from "../../access/end-reasons.ts";
import { action, address, door, name, paging, seconds } from "./common.ts";

const status = z.enum(["live", "ended"]);

/** The query of `GET /v1/sessions`. */
export const sessionQuery = z.strictObject({
  ...paging,
  token: name.optional().describe("A token's id."),
  user: name.optional(),
  tag: name.optional(),
  stream: name.optional(),
  group: name.optional(),
  application: name.optional(),
  ip: address.optional().describe("The address at the start."),
  door: door.optional(),
  server: name.optional().describe("The media server that carries it, as it is called in the configuration."),
  status: status.optional(),
  since: z.coerce.number().int().min(0).optional().describe("Unix seconds: begun then or later."),
});

/** Somebody who plays or publishes, or did. */
export const session = z
  .strictObject({
    id: z.string(),
    status,
    token: z.string().nullable().describe("null where none was needed."),
    application: z.string(),
    stream: z.string(),
    group: z.string().describe("A stream without one is its own group."),
    action,
    door: door.describe("Where it began."),
    server: z
      .string()
      .nullable()
      .describe(
        "The media server that carries it, as it is called in the configuration; null for one that lives by requests.",
      ),
    protocol: z
      .string()
      .nullable()
      .describe("What is spoken there: rtmp, srt, rtsp, webrtc …; null when it is not told."),
    connection: z.string().nullable().describe("What the media server calls its connection."),
    user: z.string().nullable(),
    tag: z.string().nullable(),
    ip: z.string().nullable().describe("The address at its start."),
    user_agent: z.string(),
    started_at: seconds,
    last_seen_at: seconds,
    expires_at: seconds.describe("It ends then at the latest."),
    ended_at: seconds.nullable(),
    end_reason: z.enum(Object.keys(reasonOfEnd)).nullable(),
    bytes: z.int(),
    requests: z.int(),
  })
  .meta({ id: "Session" });
