/**
 * Every answer to a player carries these, refusals above all: without them a browser shows an opaque CORS error
 * instead of the reason. No cookie is ever needed, so any origin may read.
 */
export const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers":
    "Sluice-Ref, Date, Content-Length, Content-Range, Accept-Ranges, ETag, Retry-After, WWW-Authenticate, DPoP-Nonce",
  "cross-origin-resource-policy": "cross-origin",
} as const;

/** The answer to a preflight (Fetch standard, section 3.3.3). */
export const preflightHeaders = {
  ...corsHeaders,
  "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
  "access-control-allow-headers":
    "Authorization, Content-Type, CTA-Common-Access-Token, DPoP, Range, If-Range, If-None-Match, CMCD-Object, CMCD-Request, CMCD-Session, CMCD-Status",
  "access-control-max-age": "86400",
} as const;
