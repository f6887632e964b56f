import { corsHeaders } from "../http/cors.ts";

const always = {
  ...corsHeaders,
  "x-content-type-options": "nosniff",
  // Media is data: whatever an origin slipped in must not run as a page of ours.
  "content-security-policy": "default-src 'none'; sandbox",
  "referrer-policy": "strict-origin",
} as const;

/** Manifests, entries and refusals: never kept by anybody. */
export const manifestHeaders = { ...always, "cache-control": "private, no-store" } as const;

/** Media under a session: a browser may keep it, but asks again before each use, so that an end is an end. */
export const mediaHeaders = { ...always, "cache-control": "private, no-cache" } as const;

/** A file that plays by itself may be opened in a tab: the browser's own page for it loads the file again, and nothing else. */
export const fileHeaders = {
  "content-security-policy": "default-src 'none'; media-src 'self'; sandbox",
} as const;
