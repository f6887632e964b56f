import type { TokenRecord } from "../store/token-record.ts";

/** What records have in common of tokens that nobody has used, and that no text, key or claim is known of. */
export const unusedToken = {
  secretHash: new Uint8Array(),
  keyId: undefined,
  jti: undefined,
  profile: undefined,
  claims: [],
  uses: 0,
  revokedAtSeconds: undefined,
  suspendedAtSeconds: undefined,
  version: 1,
} as const satisfies Partial<TokenRecord>;

/** The same of tokens that limit nothing, have no end and were issued by nobody here. */
export const bareToken = {
  ...unusedToken,
  notBeforeSeconds: undefined,
  expiresAtSeconds: undefined,
  maxUses: undefined,
  maxSessions: undefined,
  ip: [],
  domains: [],
  user: undefined,
  tag: undefined,
  annotations: [],
  disconnectAtExpiry: false,
  issuedBy: undefined,
} as const satisfies Partial<TokenRecord>;
