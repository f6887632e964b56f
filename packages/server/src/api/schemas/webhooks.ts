import { z } from "zod";
import { eventTypes } from "../../webhooks/events.ts";
import { disableReasons } from "../../webhooks/webhook.ts";
import { name, paging, seconds } from "./common.ts";

const LONGEST_LIST = 100;
const LONGEST_URL = 2048;
const LONGEST_DESCRIPTION = 300;
const LONGEST_OVERLAP_SECONDS = 7 * 24 * 3600;
const A_DAY_SECONDS = 24 * 3600;

const url = z
  .string()
  .max(LONGEST_URL)
  .refine(isReceiver, "is no http or https URL without user name, password and fragment");
const events = z
  .array(z.enum(eventTypes))
  .min(1, "name at least one event")
  .max(LONGEST_LIST)
  .describe("What it hears of; docs/webhooks.md lists them.");
const applications = z
  .array(name)
  .min(1, "an empty list would hear nothing; null is every application")
  .max(LONGEST_LIST)
  .nullable()
  .describe("Only events of these applications; null: of the whole organization.");
const description = z.string().max(LONGEST_DESCRIPTION).nullable();
const allowPrivate = z
  .boolean()
  .describe("May connect to private addresses. Only a key with the scope `installation` gives this leave.");

/** `POST /v1/webhooks`. */
export const webhookGrant = z
  .strictObject({
    url: url.describe("Where events are sent to. Without user name and password."),
    events,
    applications: applications.optional(),
    description: description.optional(),
    enabled: z.boolean().optional().describe("Default true."),
    allow_private: allowPrivate.optional(),
  })
  .meta({ id: "WebhookGrant" });

/** `PATCH /v1/webhooks/{id}`. */
export const webhookPatch = webhookGrant
  .partial()
  .describe("What is left out stays.")
  .meta({ id: "WebhookPatch" });

/** The query of `GET /v1/webhooks`. */
export const webhookQuery = z.strictObject(paging);

/** `POST /v1/webhooks/{id}/rotate`. */
export const rotateBody = z
  .strictObject({
    overlap_seconds: z
      .int()
      .min(0)
      .max(LONGEST_OVERLAP_SECONDS)
      .default(A_DAY_SECONDS)
      .describe("So long deliveries are signed with the secret before as well: at most 7 days."),
  })
  .meta({ id: "WebhookRotation" });

const webhookFields = {
  id: z.string(),
  url: z.string(),
  events: z.array(z.enum(eventTypes)),
  applications,
  description,
  enabled: z.boolean(),
  disabled_reason: z
    .enum(disableReasons)
    .nullable()
    .describe("`gone`: its receiver answered 410. `failing`: nothing but failures for five days."),
  disabled_at: seconds.nullable().describe("When the server switched it off."),
  allow_private: allowPrivate,
  previous_secret_until: seconds
    .nullable()
    .describe("Until then deliveries are signed with the secret before the last rotation as well."),
  created_at: seconds,
  created_by: z.string().describe("Id of the API key that made it; `local` on the machine itself."),
  updated_at: seconds,
  version: z.int(),
  failing_since: seconds
    .nullable()
    .describe("The first failure since the last success; null while the last attempt was a success."),
  last_success_at: seconds.nullable(),
  last_failure_at: seconds.nullable(),
};

/** A webhook: never its secret. */
export const webhook = z.strictObject(webhookFields).meta({ id: "Webhook" });

/** A webhook with a new secret: the one answer that holds it. */
export const issuedWebhook = z
  .strictObject({
    ...webhookFields,
    secret: z.string().describe("`whsec_` and base64; this is the only answer that holds it."),
  })
  .meta({ id: "IssuedWebhook" });

/** What came back from a test. */
export const webhookTest = z
  .strictObject({
    delivered: z.boolean(),
    status: z.int().nullable().describe("The receiver's HTTP status; null: no answer."),
    duration_ms: z.int(),
    error: z.string().nullable(),
  })
  .meta({ id: "WebhookTest" });

const status = z.enum(["pending", "delivered", "failed", "dropped"]);

/** The query of `GET /v1/webhooks/{id}/deliveries`. */
export const deliveryQuery = z.strictObject({
  ...paging,
  status: status.optional(),
  event: z.enum(eventTypes).optional(),
});

export const deliveryParams = z.strictObject({ id: name, delivery: name });

const moment = z.number().describe("Unix seconds, with milliseconds behind the point.");

const attempt = z
  .strictObject({
    at: moment,
    duration_ms: z.int(),
    status: z.int().nullable().describe("The receiver's HTTP status; null: no answer."),
    error: z.string().nullable().describe("Why it failed; null for a success."),
  })
  .meta({ id: "DeliveryAttempt" });

const deliveryFields = {
  id: z.string().describe("The event's id, as in the header `webhook-id` of every attempt."),
  event: z.string(),
  status: status.describe(
    "`pending`: waits for its next attempt. `failed`: given up. `dropped`: the backlog was full; nothing was kept.",
  ),
  created_at: moment,
  next_attempt_at: moment.nullable(),
  attempts: z.int(),
  last_attempt: attempt.nullable(),
  dropped: z.int().describe("How many events in a row were dropped; 0 for any other status."),
  user: z.string().nullable().describe("The viewer it is about."),
};

/** One line of the delivery log. */
export const delivery = z.strictObject(deliveryFields).meta({ id: "Delivery" });

/** A delivery with its body and every attempt. */
export const deliveryDetails = z
  .strictObject({
    ...deliveryFields,
    payload: z.looseObject({}).nullable().describe("The body; null for what was dropped."),
    attempt_log: z.array(attempt).describe("The latest attempts, the first of them first."),
  })
  .meta({ id: "DeliveryDetails" });

/** `POST /v1/webhooks/{id}/replay`. */
export const replayBody = z
  .strictObject({ since: seconds.describe("Unix seconds: what was made then or later.") })
  .meta({ id: "WebhookReplay" });

/** What a replay has set going. */
export const replayed = z
  .strictObject({
    count: z.int().describe("Deliveries that are pending again."),
    more: z.boolean().describe("True: the backlog had no room for all; ask again later."),
  })
  .meta({ id: "WebhookReplayed" });

function isReceiver(text: string): boolean {
  const parsed = URL.parse(text);
  if (parsed === null || (parsed.protocol !== "https:" && parsed.protocol !== "http:")) return false;
  return parsed.username === "" && parsed.password === "" && parsed.hash === "";
}
