/** "Access denied": what the player also says of a refusal that it does not know. */
const DENIED = 4403;

/**
 * Reasons of Sluice by the NanoPlayer's codes for connection and security (nanoplayer_api_errors.md, 4000 to 4999, and 5006
 * of its setup). Each reason is here once, a test holds that.
 */
export const reasonsByCode: Readonly<Record<number, readonly string[]>> = {
  /** Network is not available. */
  4106: ["network-unreachable", "request-timeout", "client-left"],
  /** Bad request: its parameters are malformed. */
  4400: [
    "tokens-conflict",
    "path-ambiguous",
    "request-malformed",
    "headers-too-large",
    "method-not-allowed",
    "call-malformed",
    "range-not-satisfiable",
    "not-an-entry",
  ],
  [DENIED]: [
    "beyond-key-limits",
    "uri-not-allowed",
    "request-method-not-allowed",
    "header-not-allowed",
    "protocol-not-allowed",
    "location-not-allowed",
    "connection-not-allowed",
    "refused-by-chance",
    "proof-invalid",
    "composition-not-met",
    "quota-spent",
    "session-evicted",
    "country-not-allowed",
    "country-unknown",
    "asn-not-allowed",
    "asn-unknown",
    "rule-not-allowed",
    "outside-hours",
    "bind-not-allowed",
    "rendition-not-allowed",
    "download-not-allowed",
    "token-revoked",
    "token-suspended",
    "token-not-yet-valid",
    "token-already-used",
    "delegation-not-allowed",
    "delegation-full",
    "too-many-sessions",
    "stream-full",
    "stream-busy",
    "stream-not-yet-open",
    "stream-closed",
    "wrong-action",
    "wrong-stream",
    "ip-not-allowed",
    "ip-unknown",
    "domain-not-allowed",
    "domain-unknown",
    "handle-wrong-stream",
    "session-ended",
    "session-shared",
    "too-many-requests",
    "too-many-guesses",
    "prefetch-refused",
    "subscriber-blocked",
    "caller-unknown",
    "call-replayed",
    // Whether there is such a stream, and whether it is on air, has no code of security.
    "stream-unknown",
    "stream-offline",
    "media-not-found",
    "media-type-refused",
  ],
  /** An error inside: nothing is wrong with the viewer or the token. */
  4900: [
    "store-unavailable",
    "server-busy",
    "origin-bad-manifest",
    "origin-error",
    "origin-unreachable",
    "origin-timeout",
  ],
  /** The token is invalid. */
  4901: [
    "token-malformed",
    "token-truncated",
    "token-too-long",
    "token-unknown",
    "subscriber-code-invalid",
    "key-unknown",
    "algorithm-not-allowed",
    "signature-invalid",
    "claim-malformed",
    "claim-unsupported",
    "issuer-not-allowed",
    "audience-not-allowed",
    "handle-invalid",
  ],
  /** It has expired, or a parameter is missing. */
  4903: ["token-expired", "session-expired", "context-missing", "proof-missing"],
  /** This configuration needs a token. */
  5006: ["token-missing"],
};

const codes: ReadonlyMap<string, number> = new Map(
  Object.entries(reasonsByCode).flatMap(([code, reasons]) =>
    reasons.map(reason => [reason, Number(code)] as const),
  ),
);

/** What `onError` is given. `reason` and `ref` are ours: the API's codes do not tell revoked from used, or address from site. */
export interface NanoError {
  readonly code: number;
  readonly message: string;
  readonly reason: string | undefined;
  readonly ref: string | undefined;
}

/** The error for what the player says of a refusal (the detail of its `sluice-refused` event). */
export function nanoErrorOf(detail: unknown): NanoError {
  const { reason, title, ref } =
    typeof detail === "object" && detail !== null ? (detail as Readonly<Record<string, unknown>>) : {};
  return {
    code: (typeof reason === "string" ? codes.get(reason) : undefined) ?? DENIED,
    message: typeof title === "string" ? title : "Access denied",
    reason: typeof reason === "string" ? reason : undefined,
    ref: typeof ref === "string" ? ref : undefined,
  };
}
