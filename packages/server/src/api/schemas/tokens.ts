import {
  DEEPEST_LINEAGE,
  DEFAULT_MAX_CHILDREN,
  mintedTokenKinds,
  tokenKinds,
  tokenStatuses,
} from "@sluice/policy";
import { z } from "zod";
import { limitWords, listOf } from "../../declarations/limits/limit-schemas.ts";
import { action, name, paging, seconds } from "./common.ts";
import { limitAnswers, limitChanges } from "./limits.ts";

const LONGEST_LIST = 100;
const LONGEST_BATCH = 1_000;
const TEN_YEARS_SECONDS = 10 * 366 * 24 * 3600;

const mintedKind = z
  .enum(mintedTokenKinds)
  .describe(
    "`jwt` and `cat` carry their claims in their text, signed by a token key; the others name a record here.",
  );
const kind = z
  .enum(tokenKinds)
  .describe(
    "As it was made; `totp`: what a subscriber's codes open, `hash`: what Ant Media's hash opens, both since their first session.",
  );
const status = z.enum(tokenStatuses).meta({ id: "TokenStatus" });

/** Which streams a token opens; exactly one form. */
const target = z.union(
  [
    z.strictObject({ streams: z.array(name).min(1, "name at least one stream").max(LONGEST_LIST) }),
    z.strictObject({ group: name }),
    z.strictObject({ organization: z.literal(true) }),
  ],
  { error: "give exactly one of streams (at least one), group, or organization: true" },
);

const notBefore = seconds.describe("Unix seconds; earlier it opens nothing.");
const expiresAt = seconds.nullable().describe("Unix seconds; null: for ever.");
const ttlSeconds = z
  .int()
  .min(1)
  .max(TEN_YEARS_SECONDS)
  .nullable()
  .describe("Seconds from now, instead of `expires_at`; null: for ever.");
const ANNOTATION_BYTES = 16 * 1024;

const annotations = z
  .array(z.unknown())
  .max(20)
  .refine(list => JSON.stringify(list).length <= ANNOTATION_BYTES, {
    error: `is longer than ${ANNOTATION_BYTES} characters of JSON`,
  })
  .describe("Handed to the player, as given; up to 16 KiB of JSON.");
const disconnectAtExpiry = z.boolean().describe("Running sessions end at expiry, too.");

const networks = listOf(z.string().max(64)).describe(
  "Addresses and CIDR networks, IPv4 and IPv6; judged at entry and with every playlist.",
);

const domains = listOf(z.string().max(300)).describe(
  "Sites that may embed it: `example.com`, `*.example.com`.",
);

/** How far a token may be handed on. */
const delegation = z
  .strictObject({
    depth: z
      .int()
      .min(1)
      .max(DEEPEST_LINEAGE)
      .describe("How many generations may stand below it; with 1 its children make none."),
    max_children: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe(`Tokens below it at the same time, at any depth. Default: ${DEFAULT_MAX_CHILDREN}.`),
  })
  .describe("Whoever has the token may make tokens from it that open less (`POST /v1/delegations`).")
  .meta({ id: "Delegation" });

/** `POST /v1/tokens`. Unknown fields are refused: a limit that is misspelt must not be a limit that is missing. */
export const tokenGrant = z
  .strictObject({
    kind: mintedKind,
    action,
    target,
    not_before: notBefore.optional(),
    expires_at: expiresAt.optional(),
    ttl_seconds: ttlSeconds.optional(),
    ...limitWords.shape,
    ip: networks.optional(),
    domains: domains.optional(),
    user: name.optional(),
    tag: name.optional(),
    annotations: annotations.optional(),
    disconnect_at_expiry: disconnectAtExpiry.optional(),
    delegation: delegation.optional(),
    profile: name
      .optional()
      .describe(
        "`jwt`: the claim map (`sluice`, `nanostream`, `antmedia`, `mediamtx`, `rfc9246`; default `sluice`). `cat`: a label profile for composition claims.",
      ),
    key: name
      .optional()
      .describe(
        "`jwt` and `cat`: id or kid of the token key that signs; default: the application's, or the organization's.",
      ),
    claims: z
      .record(z.string().max(64), z.unknown())
      .optional()
      .describe(
        '`cat`: more claims in their JSON form: `{"catm": ["GET"]}`; docs/claims.md lists them. `jwt` with the profile `nanostream`: `cust` and `revocable`, which limit nothing.',
      ),
  })
  .meta({ id: "TokenGrant" });

/** `POST /v1/tokens/batch`. */
export const tokenBatch = z
  .strictObject({ tokens: z.array(tokenGrant).min(1).max(LONGEST_BATCH) })
  .describe("All of them are made, or none.")
  .meta({ id: "TokenBatch" });

