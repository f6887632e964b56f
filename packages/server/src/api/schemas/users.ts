import { z } from "zod";
import { name } from "./common.ts";

/** The viewer in a path. */
export const userParams = z.strictObject({ user: name.describe("As tokens name them.") });

const rows = z.int().min(0);

/** What an erasure removed. */
export const userErasure = z
  .strictObject({
    tokens: rows.describe("Tokens; none of them opens anything again."),
    sessions: rows,
    decisions: rows,
    usage: rows.describe("Hours and days of usage under their name; the sums of the organization stay."),
    deliveries: rows.describe("Webhook deliveries that tell of them."),
    revocations: rows.describe(
      "Rules about them that cover nothing any more. One that bars them in future stays.",
    ),
    audit: rows.describe("Entries of the audit log that lost their details; the chain stays whole."),
  })
  .meta({ id: "UserErasure" });
