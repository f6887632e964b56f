import type { Refusal } from "./refusal.ts";

/** Reasons that can pass by themselves, or that a new session on the same token can cure. */
const passing: ReadonlySet<string> = new Set([
  "stream-offline",
  "too-many-sessions",
  "stream-full",
  "stream-busy",
  "stream-not-yet-open",
  "session-evicted",
  "outside-hours",
  "too-many-requests",
  "too-many-guesses",
  "token-not-yet-valid",
  "session-expired",
  "session-shared",
  "network-unreachable",
  "reply-unreadable",
  "media-broken",
  "media-late",
  "open-in-another-tab",
]);

/** True when "Try again" may help without a new link. */
export function isRetryable({ reason, status }: Refusal): boolean {
  if (passing.has(reason)) return true;
  return status !== undefined && (status === 429 || status >= 500);
}
