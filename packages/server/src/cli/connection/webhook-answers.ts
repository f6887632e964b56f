import { z } from "zod";

// As in answers.ts: only what the commands print.

/** One item of `GET /v1/webhooks`. */
export const webhookAnswer = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  applications: z.array(z.string()).nullable(),
  description: z.string().nullable(),
  enabled: z.boolean(),
  disabled_reason: z.string().nullable(),
  failing_since: z.number().nullable(),
});
export type WebhookAnswer = z.infer<typeof webhookAnswer>;

/** `POST /v1/webhooks`. */
export const issuedWebhookAnswer = webhookAnswer.extend({ secret: z.string() });
export type IssuedWebhookAnswer = z.infer<typeof issuedWebhookAnswer>;

/** `POST /v1/webhooks/{id}/test`. */
export const webhookTestAnswer = z.object({
  delivered: z.boolean(),
  status: z.number().nullable(),
  duration_ms: z.number(),
  error: z.string().nullable(),
});

/** One item of `GET /v1/webhooks/{id}/deliveries`. */
export const deliveryAnswer = z.object({
  id: z.string(),
  event: z.string(),
  status: z.string(),
  created_at: z.number(),
  next_attempt_at: z.number().nullable(),
  attempts: z.number(),
  last_attempt: z.object({ status: z.number().nullable(), error: z.string().nullable() }).nullable(),
  dropped: z.number(),
});
export type DeliveryAnswer = z.infer<typeof deliveryAnswer>;

/** `POST /v1/webhooks/{id}/replay`. */
export const replayedAnswer = z.object({ count: z.number(), more: z.boolean() });
