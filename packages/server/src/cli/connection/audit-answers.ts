import { z } from "zod";

// As in answers.ts: only what the commands print.

const nullableText = z.string().nullable();

/** One item of `GET /v1/audit`. */
export const auditEntryAnswer = z.object({
  number: z.number(),
  at: z.number(),
  actor: z.string(),
  address: nullableText,
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  user: nullableText,
  erased_at: z.number().nullable(),
});
export type AuditEntryAnswer = z.infer<typeof auditEntryAnswer>;

/** `POST /v1/audit/verify`. */
export const auditVerificationAnswer = z.object({
  ok: z.boolean(),
  entries: z.number(),
  head: z.object({ number: z.number(), hash: z.string() }).nullable(),
  resealed_at: z.number().nullable(),
  first_problem: z.object({ fault: z.string(), number: z.number(), detail: z.string() }).nullable(),
});
export type AuditVerificationAnswer = z.infer<typeof auditVerificationAnswer>;
