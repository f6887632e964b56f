import { isIP } from "node:net";
import { z } from "zod";

const LONGEST_NAME = 256;
const LONGEST_LIST = 100;
const TEN_YEARS_SECONDS = 10 * 366 * 24 * 3600;

const name = z.string().min(1).max(LONGEST_NAME);
const seconds = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const count = z.int().min(1).max(1_000_000_000);

export const action = z.enum(["play", "publish"]);

const target = z.union(
  [
    z.strictObject({ streams: z.array(name).min(1, "name at least one stream").max(LONGEST_LIST) }),
    z.strictObject({ group: name }),
    z.strictObject({ organization: z.literal(true) }),
  ],
  { error: "give exactly one of streams (at least one), group, or organization: true" },
);

/** `POST /v1/tokens`. Unknown fields are refused: a limit that is misspelt must not be a limit that is missing. */
export const tokenGrant = z.strictObject({
  kind: z.enum(["one-time", "access"]),
  action,
  target,
  not_before: seconds.optional(),
  expires_at: seconds.nullable().optional(),
  ttl_seconds: z.int().min(1).max(TEN_YEARS_SECONDS).nullable().optional(),
  max_uses: count.optional(),
  max_sessions: count.optional(),
  ip: z
    .array(z.string().max(64))
    .min(1, "an empty list would allow nobody; leave it out")
    .max(LONGEST_LIST)
    .optional(),
  domains: z
    .array(z.string().max(300))
    .min(1, "an empty list would allow nobody; leave it out")
    .max(LONGEST_LIST)
    .optional(),
  user: name.optional(),
  tag: name.optional(),
  annotations: z.array(z.json()).max(20).optional(),
  disconnect_at_expiry: z.boolean().optional(),
});

/** `POST /v1/check` and `POST /v1/explain`. */
export const checkBody = z.strictObject({
  action,
  stream: name,
  token: z
    .string()
    .min(1)
    .max(64 * 1024),
  ip: z
    .string()
    .refine(text => isIP(text) !== 0, "is no IP address")
    .optional(),
  origin: z.string().max(2048).optional(),
  method: z.string().max(16).optional(),
  url: z.string().max(8192).optional(),
  user_agent: z.string().max(2048).optional(),
  at: seconds.optional(),
  consume: z.boolean().optional(),
});

/** `POST /v1/revocations`. */
export const revocationBody = z.strictObject({
  selector: z.strictObject({
    token: name.optional(),
    user: name.optional(),
    tag: name.optional(),
    stream: name.optional(),
    group: name.optional(),
    application: name.optional(),
    session: name.optional(),
    all: z.literal(true).optional(),
    issued_before: seconds.optional(),
  }),
  dry_run: z.boolean().optional(),
  permanent: z.boolean().optional(),
  until: seconds.optional(),
});

export const idParams = z.strictObject({ id: name });
export const refParams = z.strictObject({ ref: z.string().min(1).max(32) });

const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(512).optional(),
};

export const tokenQuery = z.strictObject({
  ...paging,
  user: name.optional(),
  tag: name.optional(),
  stream: name.optional(),
});

export const sessionQuery = z.strictObject({
  ...paging,
  token: name.optional(),
  user: name.optional(),
  stream: name.optional(),
  status: z.enum(["live", "ended"]).optional(),
});

export const revocationQuery = z.strictObject(paging);
