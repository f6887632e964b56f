import { z } from "zod";

const text = z.string();

const askedAnswer = z.object({
  at: z.number(),
  from: text.nullable(),
  event: text,
  action: text.nullable(),
  stream: text.nullable(),
  protocol: text.nullable(),
  allowed: z.boolean(),
  reason: text.nullable(),
  ref: text.nullable(),
});
export type AskedAnswer = z.infer<typeof askedAnswer>;

const serverAnswer = z.object({
  name: text,
  kind: text,
  door: text,
  secret: text.nullable(),
  has_api: z.boolean(),
  last_question: askedAnswer.nullable(),
});
export type ServerAnswer = z.infer<typeof serverAnswer>;

/** `GET /v1/servers`. */
export const serversAnswer = z.object({ address: text, items: z.array(serverAnswer) });