/** `PATCH /v1/tokens/{id}`. */
export const tokenPatch = z
  .strictObject({
    not_before: notBefore.nullable().optional(),
    expires_at: expiresAt.optional(),
    ttl_seconds: ttlSeconds.optional(),
    ...limitChanges,
    ip: networks.nullable().optional(),
    domains: domains.nullable().optional(),
    tag: name.nullable().optional(),
    annotations: annotations.optional(),
    disconnect_at_expiry: disconnectAtExpiry.optional(),
    delegation: delegation.nullable().optional(),
  })
  .describe("What is left out stays; null takes a limit away.")
  .meta({ id: "TokenPatch" });

/** `POST /v1/delegations`: the words of a grant, each of which may only narrow the token that is shown. */
export const childGrant = z
  .strictObject({
    kind: z.enum(["access", "one-time"]).optional().describe("Default: `access`."),
    action: action.optional().describe("Default and only choice: the parent's."),
    target: target.optional().describe("Default: the parent's."),
    not_before: notBefore.optional(),
    expires_at: expiresAt.optional(),
    ttl_seconds: ttlSeconds.optional(),
    ...limitWords.shape,
    ip: networks.optional(),
    domains: domains.optional(),
    user: name.optional().describe("Default: the parent's."),
    tag: name.optional(),
    annotations: annotations.optional(),
    disconnect_at_expiry: disconnectAtExpiry.optional(),
    delegation: delegation.optional(),
  })
  .meta({ id: "ChildGrant" });

/** The headers of a request that makes tokens. */
export const creationHeaders = z.looseObject({
  "idempotency-key": z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/, "1 to 255 printable characters of ASCII")
    .optional()
    .describe(
      "The same key with the same body makes the tokens once: within 24 hours it answers them again, with `Idempotent-Replayed: true`. With another body it is refused (422).",
    ),
});

/** The query of `GET /v1/tokens`. */
export const tokenQuery = z.strictObject({
  ...paging,
  user: name.optional(),
  tag: name.optional(),
  stream: name.optional().describe("Tokens that name this stream."),
  group: name.optional().describe("Tokens for this group."),
  application: name.optional().describe("Tokens that name a stream of this application."),
  kind: kind.optional(),
  action: action.optional(),
  status: status.optional(),
  key: name
    .optional()
    .describe("Tokens that the API key with this id has made, or that the token key has signed."),
  jti: name.optional().describe("The token with this id inside its text (`jti`, `cti`)."),
  parent: name.optional().describe("Tokens that were made from the token with this id."),
  since: z.coerce.number().int().min(0).optional().describe("Unix seconds: made then or later."),
  until: z.coerce.number().int().min(0).optional().describe("Unix seconds: made before then."),
});

const tokenFields = {
  id: z
    .string()
    .describe(
      "Public: `st_` and 12 characters, the beginning of the token's text; `sg_` and 22 of a signed token.",
    ),
  kind,
  status,
  action,
  target,
  created_at: seconds,
  created_by: z
    .string()
    .nullable()
    .describe(
      "Id of the API key, or of the token it was made from; `local` for the owner of the data folder; null for a signed token that was made elsewhere.",
    ),
  key: z.string().nullable().describe("Id of the token key that signed it; null for opaque tokens."),
  jti: z.string().nullable().describe("The id inside its text (`jti`, or `cti` as text)."),
  profile: z.string().nullable().describe("Claim map of a JWT, label profile of a CAT."),
  claims: z
    .record(z.string(), z.unknown())
    .describe("What the text of a signed token says; empty for opaque tokens."),
  not_before: seconds.nullable(),
  expires_at: seconds.nullable().describe("null: for ever."),
  revoked_at: seconds
    .nullable()
    .describe("When it was revoked by itself; a revocation by selector does not show here."),
  suspended_at: seconds.nullable(),
  uses: z.int().describe("Sessions made with it and with the tokens made from it."),
  watched_seconds: z.int().describe("Seconds that they have played, up to 10 seconds ago."),
  used_bytes: z.int().describe("Bytes of media that they were sent, up to 10 seconds ago."),
  ...limitAnswers,
  ip: z.array(z.string()),
  domains: z.array(z.string()),
  user: z.string().nullable(),
  tag: z.string().nullable(),
  annotations: z.array(z.unknown()),
  disconnect_at_expiry: z.boolean(),
  delegation: z
    .strictObject({ depth: z.int(), max_children: z.int().nullable() })
    .nullable()
    .describe("How far it may be handed on; null: not at all."),
  parent: z
    .string()
    .nullable()
    .describe("Id of the token that it was made from, which limits it; null: an API key made it."),
  version: z.int().describe("Also the `ETag`; one more with each change."),
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
      .strictObject({
        page: url.optional(),
        hls: url.optional(),
        dash: url.optional(),
        mp4: url.optional(),
        rtmp: url.optional(),
        rtsp: url.optional(),
        srt: url.optional(),
        whip: url.optional(),
        whep: url.optional(),
      })
      .describe(
        "Addresses with the token in them, for players; from `rtmp` on those of media servers that are configured with `addresses`, for encoders, too.",
      ),
  })
  .meta({ id: "CreatedToken" });

/** The tokens of a batch, in the order of their grants. */
export const createdTokens = z.strictObject({ items: z.array(createdToken) }).meta({ id: "CreatedTokens" });
