import { z } from "zod";
import { scopes as allScopes } from "../../commands/scopes.ts";
import { action, name, paging, seconds } from "./common.ts";

const LONGEST_LIST = 100;
const LONGEST_OVERLAP_SECONDS = 7 * 24 * 3600;

const scopes = z
  .array(z.enum(allScopes))
  .max(LONGEST_LIST)
  .describe("What it may do; docs/api-keys.md lists them. `admin` is everything inside the organization.");
const applications = z
  .array(name)
  .min(1, "an empty list would allow nothing; null is every application")
  .max(LONGEST_LIST)
  .nullable()
  .describe("Only what belongs to these applications; null: the whole organization.");
const actions = z.array(action).min(1).max(2).describe("Which tokens it may make.");
const longestTtl = z
  .int()
  .min(1)
  .max(100_000_000_000)
  .nullable()
  .describe("Longest life of a token it makes; null: any, also for ever.");
const expiresAt = seconds.nullable().describe("Unix seconds; null: it works until it is removed.");

/** `POST /v1/api-keys`. */
export const apiKeyGrant = z
  .strictObject({
    name,
    scopes,
    applications: applications.optional(),
    actions: actions.optional(),
    longest_ttl_seconds: longestTtl.optional(),
    expires_at: expiresAt.optional(),
  })
  .describe("What is left out is as with the key that makes it.")
  .meta({ id: "ApiKeyGrant" });

/** `PATCH /v1/api-keys/{id}`. */
export const apiKeyPatch = apiKeyGrant
  .partial()
  .describe("What is left out stays.")
  .meta({ id: "ApiKeyPatch" });

/** The query of `GET /v1/api-keys`. */
export const apiKeyQuery = z.strictObject(paging);

/** `POST /v1/api-keys/{id}/rotate`. */
export const rotateBody = z
  .strictObject({
    overlap_seconds: z
      .int()
      .min(0)
      .max(LONGEST_OVERLAP_SECONDS)
      .default(0)
      .describe("So long the text before works, too: at most 7 days."),
  })
  .meta({ id: "ApiKeyRotation" });

const rights = {
  id: z.string().describe("Public: the beginning of the key's text."),
  name: z.string(),
  scopes: z.array(z.string()),
  applications,
  actions: z.array(action),
  longest_ttl_seconds: longestTtl,
  expires_at: expiresAt,
  previous_until: seconds
    .nullable()
    .describe("When the text before the last rotation stops working; null: there is none."),
};

const apiKeyFields = {
  ...rights,
  created_at: seconds,
  created_by: z
    .string()
    .describe("Id of the API key that made it; `local` and `start` on the machine itself."),
  last_used_at: seconds.nullable(),
  version: z.int(),
};

/** A key: never its text. */
export const apiKey = z.strictObject(apiKeyFields).meta({ id: "ApiKey" });

/** A key with a new text: the one answer that holds it. */
export const issuedApiKey = z
  .strictObject({
    ...apiKeyFields,
    key: z.string().describe("The key's text; this is the only answer that holds it."),
  })
  .meta({ id: "IssuedApiKey" });

/** `GET /v1/whoami`. */
export const whoAmI = z
  .strictObject({
    organization: z.string().describe("Its code."),
    ...rights,
    created_at: seconds.nullable(),
    created_by: z.string().nullable(),
    last_used_at: seconds.nullable(),
    version: z.int().nullable(),
  })
  .describe(
    "The caller's own key; for the owner of the data folder, who needs none, what stands in its place.",
  )
  .meta({ id: "WhoAmI" });
