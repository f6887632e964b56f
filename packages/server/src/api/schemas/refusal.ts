import { type DenyReason, denyReasons } from "@sluice/policy";
import { z } from "zod";

/** A refusal as every door tells it: the words of docs/deny-reasons.md. */
export const refusal = z
  .strictObject({
    type: z.literal("about:blank"),
    reason: z.enum(Object.keys(denyReasons) as [DenyReason, ...DenyReason[]]),
    status: z.int(),
    title: z.string(),
    detail: z.string().describe("One sentence for people."),
    ref: z.string().describe("`GET /v1/decisions/{ref}` explains it to the operator."),
    retry_after: z.int().optional().describe("Seconds after which the same request may succeed."),
  })
  .describe("The token that was shown is refused: one of the reasons of docs/deny-reasons.md.")
  .meta({ id: "Refusal" });
