import { z } from "zod";
import { name, paging, seconds } from "./common.ts";

/** What to revoke. Every field that is given must match. */
const selector = z
  .strictObject({
    token: name.optional().describe("A token's id or text."),
    jti: name.optional().describe("The id inside the text of a token that has one; opaque tokens have none."),
    user: name.optional(),
    tag: name.optional(),
    stream: name.optional(),
    group: name.optional(),
    application: name.optional(),
    key: name.optional().describe("Tokens that the API key with this id has made."),
    ip: z
      .string()
      .max(64)
      .optional()
      .describe("Address or CIDR network: ends its sessions, and refuses it while the rule stands."),
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
    confirm: name.optional().describe("The organization's code, for what reaches all of it."),
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
    created_by: z.string().nullable().describe("Id of the API key; null for one from before that was kept."),
    until: seconds.nullable(),
    permanent: z.boolean().describe("It also covers what is still to be issued."),
    effect_ms: z
      .int()
      .nullable()
      .describe("From the call's arrival until the last session that it ended was closed, measured."),
    undone_at: seconds.nullable().describe("null: it stands."),
  })
  .meta({ id: "Revocation" });

/** What a revocation would reach. */
export const dryRun = z
  .strictObject({ dry_run: z.literal(true), count: z.int(), sessions: z.int() })
  .meta({ id: "RevocationDryRun" });
