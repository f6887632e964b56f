import { z } from "zod";
import { limitAnswers } from "./limit-answers.ts";

// What the commands print of the answers of API v1. Fields that they do not print are not asked for, so that a
// newer server is understood too.

const seconds = z.number();
const text = z.string();

const target = z.union([
  z.object({ streams: z.array(text) }),
  z.object({ group: text }),
  z.object({ organization: z.literal(true) }),
]);

/** `GET /v1/tokens/{id}`. */
export const tokenAnswer = z.object({
  id: text,
  kind: text,
  status: text,
  action: text,
  target,
  created_at: seconds,
  created_by: text.nullable(),
  not_before: seconds.nullable(),
  expires_at: seconds.nullable(),
  revoked_at: seconds.nullable(),
  suspended_at: seconds.nullable(),
  uses: z.number(),
  ...limitAnswers,
  ip: z.array(text),
  domains: z.array(text),
  user: text.nullable(),
  tag: text.nullable(),
  annotations: z.array(z.unknown()),
  disconnect_at_expiry: z.boolean(),
  delegation: z.object({ depth: z.number(), max_children: z.number().nullable() }).nullable(),
  parent: text.nullable(),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;

/** `POST /v1/tokens`. */
export const createdAnswer = tokenAnswer.extend({
  token: text,
  playback_url: text.nullable(),
  urls: z.object({
    hls: text.optional(),
    rtmp: text.optional(),
    rtsp: text.optional(),
    srt: text.optional(),
    whip: text.optional(),
    whep: text.optional(),
  }),
});
export type CreatedAnswer = z.infer<typeof createdAnswer>;

/** One item of `GET /v1/sessions`. */
export const sessionAnswer = z.object({
  id: text,
  status: text,
  token: text.nullable(),
  stream: text,
  action: text,
  server: text.nullable(),
  protocol: text.nullable(),
  user: text.nullable(),
  ip: text.nullable(),
  started_at: seconds,
  last_seen_at: seconds,
  ended_at: seconds.nullable(),
  end_reason: text.nullable(),
  bytes: z.number(),
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;

/** `POST /v1/revocations`, and one item of `GET /v1/revocations`. */
export const revocationAnswer = z.object({
  id: text,
  selector: z.record(text, z.unknown()),
  count: z.number(),
  sessions: z.number(),
  created_at: seconds,
  created_by: text.nullable(),
  until: seconds.nullable(),
  permanent: z.boolean(),
  effect_ms: z.number().nullable(),
  undone_at: seconds.nullable(),
});
export type RevocationAnswer = z.infer<typeof revocationAnswer>;

/** `POST /v1/revocations` with `dry_run`. */
export const dryRunAnswer = z.object({ dry_run: z.literal(true), count: z.number(), sessions: z.number() });

export const ruleAnswer = z.object({ rule: text, outcome: text, detail: text });
export type RuleAnswer = z.infer<typeof ruleAnswer>;

/** `POST /v1/check`; `POST /v1/explain` gives the rules too. */
export const checkAnswer = z.object({
  allowed: z.boolean(),
  reason: text.nullable(),
  detail: text.nullable(),
  advice: text.nullable(),
  ref: text,
  token: text.nullable(),
  session: text.nullable(),
  rules: z.array(ruleAnswer).optional(),
});
export type CheckAnswer = z.infer<typeof checkAnswer>;

/** `GET /v1/decisions/{ref}`. */
export const decisionAnswer = z.object({
  ref: text,
  at: seconds,
  allowed: z.boolean(),
  reason: text.nullable(),
  door: text,
  action: text,
  stream: text.nullable(),
  token: text.nullable(),
  session: text.nullable(),
  user: text.nullable(),
  ip: text.nullable(),
  user_agent: text.nullable(),
  rules: z.array(ruleAnswer),
});
export type DecisionAnswer = z.infer<typeof decisionAnswer>;

/** A page of a list. */
export function pageOf<T>(item: z.ZodType<T>) {
  return z.object({ items: z.array(item), next: text.nullable() });
}
