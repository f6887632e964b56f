import { z } from "zod";
import { applicationShape } from "../../declarations/application-schema.ts";
import { applicationNameForm } from "../../declarations/name-schemas.ts";
import { patchShape } from "../../declarations/patch-schema.ts";
import { streamKind } from "../../declarations/stream-schema.ts";
import { declaredFields, flag, namedPaging } from "./declared.ts";

const patch = patchShape(applicationShape);

const merging =
  "Fields that are left out stay, and null takes a field back to its default. Maps are merged; `origin` is replaced as a whole.";

/** `POST /v1/applications`. */
export const newApplication = z
  .strictObject({
    ...patch,
    name: applicationNameForm.describe("Unique on this host: it begins the address of every stream."),
    kind: applicationShape.kind,
  })
  .describe("null is the default of a field.")
  .meta({ id: "NewApplication" });

/** `PATCH /v1/applications/{name}`. */
export const applicationPatch = z.strictObject(patch).describe(merging).meta({ id: "ApplicationPatch" });

/** The query of `GET /v1/applications`. */
export const applicationQuery = z.strictObject(namedPaging);

/** The query of `DELETE /v1/applications/{name}`. */
export const applicationRemoval = z.strictObject({
  force: flag.describe("`true`: with its registered streams, and whoever publishes or plays one."),
});

/** How tokens are enforced. */
export const enforcementMode = z.enum(["off", "report", "enforce"]);

const isSet = z.literal("[set]");

const origin = z.union([
  z.strictObject({ demo: z.literal(true) }).describe("The media that is part of Sluice."),
  z.strictObject({
    folder: z.string(),
    accel_redirect: z
      .string()
      .optional()
      .describe("What nginx in front, which sends the files, calls the folder."),
  }),
  z.strictObject({
    url: z.string(),
    headers: z.record(z.string(), isSet).describe("Values are never shown."),
    user: isSet.optional(),
    password: isSet.optional(),
    bearer: isSet.optional(),
    allow_private: z.boolean(),
  }),
  z
    .strictObject({
      bucket: z.string(),
      region: z.string(),
      endpoint: z.string(),
      prefix: z.string().nullable(),
      path_style: z.boolean(),
      access_key_id: isSet,
      secret_access_key: isSet,
      session_token: isSet.optional(),
      allow_private: z.boolean(),
    })
    .describe("A bucket of a store that speaks S3. Secrets are never shown."),
]);

const originHealth = z
  .strictObject({
    state: z.enum(["up", "down"]).describe("down: the last three requests, or more, have failed."),
    consecutive_failures: z.int(),
    last_answer_at: z.int().nullable().describe("Unix seconds."),
    last_failure: z
      .strictObject({
        at: z.int().describe("Unix seconds."),
        reason: z.enum(["origin-error", "origin-timeout", "origin-unreachable"]),
      })
      .nullable(),
    latency_ms: z.int().nullable().describe("From question to head, a running average."),
  })
  .describe("Since the origin was opened; null: nobody has asked it yet, or there is none.");

const secretOrNone = isSet.nullable();

const antmediaSettings = z
  .strictObject({
    remoteAllowedCIDR: z.string().describe("Empty: an API key is needed."),
    ipFilterEnabled: z.boolean(),
    jwtControlEnabled: z.boolean(),
    jwtSecretKey: secretOrNone,
    publishTokenControlEnabled: z.boolean(),
    playTokenControlEnabled: z.boolean(),
    publishJwtControlEnabled: z.boolean(),
    playJwtControlEnabled: z.boolean(),
    jwtStreamSecretKey: secretOrNone,
    enableTimeTokenForPublish: z.boolean(),
    enableTimeTokenForPlay: z.boolean(),
    timeTokenSecretForPublish: secretOrNone,
    timeTokenSecretForPlay: secretOrNone,
    timeTokenPeriod: z.int().describe("Seconds."),
    hashControlPublishEnabled: z.boolean(),
    hashControlPlayEnabled: z.boolean(),
    tokenHashSecret: secretOrNone,
    acceptOnlyStreamsInDataStore: z.boolean(),
    allowedPublisherCIDR: z.string().describe("Empty: any address."),
    writeSubscriberEventsToDatastore: z.boolean(),
  })
  .describe("What is in force, by the names that Ant Media Server has. Secrets are never shown.");

const applicationFields = {
  name: z.string(),
  kind: streamKind(),
  origin: origin.nullable().describe("null: hooks, edges and checks only."),
  carriage: z.enum(["path", "cookie", "query"]).describe("How a session is carried at the gateway."),
  edge_urls: z.array(z.string()).describe("Where web servers that ask deliver the application's media."),
  segment_cache: z.boolean().describe("Whether its segments are kept in memory for all their viewers."),
  registered_only: z.boolean(),
  enforcement: z.strictObject({ publish: enforcementMode, play: enforcementMode }),
  embed_token: z.boolean().describe("Whether embed codes carry a token, where playing is enforced."),
  default_ttl: z.int().describe("Seconds."),
  sessions: z
    .strictObject({ idle_seconds: z.int(), max_seconds: z.int(), lease_seconds: z.int() })
    .describe("The clocks of a session of a stream that is of the application's kind."),
  grace: z.strictObject({ seconds: z.int(), repeats: z.int() }),
  antmedia: antmediaSettings,
  ...declaredFields,
};

const inForce = "What is in force, defaults included.";

/** A namespace of streams. */
export const application = z.strictObject(applicationFields).describe(inForce).meta({ id: "Application" });

/** One application by itself. */
export const applicationReading = z
  .strictObject({ ...applicationFields, origin_health: originHealth.nullable() })
  .describe(inForce)
  .meta({ id: "ApplicationReading" });
