import { z } from "zod";
import { name, paging, seconds } from "./common.ts";

/** Long enough for the cursor behind the longest name. */
const LONGEST_CURSOR = 2048;

/** The query of `GET /v1/usage`. */
export const usageQuery = z.strictObject({
  by: z
    .enum(["application", "stream", "user", "tag"])
    .optional()
    .describe("What to keep apart. Without it: the whole organization."),
  of: name.optional().describe("One value of `by`: `demo/clip`, a user, a tag. Without it: all of them."),
  step: z
    .enum(["hour", "day"])
    .default("hour")
    .describe("Length of a step; steps begin at whole hours and days of UTC."),
  from: z.coerce
    .number()
    .pipe(seconds)
    .optional()
    .describe(
      "Unix seconds; the step that it is in belongs to the series. Default: 24 hours, or 30 days, before `to`.",
    ),
  to: z.coerce
    .number()
    .pipe(seconds)
    .optional()
    .describe("Unix seconds; the last moment is the one before. Default: now."),
  limit: paging.limit,
  cursor: z.string().max(LONGEST_CURSOR).optional().describe("`next` of the page before."),
});

const figures = {
  sessions: z.int().describe("Sessions that began."),
  seconds: z
    .int()
    .describe(
      "Time in which sessions were heard from; a silence counts at most as long as a session's lease.",
    ),
  bytes: z.int().describe("Media bytes sent by the gateway."),
  requests: z.int().describe("Requests under sessions."),
  refused: z.int().describe("Refusals with a reference of their own."),
};

const usageTotals = z.strictObject(figures).meta({ id: "UsageTotals" });

const usageStep = z
  .strictObject({
    at: seconds.describe("The beginning of the step."),
    of: z
      .string()
      .nullable()
      .describe("The value; null for the whole organization, and for what has none or was counted together."),
    ...figures,
  })
  .meta({ id: "UsageStep" });

/** A series of usage. */
export const usageSeries = z
  .strictObject({
    items: z.array(usageStep).describe("The earliest step first; steps without figures are left out."),
    next: z.string().nullable().describe("The cursor of the next page; null on the last one."),
    totals: usageTotals.describe("The sums over the whole range, not over the page."),
  })
  .meta({ id: "UsageSeries" });
