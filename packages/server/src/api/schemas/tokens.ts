import { z } from "zod";
import { action, name, paging, seconds } from "./common.ts";

const LONGEST_LIST = 100;
const TEN_YEARS_SECONDS = 10 * 366 * 24 * 3600;

const count = z.int().min(1).max(1_000_000_000);
const kind = z.enum(["one-time", "access"]);

/** Which streams a token opens; exactly one form. */
const target = z.union(
  [
    z.strictObject({ streams: z.array(name).min(1, "name at least one stream").max(LONGEST_LIST) }),
    z.strictObject({ group: name }),
    z.strictObject({ organization: z.literal(true) }),
  ],
  { error: "give exactly one of streams (at least one), group, or organization: true" },
);

const networks = z
  .array(z.string().max(64))
  .min(1, "an empty list would allow nobody; leave it out")
  .max(LONGEST_LIST)
  .describe("Addresses and CIDR networks, IPv4 and IPv6; judged at entry and with every playlist.");

const domains = z
  .array(z.string().max(300))
  .min(1, "an empty list would allow nobody; leave it out")
  .max(LONGEST_LIST)
  .describe("Sites that may embed it: `example.com`, `*.example.com`.");

/** `POST /v1/tokens`. Unknown fields are refused: a limit that is misspelt must not be a limit that is missing. */
export const tokenGrant = z
  .strictObject({
    kind,
    action,
    target,
    not_before: seconds.optional().describe("Unix seconds; earlier it opens nothing."),
    expires_at: seconds.nullable().optional().describe("Unix seconds; null: for ever."),
    ttl_seconds: z
      .int()
      .min(1)
      .max(TEN_YEARS_SECONDS)
      .nullable()
      .optional()
      .describe("Seconds from now, instead of `expires_at`; null: for ever."),
    max_uses: count.optional().describe("Sessions that can be made in all."),
    max_sessions: count.optional().describe("Sessions at the same time."),
    ip: networks.optional(),
    domains: domains.optional(),
    user: name.optional(),
    tag: name.optional(),
    annotations: z.array(z.unknown()).max(20).optional().describe("Handed to the player, as given."),
    disconnect_at_expiry: z.boolean().optional().describe("Running sessions end at expiry, too."),
  })
  .meta({ id: "TokenGrant" });

/** The query of `GET /v1/tokens`. */
export const tokenQuery = z.strictObject({
  ...paging,
  user: name.optional(),
  tag: name.optional(),
  stream: name.optional(),
});

const tokenFields = {
  id: z.string().describe("Public: `st_` and 12 characters, the beginning of the token's text."),
  kind,
  status: z.enum(["active", "not-yet-valid", "expired", "used", "revoked"]),
  action,
  target,
  created_at: seconds,
  created_by: z.string().describe("Id of the API key; `local` for the owner of the data folder."),
  not_before: seconds.nullable(),
  expires_at: seconds.nullable().describe("null: for ever."),
  revoked_at: seconds
    .nullable()
    .describe("When it was revoked by itself; a revocation by selector does not show here."),
  uses: z.int().describe("Sessions made with it."),
  max_uses: z.int().nullable(),
  max_sessions: z.int().nullable(),
  ip: z.array(z.string()),
  domains: z.array(z.string()),
  user: z.string().nullable(),
  tag: z.string().nullable(),
  annotations: z.array(z.unknown()),
  disconnect_at_expiry: z.boolean(),
};

/** A token: never its text. */
export const token = z.strictObject(tokenFields).meta({ id: "Token" });

const url = z.string();

/** A token that was just made: the one answer that holds its text. */
export const createdToken = z
  .strictObject({
    ...tokenFields,
    token: z.string().describe("The token's text; this is the only answer that holds it."),
    playback_url: url.nullable().describe("Where people open it; null for what has no page."),
    urls: z
      .strictObject({ page: url.optional(), hls: url.optional(), dash: url.optional(), mp4: url.optional() })
      .describe("Addresses with the token in them, for players."),
  })
  .meta({ id: "CreatedToken" });
