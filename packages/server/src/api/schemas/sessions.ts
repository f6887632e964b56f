import { z } from "zod";
import { reasonOfEnd } from "../../access/end-reasons.ts";
import { action, name, paging, seconds } from "./common.ts";

const status = z.enum(["live", "ended"]);

/** The query of `GET /v1/sessions`. */
export const sessionQuery = z.strictObject({
  ...paging,
  token: name.optional(),
  user: name.optional(),
  stream: name.optional(),
  status: status.optional(),
});

/** Somebody who plays or publishes, or did. */
export const session = z
  .strictObject({
    id: z.string(),
    status,
    token: z.string(),
    stream: z.string(),
    action,
    door: z.string().describe("Where it began: `gateway`, `page`, `api`."),
    user: z.string().nullable(),
    tag: z.string().nullable(),
    ip: z.string().nullable().describe("The address at its start."),
    user_agent: z.string(),
    started_at: seconds,
    last_seen_at: seconds,
    ended_at: seconds.nullable(),
    end_reason: z.enum(Object.keys(reasonOfEnd)).nullable(),
    bytes: z.int(),
    requests: z.int(),
  })
  .meta({ id: "Session" });
