import type { EdgeOutcome } from "../web-edge.ts";

/** What a header's value may consist of; anything else, and `%`, is written as `%XX` of its UTF-8. */
const UNSAFE = /[^!#-$&-~]+/gu;

/**
 * What every answer says, empty where there is nothing to say: a header that is left out would let the client's own pass where
 * an edge copies by name.
 */
export function identityHeaders(outcome: EdgeOutcome): Record<string, string> {
  const { subject, stream, sessionId, expiresAtSeconds, ref } = outcome;
  const recheckSeconds = outcome.outcome === "allowed" ? outcome.recheckSeconds : 0;
  return {
    "cache-control": `private, max-age=${recheckSeconds}`,
    "x-auth-subject": visible(subject),
    "x-auth-stream": visible(stream),
    "x-auth-session": sessionId,
    "x-auth-expires": expiresAtSeconds === undefined ? "" : String(expiresAtSeconds),
    "x-auth-reason": outcome.outcome === "refused" ? outcome.reason : "",
    "sluice-ref": ref,
  };
}

function visible(text: string): string {
  return text.toWellFormed().replace(UNSAFE, encodeURIComponent);
}
