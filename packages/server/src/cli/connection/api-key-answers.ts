import { z } from "zod";

// As in answers.ts: only what the commands print.

/** One item of `GET /v1/api-keys`. */
export const apiKeyAnswer = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  applications: z.array(z.string()).nullable(),
  actions: z.array(z.string()),
  longest_ttl_seconds: z.number().nullable(),
  expires_at: z.number().nullable(),
  previous_until: z.number().nullable(),
  created_by: z.string(),
  last_used_at: z.number().nullable(),
});
export type ApiKeyAnswer = z.infer<typeof apiKeyAnswer>;

/** `POST /v1/api-keys` and `POST /v1/api-keys/{id}/rotate`. */
export const issuedApiKeyAnswer = apiKeyAnswer.extend({ key: z.string() });
export type IssuedApiKeyAnswer = z.infer<typeof issuedApiKeyAnswer>;
