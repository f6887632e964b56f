import type { DenyReason } from "@sluice/policy";

/** Refusals that may be guesses: whoever causes too many is told to wait. */
const GUESSES: ReadonlySet<DenyReason> = new Set([
  "token-unknown",
  "token-malformed",
  "token-too-long",
  "key-unknown",
  "signature-invalid",
  "subscriber-code-invalid",
]);

/** Refusals of texts that a cut makes: what cannot be read, and what does not prove itself. */
const CUTS: ReadonlySet<DenyReason> = new Set([...GUESSES, "algorithm-not-allowed", "claim-malformed"]);

/** True for a refusal that a token gets whose end is missing. */
export function mayBeCutOff(reason: DenyReason): boolean {
  return CUTS.has(reason);
}

/** True for a refusal that somebody who tries out credentials would get. */
export function mayBeGuess(reason: DenyReason): boolean {
  return GUESSES.has(reason);
}
