import { z } from "zod";
import type { CompatProblem } from "../compat-system.ts";
import { readBody } from "../read-body.ts";

/** Whatever else is in it is passed over: it can widen nothing. */
const tokenSchema = z.object({ token: z.string().min(1) });

/** The token that a call names in its body, as it was sent. */
export function readToken(body: Buffer): { readonly token: string } | { readonly problem: CompatProblem } {
  const read = readBody(body, tokenSchema);
  // Of a body with a token the problem would be its text: that has a code of its own.
  if ("problem" in read)
    return { problem: { reason: "request-malformed", detail: "parameter required: token" } };
  return read.value;
}
