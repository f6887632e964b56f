import type { DenyReason } from "@sluice/policy";

/** Refusals that may be guesses: whoever causes too many is told to wait. */
const GUESSES: ReadonlySet<DenyReason> = new Set([
  "token-unknown",
  "token-malformed",
  "token-too-long",
  "key-unknown",
  "signature-invalid",
]);

/** True for a refusal that somebody who tries out credentials would get. */
export function mayBeGuess(reason: DenyReason): boolean {
  return GUESSES.has(reason);
}
