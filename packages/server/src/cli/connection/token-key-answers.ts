import { z } from "zod";

/** A token key as the server answers it, as far as the command line shows it. */
export const tokenKeyAnswer = z.object({
  id: z.string(),
  name: z.string(),
  kid: z.string().nullable(),
  algorithm: z.string().nullable(),
  source: z.string(),
  state: z.string(),
  role: z.string().nullable(),
  application: z.string().nullable(),
  retires_at: z.number().nullable(),
  warnings: z.array(z.string()),
  jwks: z.object({ last_error: z.string().nullable() }).nullable(),
  last_used_at: z.number().nullable(),
});

export type TokenKeyAnswer = z.infer<typeof tokenKeyAnswer>;

/** A key that was made: `value` is its secret. */
export const issuedTokenKeyAnswer = tokenKeyAnswer.extend({ value: z.string().nullable() });

export type IssuedTokenKeyAnswer = z.infer<typeof issuedTokenKeyAnswer>;
