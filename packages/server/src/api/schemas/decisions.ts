import { z } from "zod";
import { denyReason, rule } from "./check.ts";
import { action, address, door, name, paging } from "./common.ts";

/** The query of `GET /v1/decisions`. */
export const decisionQuery = z.strictObject({
  ...paging,
  user: name.optional(),
  stream: name.optional().describe("As it was asked for; as it is registered, where it was found."),
  ip: address.optional(),
  reason: denyReason.optional(),
  allowed: z
    .enum(["true", "false"])
    .transform(text => text === "true")
    .optional(),
  token: name.optional().describe("A token's id."),
  session: name.optional(),
  since: z.coerce.number().int().min(0).optional().describe("Unix seconds: then or later."),
  until: z.coerce.number().int().min(0).optional().describe("Unix seconds: before then."),
});

/** The last part of the path: a reference. */
export const refParams = z.strictObject({ ref: z.string().min(1).max(32) });

/** One refused or admitted request. */
export const decision = z
  .strictObject({
    ref: z.string(),
    at: z.number().describe("Unix seconds, with milliseconds behind the point."),
    allowed: z.boolean(),
    reason: denyReason
      .nullable()
      .describe("Why it was refused; where the stream only reports, why it would have been."),
    enforcement: z.enum(["enforce", "report", "off"]).describe("What the stream did with the decision then."),
    door: door.describe("Where the request came in."),
    action,
    stream: z.string().nullable().describe("As it was asked for."),
    token: z.string().nullable(),
    session: z.string().nullable(),
    user: z.string().nullable(),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
    rules: z.array(rule),
  })
  .meta({ id: "Decision" });
