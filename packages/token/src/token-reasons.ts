/**
 * What a refusal says about the token: `denied`: it was understood, and the request is not what it allows;
 * `malformed`: it breaks its format; `unsupported`: it asks for what this recipient does not implement;
 * `context-missing`: it asks about something that is not known of the request; `key`: no key vouches for it.
 */
export type ReasonCategory = "denied" | "malformed" | "unsupported" | "context-missing" | "key";

/**
 * Why a token is refused: a closed, stable, public table. Every limit fails closed, so that each category denies; the
 * category decides inside compositions (what cannot be processed never becomes an acceptance).
 */
export const tokenReasons = {
  "token-malformed": "malformed",
  "token-too-long": "malformed",
  "claim-malformed": "malformed",
  "claim-unsupported": "unsupported",
  "context-missing": "context-missing",
  "ip-unknown": "context-missing",
  "key-unknown": "key",
  "algorithm-not-allowed": "key",
  "signature-invalid": "key",
  "token-expired": "denied",
  "token-not-yet-valid": "denied",
  "issuer-not-allowed": "denied",
  "audience-not-allowed": "denied",
  "ip-not-allowed": "denied",
  "uri-not-allowed": "denied",
  "request-method-not-allowed": "denied",
  "header-not-allowed": "denied",
  "protocol-not-allowed": "denied",
  "country-not-allowed": "denied",
  "location-not-allowed": "denied",
  "connection-not-allowed": "denied",
  "refused-by-chance": "denied",
  "proof-missing": "denied",
  "proof-invalid": "denied",
  "composition-not-met": "denied",
  "token-already-used": "denied",
} as const satisfies Record<string, ReasonCategory>;

export type TokenReason = keyof typeof tokenReasons;
