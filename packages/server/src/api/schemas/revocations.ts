import { z } from "zod";
import { name, paging, seconds } from "./common.ts";

/** What to revoke. Every field that is given must match. */
const selector = z
  .strictObject({
    token: name.optional().describe("A token's id or text."),
    user: name.optional(),
    tag: name.optional(),
    stream: name.optional(),
    group: name.optional(),
    application: name.optional(),
    session: name.optional().describe("This one session."),
    all: z.literal(true).optional().describe("The whole organization."),
    issued_before: seconds.optional().describe("Unix seconds: only what was issued before."),
  })
  .meta({ id: "Selector" });

/** `POST /v1/revocations`. */
export const revocationBody = z
  .strictObject({
    selector,
    dry_run: z.boolean().optional().describe("Count, and change nothing."),
    permanent: z.boolean().optional().describe("Also what is still to be issued."),
    until: seconds.optional().describe("Also what is still to be issued, up to this second."),
  })
  .meta({ id: "RevocationOrder" });

/** The query of `GET /v1/revocations`. */
export const revocationQuery = z.strictObject(paging);

/** A rule that withdraws tokens. */
export const revocation = z
  .strictObject({
    id: z.string(),
    selector,
    count: z.int().describe("Tokens that it matched when it was made."),
    sessions: z.int().describe("Sessions that it ended."),
    created_at: seconds,
    until: seconds.nullable(),
    permanent: z.boolean(),
  })
  .meta({ id: "Revocation" });

/** What a revocation would reach. */
export const dryRun = z
  .strictObject({ dry_run: z.literal(true), count: z.int(), sessions: z.int() })
  .meta({ id: "RevocationDryRun" });
