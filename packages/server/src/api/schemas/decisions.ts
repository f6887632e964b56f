import { z } from "zod";
import { denyReason, rule } from "./check.ts";
import { action } from "./common.ts";

export const refParams = z.strictObject({ ref: z.string().min(1).max(32) });

/** One refused or admitted request. */
export const decision = z
  .strictObject({
    ref: z.string(),
    at: z.number().describe("Unix seconds, with milliseconds behind the point."),
    allowed: z.boolean(),
    reason: denyReason.nullable(),
    door: z.string().describe("Where the request came in: `gateway`, `page`, `api`."),
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
