import { z } from "zod";
import { ruleAnswer, tokenAnswer } from "./answers.ts";

const text = z.string();
const members = z.record(text, z.unknown());

/** `POST /v1/tokens/inspect`. */
export const inspectedAnswer = z.object({
  format: text.nullable(),
  problem: text.nullable(),
  header: members.nullable(),
  claims: members.nullable(),
  diagnostic: text.nullable(),
  signature: text,
  refused: z.object({ reason: text, detail: text }).nullable(),
  key: z.object({ id: text, name: text.nullable(), algorithm: text, state: text.nullable() }).nullable(),
  key_detail: text.nullable(),
  id: text.nullable(),
  token: tokenAnswer.nullable(),
  warnings: z.array(z.object({ code: text, detail: text })),
  decision: z
    .object({
      allowed: z.boolean(),
      reason: text.nullable(),
      advice: text.nullable(),
      rules: z.array(ruleAnswer),
    })
    .nullable(),
});
export type InspectedAnswer = z.infer<typeof inspectedAnswer>;
