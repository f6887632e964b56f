import { z } from "zod";

const text = z.string();
const count = z.number().nullable();
const allowDeny = z.object({ allow: z.array(z.unknown()).optional(), deny: z.array(z.unknown()).optional() });

/** Limits that tokens and streams share, as the API answers them; null: none. */
export const limitAnswers = {
  max_uses: count,
  max_sessions: z
    .union([z.number(), z.object({ count: z.number(), per: text, over: text, when_full: text })])
    .nullable(),
  max_watch_minutes: count,
  max_bytes: count,
  bind: z.union([text, z.object({ to: z.array(text), rebinds: z.number().optional() })]).nullable(),
  countries: allowDeny.nullable(),
  asns: allowDeny.nullable(),
  rules: z.array(z.unknown()).nullable(),
  hours: z
    .array(z.object({ days: z.array(text).optional(), from: text, to: text, time_zone: text.optional() }))
    .nullable(),
  max_height: count,
  renditions: z.array(text).nullable(),
  download: z.boolean().nullable(),
};

const limits = z.object(limitAnswers);
/** The limits of a token or stream, as the API answers them. */
export type LimitAnswers = z.infer<typeof limits>;
