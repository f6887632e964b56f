/** "Access denied": every refusal that has no code of its own there. */
const DENIED = 4403;

/** Codes of the NanoPlayer (nanoplayer_api_errors.md) by Sluice's reasons. */
const CODES: Readonly<Record<string, number>> = {
  "token-missing": 5006,
  "token-malformed": 4901,
  "token-truncated": 4901,
  "token-too-long": 4901,
  "token-unknown": 4901,
  "key-unknown": 4901,
  "signature-invalid": 4901,
  "token-expired": 4903,
  "store-unavailable": 4900,
  "network-unreachable": 4106,
};

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
  const code = typeof reason === "string" && Object.hasOwn(CODES, reason) ? CODES[reason] : DENIED;
  return {
    code: code ?? DENIED,
    message: typeof title === "string" ? title : "Access denied",
    reason: typeof reason === "string" ? reason : undefined,
    ref: typeof ref === "string" ? ref : undefined,
  };
}
