import { z } from "zod";
import { limitAnswers } from "./limit-answers.ts";

// As in answers.ts: only what the commands print.

const mode = z.string();

/** One item of `GET /v1/applications`. */
export const applicationAnswer = z.object({
  name: z.string(),
  kind: z.string(),
  origin: z
    .object({
      folder: z.string().optional(),
      url: z.string().optional(),
      bucket: z.string().optional(),
      endpoint: z.string().optional(),
      prefix: z.string().nullable().optional(),
      headers: z.record(z.string(), z.string()).optional(),
      allow_private: z.boolean().optional(),
    })
    .nullable(),
  registered_only: z.boolean(),
  enforcement: z.object({ publish: mode, play: mode }),
  embed_token: z.boolean(),
  default_ttl: z.number(),
  sessions: z.object({ idle_seconds: z.number(), max_seconds: z.number(), lease_seconds: z.number() }),
  grace: z.object({ seconds: z.number(), repeats: z.number() }),
  declared_in: z.string().nullable(),
});
export type ApplicationAnswer = z.infer<typeof applicationAnswer>;

/** One item of `GET /v1/streams`. */
export const streamAnswer = z.object({
  name: z.string(),
  kind: z.string(),
  group: z.string().nullable(),
  aliases: z.array(z.string()),
  entries: z.object({
    hls: z.string().nullable(),
    dash: z.string().nullable(),
    mp4: z.string().nullable(),
  }),
  enforcement: z.object({ publish: mode.nullable(), play: mode.nullable() }),
  embed_token: z.boolean().nullable(),
  follow_default: z.boolean(),
  limits: z.object({
    ip: z.array(z.string()),
    domains: z.array(z.string()),
    not_before: z.number().nullable(),
    expires_at: z.number().nullable(),
    ...limitAnswers,
  }),
  declared_in: z.string().nullable(),
});
export type StreamAnswer = z.infer<typeof streamAnswer>;

/** `GET /v1/streams/{name}/embed-code`. */
export const embedCodeAnswer = z.object({ html: z.string() });

/** One item of `GET /v1/groups`. */
export const groupAnswer = z.object({
  id: z.string(),
  title: z.string().nullable(),
  stream_count: z.number(),
  streams: z.array(z.string()),
  declared_in: z.string().nullable(),
});
export type GroupAnswer = z.infer<typeof groupAnswer>;

/** One item of `GET /v1/organizations`. */
export const organizationAnswer = z.object({ code: z.string(), title: z.string().nullable() });
export type OrganizationAnswer = z.infer<typeof organizationAnswer>;

/** `POST /v1/organizations`. */
export const createdOrganizationAnswer = organizationAnswer.extend({
  api_key: z.object({ id: z.string(), key: z.string() }),
});
export type CreatedOrganizationAnswer = z.infer<typeof createdOrganizationAnswer>;
